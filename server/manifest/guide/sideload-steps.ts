import { installationGuide } from './guide.ts';
import type { GuideLanguage } from './guide.ts';
import { plainText } from './marked-text.ts';
import { reachOf } from './reach.ts';

export interface SideloadNeeds {
  readonly publicUrl: string;
  readonly certificate: 'trusted' | 'selfMade';
}

/** How to bring the add-in into each Outlook, as the few lines that `npm start` prints. */
export const sideloadSteps = (
  language: GuideLanguage,
  { publicUrl, certificate }: SideloadNeeds,
): readonly string[] => {
  const { short, address } = installationGuide(language);
  const reach = reachOf(publicUrl, certificate);
  const mark = reach === 'anybody' ? '' : ` (${address.thisComputerOnly})`;
  const lines = certificate === 'selfMade' ? [short.trust, ...short.lines] : short.lines;
  const width = Math.max(...lines.map(({ where }) => where.length));
  return [
    `${short.heading}: ${publicUrl}/download${mark}`,
    ...lines.map(({ where, text }) => `  ${where.padEnd(width)}  ${plainText(text)}`),
  ];
};
