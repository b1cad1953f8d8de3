import { IncomingSettings, type MailSignIn } from '#shared/model/mailbox.ts';
import { WrongUsage } from '../command.ts';

interface Scheme {
  readonly protocol: 'imap' | 'pop3';
  readonly port: number;
  readonly implicitTls: boolean;
}

const schemes: Readonly<Record<string, Scheme>> = {
  'imap:': { protocol: 'imap', port: 143, implicitTls: false },
  'imaps:': { protocol: 'imap', port: 993, implicitTls: true },
  'pop3:': { protocol: 'pop3', port: 110, implicitTls: false },
  'pop3s:': { protocol: 'pop3', port: 995, implicitTls: true },
};

export interface SourceOfUrl {
  readonly incoming: IncomingSettings;
  readonly secret: string;
}

const usage =
  '--source is written as imap://USER:SECRET@HOST:PORT/FOLDER (or imaps, pop3, pop3s), or as ' +
  'graph://CLIENT:SECRET@graph.microsoft.com/TENANT/MAILBOX/FOLDER; USER and SECRET are percent-encoded.';

/** Nothing of the address is repeated: it holds a secret. */
const wrong = (what: string): WrongUsage => new WrongUsage(`${what} ${usage}`);

const decoded = (text: string, what: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong(`${what} of --source is not percent-encoded.`);
  }
};

const urlOf = (text: string): URL => {
  if (!URL.canParse(text)) throw wrong('--source is not an address.');
  return new URL(text);
};

/** Nothing leaves this machine on the way to itself; anywhere else nothing is sent before TLS. */
const isThisMachine = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host);

const securityOf = ({ implicitTls }: Scheme, host: string, asked: string | null): 'tls' | 'startTls' | 'none' => {
  if (implicitTls) return 'tls';
  if (asked === 'required') return 'startTls';
  if (asked === 'none') return 'none';
  if (asked !== null) throw wrong('tls of --source is required or none.');
  return isThisMachine(host) ? 'none' : 'startTls';
};

const checked = (settings: unknown): IncomingSettings => {
  const read = IncomingSettings.safeParse(settings);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw wrong(`${issue?.path.join('.') ?? 'Something'} of --source cannot be used: ${issue?.message ?? 'unknown'}.`);
};

const folderOf = (url: URL): string => decoded(url.pathname.replace(/^\//, ''), 'The folder');

const serverOf = (url: URL, scheme: Scheme, user: string): IncomingSettings => {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const master = url.searchParams.get('master');
  const signIn: MailSignIn = master === null ? { kind: 'password', user } : { kind: 'masterUser', user, master };
  const folder = folderOf(url);
  if (scheme.protocol === 'pop3' && folder !== '' && folder.toUpperCase() !== 'INBOX')
    throw wrong('POP3 has no folders; leave the folder out.');
  return checked({
    protocol: scheme.protocol,
    host,
    port: url.port === '' ? scheme.port : Number(url.port),
    security: securityOf(scheme, host, url.searchParams.get('tls')),
    signIn,
    ...(scheme.protocol === 'imap' && folder !== '' ? { folders: [folder] } : {}),
  });
};

/** Microsoft's own addresses, or those of another cloud in `base` and `token`. */
const graphOf = (url: URL, clientId: string): IncomingSettings => {
  const [tenant = '', mailbox = '', ...folder] = url.pathname
    .replace(/^\//, '')
    .split('/')
    .map((part) => decoded(part, 'The path'));
  if (tenant === '' || mailbox === '') throw wrong('TENANT or MAILBOX is missing.');
  const baseUrl = url.searchParams.get('base') ?? `https://${url.host}/v1.0`;
  const tokenUrl =
    url.searchParams.get('token') ??
    `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
  if (!URL.canParse(baseUrl)) throw wrong('base of --source is not an address.');
  const scope = `${new URL(baseUrl).origin}/.default`;
  return checked({
    protocol: 'graph',
    baseUrl: baseUrl.replace(/\/+$/, ''),
    signIn: { kind: 'oauth', user: mailbox, grant: 'clientCredentials', tokenUrl, clientId, scope },
    mailbox,
    ...(folder.length === 0 ? {} : { folders: [folder.join('/')] }),
  });
};

/** The settings and the secret that an address on the command line says. Throws WrongUsage. */
export const parseSourceUrl = (text: string): SourceOfUrl => {
  const url = urlOf(text.trim());
  const user = decoded(url.username, 'USER');
  const secret = decoded(url.password, 'SECRET');
  if (user === '' || secret === '') throw wrong('USER or SECRET of --source is missing.');
  if (url.protocol === 'graph:') return { incoming: graphOf(url, user), secret };
  const scheme = Object.hasOwn(schemes, url.protocol) ? schemes[url.protocol] : undefined;
  if (scheme === undefined) throw wrong('This kind of --source is not known.');
  return { incoming: serverOf(url, scheme, user), secret };
};
