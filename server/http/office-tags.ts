/** Where the pages of the add-in take office.js from. */
export type OfficeJsSource =
  /** Microsoft's address, as production must, or that of a sovereign cloud or a mirror inside a closed network. */
  | { readonly url: string }
  /** A path of our own origin that serves the npm package and the stand-in it needs; demonstration and tests only. */
  | { readonly selfHosted: string };

const token = /<!--\s*__OFFICE_JS__\s*-->|__OFFICE_JS__/g;

/** The script elements that load office.js from `source`; addresses are escaped for an attribute. */
export function officeJsTags(source: OfficeJsSource): string {
  if ('url' in source) return scriptTag(source.url);
  const at = (name: string): string => `${source.selfHosted}/${name}`;
  return scriptTag(at('ajax-stand-in.js')) + scriptTag(at('office.js')) + scriptTag(at('top-up.js'));
}

/** Puts the tags in place of every `<!-- __OFFICE_JS__ -->` of a built page. */
export const withOfficeJs = (html: string, source: OfficeJsSource): string =>
  html.replace(token, () => officeJsTags(source));

const scriptTag = (address: string): string => `<script src="${escaped(address)}"></script>`;

const escaped = (address: string): string =>
  address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
