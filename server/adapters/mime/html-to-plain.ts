/** HTML to readable plain text, within bounds. */
import { compile } from 'html-to-text';
import { nestsDeeper } from './html-depth.ts';
import { mailLimits } from './mail-limits.ts';

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: mailLimits.htmlLength, maxDepth: mailLimits.htmlDepth, maxChildNodes: 20_000 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/** Tags out and nothing else: for HTML that is too deep or too long for a real conversion. Linear. */
export const stripTags = (html: string): string =>
  html
    .split('<')
    .map((piece, index) => (index === 0 ? piece : piece.slice(piece.indexOf('>') + 1)))
    .join(' ')
    .replace(/[ \t]+/g, ' ');

export const htmlToPlain = (html: string): string => {
  if (html.length > mailLimits.htmlLength || nestsDeeper(html, mailLimits.htmlDepth)) {
    return stripTags(html.slice(0, mailLimits.htmlLength));
  }
  try {
    return convert(html);
  } catch {
    return stripTags(html);
  }
};
