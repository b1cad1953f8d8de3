import type { SafeHtml } from '../../ports/message-reader.ts';
import { stripTags } from './html-to-plain.ts';
import { mailLimits } from './mail-limits.ts';
import { plainToHtml } from './plain-to-html.ts';

/** HTML that cannot be treated properly, shown as its text. Linear. */
export const textOnly = (html: string): SafeHtml => ({
  html: plainToHtml(stripTags(html.slice(0, mailLimits.htmlLength))),
  remoteSources: 0,
});
