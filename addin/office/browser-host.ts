import { describeBrowser } from './device-name.ts';
import { ItemChanged, type OutlookHost } from './host.ts';

/** No Outlook around the page: nothing is ever open, everything else of the pane works. */
export const createBrowserHost = (kind: 'browser' | 'blocked' | 'silent'): OutlookHost => ({
  kind,
  capabilities: { original: false, parts: false, categories: false, shared: false },
  device: describeBrowser(),
  language: navigator.language,
  readOpenItem: () => null,
  onItemChange: () => () => undefined,
  readSelection: () => Promise.resolve([]),
  onSelectionChange: () => () => undefined,
  readSelected: () => Promise.reject(new ItemChanged()),
  theme: () => null,
  onThemeChange: () => () => undefined,
  readSource: () => Promise.reject(new ItemChanged()),
  readHeaders: () => Promise.resolve(null),
  readText: () => Promise.resolve(''),
  openDraft: () => Promise.reject(new ItemChanged()),
  readAppointment: () => Promise.reject(new ItemChanged()),
  readSentMark: () => Promise.resolve(null),
  readPrincipal: () => Promise.resolve(null),
  mark: () => Promise.resolve('impossible'),
});
