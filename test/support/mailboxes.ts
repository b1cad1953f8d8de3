import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallInput } from '#shared/contracts/api.ts';
import type { AppOptions } from '../../server/app.ts';
import { folderSources, type MailFolder, mailFolder, rightSecret } from './folder-sources.ts';
import { createWorld, type World } from './world.ts';

export interface MailboxWorld extends AsyncDisposable {
  readonly world: World;
  /** A folder that stands for a mailbox. */
  folder(name: string): MailFolder;
}

/** A world whose mailboxes are folders of files. */
export const createMailboxWorld = async (options: Partial<AppOptions> = {}): Promise<MailboxWorld> => {
  const directory = mkdtempSync(join(tmpdir(), 'mailboxes-'));
  const world = await createWorld({
    ...options,
    mailboxes: { sources: folderSources, watches: 0, ...options.mailboxes },
  });
  return {
    world,
    folder: (name) => mailFolder(join(directory, name)),
    [Symbol.asyncDispose]: async () => {
      await world.close();
      rmSync(directory, { recursive: true });
    },
  };
};

type NewMailbox = CallInput<'addMailbox'>['body'];

/** Settings of a mailbox that lies in this folder. */
export const incomingOf = ({ path }: MailFolder, protocol: 'imap' | 'pop3' = 'imap') => ({
  protocol,
  host: 'mail.contoso.test',
  port: protocol === 'imap' ? 993 : 995,
  security: 'tls' as const,
  signIn: { kind: 'password' as const, user: path },
});

/** Added and enabled by Ana. */
export const connect = async (
  { ana }: World,
  folder: MailFolder,
  given: Partial<NewMailbox> & Pick<NewMailbox, 'owner' | 'address'>,
) => {
  const body = { incoming: incomingOf(folder), secret: rightSecret, ...given };
  const { id } = await ana.call('addMailbox', { body });
  return ana.call('enableMailbox', { params: { mailboxId: id }, body: { enabled: true } });
};

/** Every mailbox is polled on its schedule; gives what stands afterwards. */
export const poll = async ({ app, ana, clock }: Pick<World, 'app' | 'ana' | 'clock'>, afterMs = 61_000) => {
  clock.advance(afterMs);
  await app.runner.settle();
  return (await ana.call('listMailboxes')).items;
};
