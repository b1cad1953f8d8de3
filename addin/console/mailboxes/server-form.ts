import type { CallInput } from '#shared/contracts/api.ts';
import type { ShownMailbox } from '../../queries/mailboxes.ts';
import type { TokenForm } from '../servers/token-fields.tsx';

type Given = CallInput<'addMyMailbox'>['body'];
type Incoming = Given['incoming'];
type Server = Extract<Incoming, { protocol: 'imap' | 'pop3' }>;
type SignIn = Incoming['signIn'];

/** A server that mail is fetched from, as it stands in the form: all of it text. */
export interface ServerForm {
  readonly protocol: Incoming['protocol'];
  readonly host: string;
  readonly port: string;
  readonly security: Server['security'];
  /** Microsoft Graph: its address, and whose mailbox is read. */
  readonly baseUrl: string;
  readonly mailbox: string;
  readonly signIn: SignIn['kind'];
  readonly user: string;
  /** A26: the master user, whose secret opens the mailbox of `user`. */
  readonly master: string;
  readonly tokens: TokenForm;
  readonly secret: string;
  /** One a line. */
  readonly folders: string;
}

export const emptyServer: ServerForm = {
  protocol: 'imap',
  host: '',
  port: '993',
  security: 'tls',
  baseUrl: 'https://graph.microsoft.com/v1.0',
  mailbox: '',
  signIn: 'password',
  user: '',
  master: '',
  tokens: { grant: 'refreshToken', tokenUrl: '', clientId: '', scope: '' },
  secret: '',
  folders: 'INBOX',
};

const usualPorts: Readonly<Record<Server['protocol'], Readonly<Record<Server['security'], string>>>> = {
  imap: { tls: '993', startTls: '143', none: '143' },
  pop3: { tls: '995', startTls: '110', none: '110' },
};

/** An application of the organization's own reads mailboxes of Microsoft 365. */
const ofMicrosoft: Partial<ServerForm> = {
  signIn: 'oauth',
  tokens: {
    grant: 'clientCredentials',
    tokenUrl: '',
    clientId: '',
    scope: 'https://graph.microsoft.com/.default',
  },
  folders: 'inbox',
};

/** Protocol and protection bring what is usual with them. */
export const withUsual = (form: ServerForm, change: Partial<Pick<ServerForm, 'protocol' | 'security'>>): ServerForm => {
  const changed = { ...form, ...change };
  const { protocol, security } = changed;
  if (protocol === form.protocol && protocol === 'graph') return changed;
  if (protocol === 'graph') return { ...changed, ...ofMicrosoft };
  const port = usualPorts[protocol][security];
  if (form.protocol !== 'graph') return { ...changed, port };
  const { signIn, tokens, folders } = emptyServer;
  return { ...changed, port, signIn, tokens, folders };
};

const signInForm = (signIn: SignIn): Partial<ServerForm> => {
  if (signIn.kind === 'password') return { signIn: 'password' };
  if (signIn.kind === 'masterUser') return { signIn: 'masterUser', master: signIn.master };
  const { grant, tokenUrl, clientId, scope } = signIn;
  return { signIn: 'oauth', tokens: { grant, tokenUrl, clientId, scope } };
};

/** The server of a mailbox as a form; its secret is kept and never shown. */
export const formOfServer = ({ incoming }: Pick<ShownMailbox, 'incoming'>): ServerForm => {
  const { protocol, signIn } = incoming;
  const folders = protocol === 'pop3' ? ['INBOX'] : (incoming.folders ?? []);
  const common = { ...emptyServer, ...signInForm(signIn), protocol, user: signIn.user, folders: folders.join('\n') };
  if (incoming.protocol === 'graph') return { ...common, baseUrl: incoming.baseUrl, mailbox: incoming.mailbox };
  const { host, port, security } = incoming;
  return { ...common, host, port: String(port), security };
};

const areFilled = (...texts: readonly string[]): boolean => texts.every((text) => text.trim() !== '');

/** Whether everything that is needed stands there, but for the secret. */
export const isComplete = (form: ServerForm): boolean => {
  const { protocol, signIn, tokens } = form;
  if (protocol === 'graph') return areFilled(form.baseUrl, form.mailbox, tokens.tokenUrl, tokens.clientId);
  if (!areFilled(form.host, form.port, form.user)) return false;
  if (signIn === 'masterUser') return areFilled(form.master);
  return signIn === 'password' || areFilled(tokens.tokenUrl, tokens.clientId);
};

const signInOf = ({ protocol, signIn, user, mailbox, master, tokens }: ServerForm): SignIn => {
  const whose = protocol === 'graph' ? mailbox.trim() : user.trim();
  if (signIn === 'password') return { kind: 'password', user: whose };
  if (signIn === 'masterUser') return { kind: 'masterUser', user: whose, master: master.trim() };
  const { grant, tokenUrl, clientId, scope } = tokens;
  return {
    kind: 'oauth',
    user: whose,
    grant,
    tokenUrl: tokenUrl.trim(),
    clientId: clientId.trim(),
    scope: scope.trim(),
  };
};

/** The form as the server takes it. */
export const incomingOf = (form: ServerForm): Incoming => {
  const { protocol, security } = form;
  const written = form.folders.split('\n').filter((name) => name.trim() !== '');
  const signIn = signInOf(form);
  if (protocol === 'graph') {
    const folders = written.length === 0 ? ['inbox'] : written;
    return {
      protocol,
      baseUrl: form.baseUrl.trim().replace(/\/+$/, ''),
      mailbox: form.mailbox.trim(),
      signIn,
      folders,
    };
  }
  const server = { host: form.host.trim(), port: Number(form.port), security, signIn };
  if (protocol === 'pop3') return { protocol, ...server };
  return { protocol, ...server, folders: written.length === 0 ? ['INBOX'] : written };
};
