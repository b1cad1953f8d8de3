import { setTimeout as pause } from 'node:timers/promises';
import type { Dovecot } from '../support/dovecot.ts';
import type { Caller, World } from '../support/world.ts';

/** The forward mailbox that mail is delivered to. */
export const sink = { user: 'sink', secret: 'a password' };

/** Ids that lie in the mailbox now. */
export const lying = (dovecot: Dovecot): Set<string> =>
  new Set(
    [...dovecot.doveadm('fetch', '-u', sink.user, 'hdr.message-id', 'mailbox', 'INBOX').matchAll(/<([^>]+)>/g)].map(
      ([, id]) => id ?? '',
    ),
  );

/** Ids that are stored, each as often as there are activities of it. */
export const stored = async (who: Caller): Promise<string[]> => {
  const ids: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await who.call('listActivities', {
      query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) },
    });
    ids.push(...page.items.map(({ internetMessageId }) => (internetMessageId ?? '').slice(1, -1)));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
};

/** Added and enabled, over IMAP in the clear, as a restart of the server breaks it soonest. */
export const addSink = async ({ ana }: World, dovecot: Dovecot): Promise<void> => {
  const { id } = await ana.call('addMailbox', {
    body: {
      owner: { kind: 'sink' },
      address: 'forwarded@contoso.test',
      incoming: {
        protocol: 'imap',
        host: '127.0.0.1',
        port: dovecot.imapPort,
        security: 'none',
        signIn: { kind: 'password', user: sink.user },
      },
      secret: sink.secret,
      pollSeconds: 10,
    },
  });
  await ana.call('enableMailbox', { params: { mailboxId: id }, body: { enabled: true } });
};

/** Until nothing lies there any more; throws with the health of the mailboxes when that takes too long. */
export const drain = async ({ ana }: World, dovecot: Dovecot): Promise<void> => {
  const endAt = Date.now() + 120_000;
  while (lying(dovecot).size > 0) {
    if (Date.now() > endAt) {
      const { items } = await ana.call('listMailboxes');
      throw new Error(`mail still lies in the mailbox: ${JSON.stringify(items.map(({ health }) => health))}`);
    }
    await pause(200);
  }
};
