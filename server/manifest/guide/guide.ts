import { english } from './guide-en.ts';
import { spanish } from './guide-es.ts';

export type GuideLanguage = 'en' | 'es';

/** A sentence that may carry **words as Outlook shows them**, `what one types` and <https://addresses>. */
export type MarkedText = string;

/** One list of steps, in the order they are taken, and what to know besides. */
export interface Steps {
  readonly title: string;
  readonly steps: readonly MarkedText[];
  readonly note?: MarkedText;
}

/** Everything the download page and `npm start` say about installing the add-in, in one language. */
export interface InstallationGuide {
  readonly language: GuideLanguage;
  readonly title: string;
  readonly lead: string;
  readonly otherLanguage: { readonly language: GuideLanguage; readonly label: string };
  readonly address: {
    readonly served: string;
    readonly thisComputerOnly: string;
    readonly loopback: MarkedText;
    readonly selfMade: MarkedText;
    readonly unencrypted: MarkedText;
  };
  readonly trust: {
    readonly heading: string;
    readonly lead: MarkedText;
    readonly certificate: string;
    readonly fingerprint: string;
    readonly ways: readonly Steps[];
  };
  readonly file: {
    readonly heading: string;
    readonly lead: MarkedText;
    readonly user: { readonly title: string; readonly for: MarkedText; readonly button: string };
    readonly admin: { readonly title: string; readonly for: MarkedText; readonly button: string };
  };
  readonly add: { readonly heading: string; readonly lead: MarkedText; readonly outlooks: readonly Steps[] };
  readonly everybody: { readonly heading: string; readonly ways: readonly Steps[] };
  readonly obstacles: { readonly heading: string; readonly list: readonly Obstacle[] };
  readonly remove: { readonly heading: string; readonly text: MarkedText };
  /** The short form, for a terminal: what to install for whom, and what it takes. */
  readonly short: { readonly heading: string; readonly lines: readonly ShortLine[]; readonly trust: ShortLine };
}

export interface ShortLine {
  readonly where: string;
  readonly text: MarkedText;
}

/** Something that often stands in the way, and what to do. */
export interface Obstacle {
  readonly sign: string;
  readonly remedy: MarkedText;
}

const guides: Readonly<Record<GuideLanguage, InstallationGuide>> = { en: english, es: spanish };

export const installationGuide = (language: GuideLanguage): InstallationGuide => guides[language];
