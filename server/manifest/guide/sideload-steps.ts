import { installationGuide } from './guide.ts';
import type { GuideLanguage } from './guide.ts';
import { plainText } from './marked-text.ts';

/** How to bring the add-in into Outlook, as the few lines that `npm start` prints. */
export const sideloadSteps = (language: GuideLanguage): readonly string[] =>
  installationGuide(language).short.map(plainText);
