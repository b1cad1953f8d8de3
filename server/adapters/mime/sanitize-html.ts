/**
 * HTML of a stranger made fit to show: by allow-list, in a page that runs no scripts anyway. Nothing in the result
 * fetches anything: images are those of the mail itself, everything remote is left out and counted.
 *
 * HTML that nests too deep or is too long for a real treatment is shown as its text.
 */
import sanitize from 'sanitize-html';
import type { InlineImage, SafeHtml } from '../../ports/message-reader.ts';
import { nestsDeeper } from './html-depth.ts';
import { InlineSources } from './inline-sources.ts';
import { mailLimits } from './mail-limits.ts';
import { fetches, safeStyle } from './safe-style.ts';
import { textOnly } from './text-only.ts';

const words = (text: string): string[] => text.split(' ');

const tags = [
  ...words('p div span br hr a img center font blockquote pre address article aside section header footer main nav'),
  ...words(
    'h1 h2 h3 h4 h5 h6 b strong i em u s strike del ins small big sub sup tt code kbd samp var cite q abbr mark',
  ),
  ...words('ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td figure figcaption bdo bdi wbr'),
];

/** Their text goes with them. */
const silent = words(
  'script style textarea option select xmp title noscript noembed noframes plaintext listing iframe object embed applet audio video svg math template head',
);

const attributes: Record<string, string[]> = {
  '*': words('dir lang title align valign width height bgcolor style'),
  a: words('href target rel'),
  img: words('src alt hspace vspace border'),
  font: words('color face size'),
  table: words('border cellpadding cellspacing rules frame'),
  td: words('colspan rowspan nowrap'),
  th: words('colspan rowspan nowrap scope'),
  col: words('span'),
  colgroup: words('span'),
  ol: words('start type reversed'),
  ul: words('type'),
  li: words('value'),
};

/** Attributes by which some element fetches something. */
const sources = words('src srcset background poster data longdesc dynsrc lowsrc');
const remote = /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/)/i;
const local = /^\s*(?:cid|data|mid|about|javascript|vbscript):/i;
const link = /^(?:https?:\/\/|mailto:)/i;

const isRemote = (value: string): boolean => remote.test(value) && !local.test(value);

// eslint-disable-next-line no-control-regex -- browsers pass over control characters inside a scheme
const withoutControls = (value: string): string => value.replace(/[\u0000-\u0020\u007f-\u009f]+/g, '');

const stylesheetFetches = (html: string): number => {
  let count = 0;
  const lower = html.toLowerCase();
  for (let at = lower.indexOf('<style'); at >= 0; at = lower.indexOf('<style', at + 1)) {
    const end = lower.indexOf('</style', at);
    count += fetches(html.slice(at, end < 0 ? undefined : end));
    if (end < 0) break;
    at = end;
  }
  return count;
};

const remoteIn = (tag: string, attribs: sanitize.Attributes): number => {
  const fetched = sources.filter((name) => isRemote(attribs[name] ?? '')).length + fetches(attribs['style'] ?? '');
  return fetched + (tag === 'link' && isRemote(attribs['href'] ?? '') ? 1 : 0);
};

const safeLink = (attribs: sanitize.Attributes): sanitize.Attributes => {
  const { href = '', target: _target, rel: _rel, ...rest } = attribs;
  const address = withoutControls(href);
  return link.test(address) ? { ...rest, href: address, target: '_blank', rel: 'noopener noreferrer' } : rest;
};

const safeImage = (attribs: sanitize.Attributes, inline: InlineSources): sanitize.Attributes => {
  const { src = '', ...rest } = attribs;
  const shown = inline.resolve(src.trim());
  return shown === null ? rest : { ...rest, src: shown };
};

const styled = (attribs: sanitize.Attributes): sanitize.Attributes => {
  const { style, ...rest } = attribs;
  const safe = style === undefined ? '' : safeStyle(style);
  return safe === '' ? rest : { ...rest, style: safe };
};

export const sanitizeHtml = (html: string, images: readonly InlineImage[]): SafeHtml => {
  if (html.length > mailLimits.htmlLength || nestsDeeper(html, mailLimits.htmlDepth)) {
    return textOnly(html);
  }
  const inline = new InlineSources(images);
  let remoteSources = stylesheetFetches(html);
  const safe = sanitize(html, {
    allowedTags: tags,
    allowedAttributes: attributes,
    nonTextTags: silent,
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    transformTags: {
      '*': (tagName, attribs) => {
        remoteSources += remoteIn(tagName, attribs);
        const rest = styled(attribs);
        if (tagName === 'a') return { tagName, attribs: safeLink(rest) };
        return { tagName, attribs: tagName === 'img' ? safeImage(rest, inline) : rest };
      },
    },
  });
  return { html: safe, remoteSources };
};
