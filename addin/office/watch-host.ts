import { createBrowserHost } from './browser-host.ts';
import type { OutlookHost } from './host.ts';
import { createOfficeHost } from './office-host.ts';

/** Outlook is given this long to answer before the page says that it does not answer. */
export const hostPatienceMs = 8_000;

/**
 * Tells which host is around us: Outlook as soon as it answers, else why not. Called again
 * when Outlook answers late.
 */
export const watchHost = (tell: (host: OutlookHost) => void): void => {
  const office = (globalThis as { Office?: typeof Office }).Office;
  if (!office) {
    tell(createBrowserHost('blocked'));
    return;
  }
  const timer = setTimeout(() => tell(createBrowserHost('silent')), hostPatienceMs);
  void office.onReady((ready) => {
    clearTimeout(timer);
    // The library gives the host as text; null outside Office.
    tell(String(ready.host) === 'Outlook' ? createOfficeHost() : createBrowserHost('browser'));
  });
};

/** Browsers separate storage by the site around the frame; Outlook names that partition. */
export const storagePartition = (): string =>
  (globalThis as { Office?: { context?: { partitionKey?: string } } }).Office?.context?.partitionKey ?? '';
