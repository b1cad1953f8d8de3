import type { CallInput } from '#shared/contracts/api.ts';
import type { ShownMailbox } from '../../queries/mailboxes.ts';

type Given = CallInput<'addMyMailbox'>['body'];
type Server = Extract<Given['incoming'], { protocol: 'imap' | 'pop3' }>;

/** A server that mail is fetched from, as it stands in the form: all of it text. */
export interface ServerForm {
  readonly protocol: 'imap' | 'pop3';
  readonly host: string;
  readonly port: string;
  readonly security: Server['security'];
  readonly user: string;
  readonly secret: string;
  /** One a line. */
  readonly folders: string;
}

export const emptyServer: ServerForm = {
  protocol: 'imap',
  host: '',
  port: '993',
  security: 'tls',
  user: '',
  secret: '',
  folders: 'INBOX',
};

const usualPorts: Readonly<Record<ServerForm['protocol'], Readonly<Record<ServerForm['security'], string>>>> = {
  imap: { tls: '993', startTls: '143', none: '143' },
  pop3: { tls: '995', startTls: '110', none: '110' },
};

/** Protocol and protection bring their usual port with them. */
export const withUsualPort = (form: ServerForm): ServerForm => ({
  ...form,
  port: usualPorts[form.protocol][form.security],
});

/** Null: the form cannot show it (Microsoft Graph, another way to sign in). */
export const formOfServer = ({ incoming }: ShownMailbox): ServerForm | null => {
  if (incoming.protocol === 'graph' || incoming.signIn.kind !== 'password') return null;
  const { protocol, host, port, security, signIn } = incoming;
  const folders = protocol === 'imap' ? (incoming.folders ?? []) : [];
  const written = folders.length === 0 ? 'INBOX' : folders.join('\n');
  return { protocol, host, port: String(port), security, user: signIn.user, secret: '', folders: written };
};

export const isComplete = ({ host, port, user }: ServerForm): boolean =>
  host.trim() !== '' && port.trim() !== '' && user.trim() !== '';

export const incomingOf = (form: ServerForm): Given['incoming'] => {
  const { protocol, security } = form;
  const signIn = { kind: 'password' as const, user: form.user.trim() };
  const server = { host: form.host.trim(), port: Number(form.port), security, signIn };
  if (protocol === 'pop3') return { protocol, ...server };
  const folders = form.folders.split('\n').filter((name) => name.trim() !== '');
  return { protocol, ...server, folders: folders.length === 0 ? ['INBOX'] : folders };
};
