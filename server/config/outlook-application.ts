import { mistake, urlOf, value, type Checked } from './checked.ts';

/** The application at Microsoft by which the pane reaches contacts, tasks and appointments of whoever uses it (nested app authentication). */
export interface OutlookApplication {
  readonly clientId: string;
  readonly authority: string;
  /** Without a slash at its end. */
  readonly graphUrl: string;
}

const usualAuthority = 'https://login.microsoftonline.com/organizations';
const usualGraphUrl = 'https://graph.microsoft.com/v1.0';

const checkClientId = (text: string): Checked<string> =>
  /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
    ? value(text.toLowerCase())
    : mistake('must be the application (client) id, such as 11111111-2222-3333-4444-555555555555.');

const checkService = (text: string): Checked<string> => {
  const url = urlOf(text);
  const plain = url?.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === '';
  return plain ? value(url.href.replace(/\/+$/, '')) : mistake('must be an https:// address without user, ? and #.');
};

/** Null where IT configured none: then no Outlook is offered to synchronize by itself. */
export const readOutlookApplication = (
  text: (setting: string) => string | undefined,
  take: <T>(setting: string, absent: T, check: (text: string) => Checked<T>) => T,
  refuse: (setting: string, message: string) => void,
): OutlookApplication | null => {
  const clientId = take<string | null>('OUTLOOK_CLIENT_ID', null, checkClientId);
  const authority = take('OUTLOOK_AUTHORITY', usualAuthority, checkService);
  const graphUrl = take('OUTLOOK_GRAPH_URL', usualGraphUrl, checkService);
  if (text('OUTLOOK_CLIENT_ID') === undefined)
    for (const setting of ['OUTLOOK_AUTHORITY', 'OUTLOOK_GRAPH_URL'])
      if (text(setting) !== undefined) refuse(setting, 'is given without OUTLOOK_CLIENT_ID; write that one as well.');
  return clientId === null ? null : { clientId, authority, graphUrl };
};
