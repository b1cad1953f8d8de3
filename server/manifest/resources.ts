import type { ManifestPlan } from './manifest-input.ts';
import { longTexts, shortTexts } from './strings.ts';
import type { ManifestText } from './strings.ts';
import { element } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Sizes of a ribbon icon in pixels: the three that Outlook requires, and those high-density screens ask for. */
const ribbonSizes = [16, 20, 24, 32, 40, 48, 64, 80] as const;
const mobileSizes = [25, 32, 48] as const;
const mobileScales = [1, 2, 3] as const;

const imageAddress = (plan: ManifestPlan, pixels: number): string => `${plan.base}/icons/${pixels}.png`;

/** Addresses of the two pictures that stand for the product in lists. */
export const productIcons = (plan: ManifestPlan): { normal: string; highResolution: string } => ({
  normal: imageAddress(plan, 64),
  highResolution: imageAddress(plan, 128),
});

export const ribbonIcon = (): XmlElement =>
  element(
    'Icon',
    {},
    ribbonSizes.map((size) => element('bt:Image', { size: String(size), resid: `icon${size}` })),
  );

export const mobileIcon = (): XmlElement =>
  element(
    'Icon',
    { 'xsi:type': 'bt:MobileIconList' },
    mobileSizes.flatMap((size) =>
      mobileScales.map((scale) =>
        element('bt:Image', { size: String(size), scale: String(scale), resid: `icon${size * scale}` }),
      ),
    ),
  );

const iconPixels = (version: '1.0' | '1.1'): readonly number[] => {
  const mobile = mobileSizes.flatMap((size) => mobileScales.map((scale) => size * scale));
  const all = version === '1.0' ? ribbonSizes : [...ribbonSizes, ...mobile];
  return [...new Set<number>(all)].sort((a, b) => a - b);
};

const addresses = (plan: ManifestPlan, version: '1.0' | '1.1'): readonly (readonly [string, string])[] => [
  ['paneUrl', `${plan.base}/addin/taskpane.html`],
  ...(plan.trackFunction === null ? [] : [['commandsUrl', `${plan.base}/addin/commands.html`] as const]),
  ...(plan.launchHandlers.length === 0 || version === '1.0'
    ? []
    : ([
        ['eventsPageUrl', `${plan.base}/addin/events.html`],
        ['eventsScriptUrl', `${plan.base}/addin/events.js`],
      ] as const)),
];

const texts = (all: Readonly<Record<string, ManifestText>>, plan: ManifestPlan): readonly XmlElement[] =>
  Object.entries(all)
    .filter(([id]) => plan.trackFunction !== null || !id.startsWith('track'))
    .map(([id, text]) =>
      element('bt:String', { id, DefaultValue: text.en }, [
        element('bt:Override', { Locale: 'es-ES', Value: text.es }),
      ]),
    );

/** Everything that a `resid` of the same VersionOverrides can name. */
export const resources = (plan: ManifestPlan, version: '1.0' | '1.1'): XmlElement =>
  element('Resources', {}, [
    element(
      'bt:Images',
      {},
      iconPixels(version).map((pixels) =>
        element('bt:Image', { id: `icon${pixels}`, DefaultValue: imageAddress(plan, pixels) }),
      ),
    ),
    element(
      'bt:Urls',
      {},
      addresses(plan, version).map(([id, address]) => element('bt:Url', { id, DefaultValue: address })),
    ),
    element('bt:ShortStrings', {}, texts(shortTexts, plan)),
    element('bt:LongStrings', {}, texts(longTexts, plan)),
  ]);
