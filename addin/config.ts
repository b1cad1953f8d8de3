/** What the server writes into every page of the add-in (`<script type="application/json" id="correspond-config">`). */
export interface PageConfig {
  /** Path of the HTTP interface on the page's own origin. */
  readonly apiBase: string;
  readonly version: string;
  readonly publicUrl: string;
  /** The nonce of the page's Content-Security-Policy; without it the styles are refused. */
  readonly nonce: string;
  readonly officeJs: 'hosted' | 'selfHosted';
  readonly demo: boolean;
  /** By which the pane reaches contacts, tasks and appointments of the mailbox by itself (I3); null: IT configured none. */
  readonly outlookApplication: {
    readonly clientId: string;
    readonly authority: string;
    readonly graphUrl: string;
  } | null;
}

/** Reads the configuration block of a page; throws when the page was not served by the server. */
export const readConfig = (page: Document): PageConfig => {
  const block = page.getElementById('correspond-config')?.textContent;
  if (!block) throw new Error('this page was not served by Correspond: its configuration is missing');
  return JSON.parse(block) as PageConfig;
};
