import { childOf, childrenOf, namedWithin, overridesOf, typeOf, within } from './manifest-document.ts';
import type { ManifestFinding, ManifestRule } from './manifest-document.ts';
import type { XmlElement } from './xml.ts';

const formFactors = (overrides: XmlElement): readonly XmlElement[] =>
  within(overrides).filter((node) => node.name.endsWith('FormFactor'));

/** A second group or control of the same id replaces the first without a word. */
export const controlIdsAreUnique: ManifestRule = (root) =>
  overridesOf(root).flatMap((overrides) =>
    formFactors(overrides).flatMap((factor) => {
      const ids = within(factor)
        .filter((node) => node.name === 'Control' || node.name === 'Group')
        .map((node) => node.attributes['id'] ?? '');
      return ids
        .filter((id, index) => id === '' || ids.indexOf(id) !== index)
        .map((id) => ({ rule: 'controlId', message: `The id "${id}" must stand once in ${factor.name}.` }));
    }),
  );

const required = {
  ribbon: ['16', '32', '80'],
  mobile: ['25x1', '25x2', '25x3', '32x1', '32x2', '32x3', '48x1', '48x2', '48x3'],
};

const iconKey = (image: XmlElement): string => {
  const { size = '', scale } = image.attributes;
  return scale === undefined ? size : `${size}x${scale}`;
};

/** Every icon has the sizes its host asks for (ribbon 16, 32, 80; mobile 25, 32, 48 at three densities). */
export const iconsAreComplete: ManifestRule = (root) =>
  overridesOf(root).flatMap((overrides) =>
    namedWithin(overrides, 'Icon').flatMap((icon) => {
      const given = icon.children.map(iconKey);
      const wanted = typeOf(icon) === 'bt:MobileIconList' ? required.mobile : required.ribbon;
      return wanted
        .filter((size) => !given.includes(size))
        .map((size) => ({ rule: 'icon', message: `An icon lacks the size ${size}.` }));
    }),
  );

const picturePixels = (overrides: XmlElement, resid: string): number | null => {
  const images = childrenOf(childOf(childOf(overrides, 'Resources'), 'bt:Images'), 'bt:Image');
  const address = images.find((image) => image.attributes['id'] === resid)?.attributes['DefaultValue'] ?? '';
  const digits = /\/(\d+)\.png$/.exec(address)?.[1];
  return digits === undefined ? null : Number(digits);
};

/** A picture of another size than the one declared is scaled by the host and looks blurred. */
export const iconsHaveTheirSize: ManifestRule = (root) => [
  ...pictureFindings(childOf(root, 'IconUrl'), 64),
  ...pictureFindings(childOf(root, 'HighResolutionIconUrl'), 128),
  ...overridesOf(root).flatMap((overrides) =>
    namedWithin(overrides, 'Icon').flatMap((icon) =>
      icon.children
        .filter((image) => {
          const { size, scale = '1', resid = '' } = image.attributes;
          return picturePixels(overrides, resid) !== Number(size) * Number(scale);
        })
        .map((image) => ({
          rule: 'icon',
          message: `${image.attributes['resid'] ?? ''} must be a picture for ${iconKey(image)}.`,
        })),
    ),
  ),
];

const pictureFindings = (holder: XmlElement | undefined, pixels: number): readonly ManifestFinding[] =>
  holder?.attributes['DefaultValue']?.endsWith(`/${pixels}.png`) === true
    ? []
    : [{ rule: 'icon', message: `${holder?.name ?? 'IconUrl'} must be a PNG of ${pixels} by ${pixels}.` }];

const actionOrder = ['SourceLocation', 'SupportsPinning', 'SupportsNoItemContext', 'SupportsMultiSelect'];

/** The schema fixes the order within an action, and version 1.0 knows the first element alone. */
export const actionsAreInOrder: ManifestRule = (root) =>
  overridesOf(root).flatMap((overrides) =>
    namedWithin(overrides, 'Action')
      .filter((action) => typeOf(action) === 'ShowTaskpane')
      .filter((action) => {
        const places = action.children.map((child) => actionOrder.indexOf(child.name));
        const sorted = places.every((place, index) => place >= 0 && place >= (places[index - 1] ?? 0));
        return !sorted || (typeOf(overrides) === 'VersionOverridesV1_0' && places.length !== 1);
      })
      .map(() => ({ rule: 'action', message: `An action of ${typeOf(overrides)} has elements out of place.` })),
  );

/** A host that knows 1.1 reads nothing of 1.0, so what is only in 1.0 would vanish there. */
export const newerOverridesRepeatOlder: ManifestRule = (root) => {
  const [older, newer] = overridesOf(root);
  if (older === undefined || newer === undefined) return [];
  const idsOf = (overrides: XmlElement): readonly string[] =>
    namedWithin(overrides, 'Control').map((control) => control.attributes['id'] ?? '');
  const kept = idsOf(newer);
  return idsOf(older)
    .filter((id) => !kept.includes(id))
    .map((id) => ({ rule: 'overrides', message: `The control "${id}" must stand in VersionOverridesV1_1 too.` }));
};

const eventFindings = (overrides: XmlElement, events: XmlElement): readonly ManifestFinding[] => {
  const page = childOf(events, 'SourceLocation')?.attributes['resid'];
  const runtime = namedWithin(overrides, 'Runtime')[0]?.attributes['resid'];
  return [
    ...(page !== undefined && page === runtime
      ? []
      : [{ rule: 'launchEvent', message: 'The SourceLocation of the events must be the page of the Runtime.' }]),
    ...namedWithin(events, 'LaunchEvent')
      .filter((event) => event.attributes['Type']?.endsWith('Send') === true)
      .filter((event) => event.attributes['SendMode'] !== 'PromptUser')
      .map((event) => ({
        rule: 'launchEvent',
        message: `${event.attributes['Type'] ?? ''} must have SendMode PromptUser, or an outage would keep mail back.`,
      })),
  ];
};

/** Events run in the declared runtime, and never stand between a person and sending. */
export const launchEventsAreSafe: ManifestRule = (root) =>
  overridesOf(root).flatMap((overrides) =>
    namedWithin(overrides, 'ExtensionPoint')
      .filter((point) => typeOf(point) === 'LaunchEvent')
      .flatMap((events) => eventFindings(overrides, events)),
  );
