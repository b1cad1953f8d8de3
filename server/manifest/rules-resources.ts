import { childOf, childrenOf, everywhere, namedWithin, overridesOf, within } from './manifest-document.ts';
import type { ManifestFinding, ManifestRule } from './manifest-document.ts';
import type { XmlElement } from './xml.ts';

const longestResourceId = 32;
const longestAddress = 2048;

const resourcesOf = (overrides: XmlElement): readonly XmlElement[] =>
  childOf(overrides, 'Resources')?.children.flatMap((group) => group.children) ?? [];

/** Which kind of resource an element that names one wants. */
const wantedKind = (node: XmlElement): string => {
  if (node.name === 'bt:Image') return 'bt:Image';
  return ['Label', 'Title', 'Description'].includes(node.name) ? 'bt:String' : 'bt:Url';
};

const referenceFindings = (overrides: XmlElement): readonly ManifestFinding[] => {
  const known = resourcesOf(overrides);
  return within(overrides).flatMap((node) => {
    const { resid } = node.attributes;
    if (resid === undefined) return [];
    const wanted = wantedKind(node);
    return known.some((resource) => resource.name === wanted && resource.attributes['id'] === resid)
      ? []
      : [{ rule: 'resid', message: `${node.name} names "${resid}", which is no ${wanted} of the same overrides.` }];
  });
};

const idFindings = (overrides: XmlElement): readonly ManifestFinding[] => {
  const ids = resourcesOf(overrides).map((resource) => resource.attributes['id'] ?? '');
  return [
    ...ids
      .filter((id) => id === '' || id.length > longestResourceId)
      .map((id) => ({ rule: 'resid', message: `The id "${id}" must have 1 to ${longestResourceId} characters.` })),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => ({ rule: 'resid', message: `The id "${id}" stands for two resources.` })),
  ];
};

/** Hosts resolve a resid within its own overrides only, and cut none that is too long: they refuse the file. */
export const residsResolve: ManifestRule = (root) =>
  overridesOf(root).flatMap((overrides) => [...idFindings(overrides), ...referenceFindings(overrides)]);

const addressHolders = ['bt:Url', 'bt:Image', 'IconUrl', 'HighResolutionIconUrl', 'SupportUrl', 'SourceLocation'];

const addressesOf = (root: XmlElement): readonly string[] => [
  ...everywhere(root)
    .filter((node) => addressHolders.includes(node.name))
    .flatMap((node) => [
      node.attributes['DefaultValue'] ?? [],
      ...node.children.flatMap((child) => child.attributes['Value'] ?? []),
    ])
    .flat(),
  ...childrenOf(childOf(root, 'AppDomains'), 'AppDomain').map((domain) => domain.text),
];

/** Every address a host may open is https; Outlook refuses the whole file for one that is not. */
export const addressesAreHttps: ManifestRule = (root) =>
  [...new Set(addressesOf(root))]
    .filter((address) => !(URL.canParse(address) && new URL(address).protocol === 'https:'))
    .map((address) => ({ rule: 'https', message: `"${address}" must be a complete https address.` }));

/** The longest address a host takes. */
export const addressesAreShort: ManifestRule = (root) =>
  [...new Set(addressesOf(root))]
    .filter((address) => address.length > longestAddress)
    .map((address) => ({
      rule: 'length',
      message: `The address ${address.slice(0, 60)}… has ${address.length} of ${longestAddress} characters.`,
    }));

const limits: readonly { name: string; limit: number }[] = [
  { name: 'DisplayName', limit: 125 },
  { name: 'ProviderName', limit: 125 },
  { name: 'Description', limit: 250 },
];

const ownTexts = (node: XmlElement): readonly string[] =>
  [
    node.attributes['DefaultValue'] ?? node.text,
    ...node.children.map((child) => child.attributes['Value'] ?? ''),
  ].flat();

const lengthFindings = (node: XmlElement, limit: number, what: string): readonly ManifestFinding[] =>
  ownTexts(node)
    .filter((text) => text.trim() === '' || text.length > limit)
    .map((text) => ({ rule: 'length', message: `${what} has ${text.length} characters; 1 to ${limit} are allowed.` }));

const stringGroups = [
  { group: 'bt:ShortStrings', limit: 125 },
  { group: 'bt:LongStrings', limit: 250 },
] as const;

/** Texts as long as the host shows them; a longer one makes the file invalid. */
export const textsFit: ManifestRule = (root) => [
  ...limits.flatMap(({ name, limit }) => childrenOf(root, name).flatMap((node) => lengthFindings(node, limit, name))),
  ...overridesOf(root).flatMap((overrides) =>
    stringGroups.flatMap(({ group, limit }) =>
      childrenOf(childOf(childOf(overrides, 'Resources'), group), 'bt:String').flatMap((node) =>
        lengthFindings(node, limit, `The text "${node.attributes['id'] ?? ''}"`),
      ),
    ),
  ),
];

/** English and Spanish are both complete. */
export const textsAreTranslated: ManifestRule = (root) =>
  [...childrenOf(root, 'Description'), ...overridesOf(root).flatMap((one) => namedWithin(one, 'bt:String'))]
    .filter((node) => !node.children.some((child) => child.attributes['Locale'] === 'es-ES'))
    .map((node) => ({
      rule: 'language',
      message: `${node.attributes['id'] ?? node.name} must carry an Override for es-ES.`,
    }));
