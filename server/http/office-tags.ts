/** Where the pages of the add-in take office.js from. */
export type OfficeJsSource =
  /** Microsoft's address, as production must. */
  | 'hosted'
  /** Another address of the same library: a sovereign cloud, or a mirror inside a closed network. */
  | { readonly url: string }
  /** A path of our own origin that serves the npm package and the stand-in it needs; demonstration and tests only. */
  | { readonly selfHosted: string };

const microsoft = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';
const token = /<!--\s*__OFFICE_JS__\s*-->|__OFFICE_JS__/g;

/** The script elements that load office.js from `source`; addresses are escaped for an attribute. */
export function officeJsTags(source: OfficeJsSource): string {
  if (source === 'hosted') return scriptTag(microsoft);
  if ('url' in source) return scriptTag(source.url);
  const at = (name: string): string => `${source.selfHosted}/${name}`;
  return scriptTag(at('ajax-stand-in.js')) + scriptTag(at('office.js')) + scriptTag(at('top-up.js'), 'module');
}

/** Puts the tags in place of every `<!-- __OFFICE_JS__ -->` of a built page. */
export const withOfficeJs = (html: string, source: OfficeJsSource): string =>
  html.replace(token, () => officeJsTags(source));

/** A module runs after the classic scripts and before the modules that follow it in the page. */
const scriptTag = (address: string, type: 'classic' | 'module' = 'classic'): string =>
  `<script${type === 'module' ? ' type="module"' : ''} src="${escaped(address)}"></script>`;

const escaped = (address: string): string =>
  address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
