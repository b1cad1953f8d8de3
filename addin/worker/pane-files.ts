/** What the pane is made of in this version; the server writes it before the service worker. */
export interface PaneFiles {
  /** Differs when any of the files does. */
  readonly version: string;
  /** The page of the pane. */
  readonly page: string;
  /** Everything that the page may load of us, by path; their names carry a hash. */
  readonly files: readonly string[];
  /** Where office.js lies on our own server (demonstration and tests), else null. Kept once it was used. */
  readonly officeJs: string | null;
}

export type Source = 'file' | 'page' | 'usedFile' | 'network';

/**
 * Where a request of the pane is answered from: its own files from what is kept, its page from the server and else from what
 * is kept, and everything else (the interface above all, so no mail and no answer) from the network alone.
 */
export const sourceOf = (
  request: { readonly method: string; readonly url: string },
  origin: string,
  { page, files, officeJs }: PaneFiles,
): Source => {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin) return 'network';
  if (url.pathname === page) return 'page';
  if (files.includes(url.pathname)) return 'file';
  return officeJs !== null && url.pathname.startsWith(`${officeJs}/`) ? 'usedFile' : 'network';
};
