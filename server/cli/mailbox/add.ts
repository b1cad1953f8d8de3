import { addressKey } from '#shared/model/address.ts';
import { type MailboxOwner, mailboxLimits } from '#shared/model/mailbox.ts';
import type { App } from '../../app.ts';
import { addMailbox } from '../../usecases/mailboxes/add-mailbox.ts';
import { connectMailbox } from '../../usecases/mailboxes/connect-mailbox.ts';
import {
  type Action,
  CannotDo,
  expectPositionals,
  findOrganization,
  readArguments,
  required,
  WrongUsage,
} from '../command.ts';
import { exitCode } from '../terminal.ts';
import { withApp } from '../with-app.ts';
import { parseSourceUrl, type SourceOfUrl } from './source-url.ts';

interface Asked {
  readonly user?: string | undefined;
  readonly queue?: string | undefined;
  readonly sink: boolean;
}

interface Owned {
  readonly owner: MailboxOwner;
  readonly address: string;
}

const userOf = async ({ store }: App, organizationId: string, email: string): Promise<Owned> => {
  const key = addressKey(email);
  const user = await store.read(organizationId, async (read) => {
    const found = key === null ? null : await read.users.withAddress(key);
    return found === null ? null : read.users.find(found.id);
  });
  if (user === null) throw new CannotDo(`The organization has no user with the address ${email}.`);
  return { owner: { kind: 'user', id: user.id }, address: user.email };
};

const queueOf = async ({ store }: App, organizationId: string, name: string): Promise<Owned> => {
  const queue = await store.read(organizationId, (read) => read.mailboxes.queueNamed(name));
  if (queue === null) throw new CannotDo(`There is no queue "${name}".`);
  if (queue.address === null) throw new CannotDo(`The queue "${name}" has no address yet; give it one first.`);
  return { owner: { kind: 'queue', id: queue.id }, address: queue.address };
};

const ownerOf = (app: App, organizationId: string, { user, queue, sink }: Asked, signsInAs: string): Promise<Owned> => {
  if ([user !== undefined, queue !== undefined, sink].filter(Boolean).length !== 1)
    throw new WrongUsage('Write one of --user EMAIL, --queue NAME and --sink.');
  if (user !== undefined) return userOf(app, organizationId, user);
  if (queue !== undefined) return queueOf(app, organizationId, queue);
  return Promise.resolve({ owner: { kind: 'sink' }, address: signsInAs });
};

/** By command line a mailbox is approved and enabled, and its host is trusted. */
const add = async (
  app: App,
  organizationName: string,
  given: SourceOfUrl & Asked & { readonly forwarded: boolean },
) => {
  const { id: organizationId } = await findOrganization(app.store, organizationName);
  const owned = await ownerOf(app, organizationId, given, given.incoming.signIn.user);
  const connected = await connectMailbox(app)({ ...given, trustedHost: true });
  const needs = { ...app, wakeUp: () => undefined };
  const mailbox = await addMailbox(needs)({
    organizationId,
    actorId: null,
    ...owned,
    incoming: given.incoming,
    secret: connected.kind === 'connected' ? connected.secret : given.secret,
    wrapping: given.forwarded ? 'forwarded' : 'none',
    settlement: null,
    pollSeconds: mailboxLimits.pollSeconds.usual,
    trustedHost: true,
    approved: true,
    enabled: true,
    cursor: connected.kind === 'connected' ? connected.cursor : null,
    takeOver: null,
  });
  return { mailbox, problem: connected.kind === 'notYet' ? connected.problem : null };
};

/** `correspond mailbox add`. */
export const addMailboxAction: Action = async (argv, { terminal, config, readInput }) => {
  const { values, positionals } = readArguments(argv, {
    user: { type: 'string' },
    queue: { type: 'string' },
    sink: { type: 'boolean', default: false },
    organization: { type: 'string' },
    source: { type: 'string' },
    forwarded: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  expectPositionals(positionals, []);
  const organization = required(values.organization, '--organization NAME');
  const written = required(values.source, '--source ADDRESS');
  const source = parseSourceUrl(written === '-' ? await readInput() : written);
  const { user, queue, sink, forwarded } = values;
  const asked = { ...source, user, queue, sink, forwarded };
  const { mailbox, problem } = await withApp(config(), { parts: [] }, (app) => add(app, organization, asked));
  if (problem !== null) terminal.say(`It is added and cannot be read yet. ${problem}`);
  terminal.print(
    values.json
      ? JSON.stringify({ id: mailbox.id, address: mailbox.address })
      : `Added ${mailbox.address}. Mail that arrives from now on is fetched.`,
  );
  return exitCode.done;
};
