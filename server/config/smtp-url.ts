import { mistake, urlOf, value, type Checked } from './checked.ts';

/** The server that sends mail of organizations without one of their own. */
export interface SmtpRelay {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte; `required`: STARTTLS or nothing; `whenOffered`; `none`: never. */
  readonly tls: 'implicit' | 'required' | 'whenOffered' | 'none';
  readonly credentials: { readonly user: string; readonly secret: string } | null;
}

/** The relay of a machine that has its own mail server. */
export const localRelay: SmtpRelay = { host: 'localhost', port: 25, tls: 'whenOffered', credentials: null };

const form = 'write smtp://user:secret@host:587 or smtps://user:secret@host:465.';

/** Reads SMTP_URL; user and secret are percent-encoded. Sentences never repeat the text: it carries a secret. */
export function checkSmtpUrl(text: string): Checked<SmtpRelay> {
  const url = urlOf(text);
  if (url === null || !/^smtps?:$/.test(url.protocol)) return mistake(`is not an SMTP address; ${form}`);
  if (url.hostname === '') return mistake(`names no host; ${form}`);
  if (!/^\/?$/.test(url.pathname) || url.hash !== '') return mistake(`must end after the port (or ?tls=); ${form}`);
  const credentials = credentialsOf(url);
  if (credentials.kind === 'mistake') return credentials;
  const tls = tlsOf(url, credentials.value !== null);
  if (tls.kind === 'mistake') return tls;
  const port = url.port === '' ? usualPort(tls.value, credentials.value) : Number(url.port);
  if (port === 0) return mistake('has port 0; name the port of the mail server.');
  return value({ host: url.hostname.replace(/^\[|\]$/g, ''), port, tls: tls.value, credentials: credentials.value });
}

/** Submission (RFC 8314) for those who sign in, the plain relay port for those who do not. */
function usualPort(tls: SmtpRelay['tls'], credentials: SmtpRelay['credentials']): number {
  if (tls === 'implicit') return 465;
  return credentials === null ? 25 : 587;
}

function credentialsOf(url: URL): Checked<SmtpRelay['credentials']> {
  if (url.username === '' && url.password === '') return value(null);
  if (url.username === '' || url.password === '') return mistake(`needs both a user and a secret; ${form}`);
  try {
    return value({ user: decodeURIComponent(url.username), secret: decodeURIComponent(url.password) });
  } catch {
    return mistake('has a user or secret that is not percent-encoded; write %25 for a percent sign.');
  }
}

function tlsOf(url: URL, signsIn: boolean): Checked<SmtpRelay['tls']> {
  const unknown = [...url.searchParams.keys()].find((name) => name !== 'tls');
  if (unknown !== undefined) return mistake(`has the unknown parameter "${unknown}"; only tls= is known.`);
  const wanted = url.searchParams.get('tls');
  if (url.protocol === 'smtps:') {
    return wanted === null ? value('implicit') : mistake('is smtps://, which is always encrypted; leave out tls=.');
  }
  if (wanted === null) return value('whenOffered');
  if (wanted === 'required') return value('required');
  if (wanted !== 'none') return mistake('has an unknown tls=; write tls=required or tls=none.');
  if (signsIn) return mistake('asks for tls=none with a user and secret; credentials are never sent without TLS.');
  return value('none');
}
