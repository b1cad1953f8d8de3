import type { MessageOrigin } from '../../../domain/mailbox/message-origin.ts';
import type { FoundMail, FoundState, MailboxStoreWrite } from '../../../ports/mailbox-store.ts';
import { insertion } from '../prepared.ts';
import { isAnyOf, type Scope } from '../scope.ts';

type FoundStore = Pick<
  MailboxStoreWrite,
  | 'known'
  | 'resting'
  | 'hasOtherGenerations'
  | 'wasHandledElsewhere'
  | 'unsettled'
  | 'settledBefore'
  | 'note'
  | 'countTry'
  | 'markSettled'
>;

const keyColumns = ['organization_id', 'mailbox_id', 'origin_key'] as const;

const noteMails = insertion('mailbox_mail', (insert) =>
  insert.onConflict((on) =>
    on.columns([...keyColumns]).doUpdateSet((set) => ({
      state: set.ref('excluded.state'),
      identity: set.ref('excluded.identity'),
      changed_at: set.ref('excluded.changed_at'),
    })),
  ),
);

/** Which mail of a mailbox was found, and what became of it at its source. */
export const foundMail = (scope: Scope): FoundStore => {
  const { db, organizationId: org } = scope;
  const rows = (mailboxId: string) =>
    db.selectFrom('mailbox_mail').where('organization_id', '=', org).where('mailbox_id', '=', mailboxId);
  /** Handled under keys that say nothing about these ones. */
  const elsewhere = ({ mailboxId, epoch, folder, generation }: Omit<FoundMail, 'key' | 'origin' | 'identity'>) =>
    rows(mailboxId)
      .select('origin_key')
      .where('state', '!=', 'failing')
      .where((where) =>
        where.or([
          where('epoch', '!=', epoch),
          ...(folder === null
            ? []
            : [where.and([where('folder', '=', folder), where('generation', '!=', generation)])]),
        ]),
      )
      .limit(1);
  const rowOf = (found: FoundMail, state: FoundState, tries: number, at: number) => ({
    organization_id: org,
    mailbox_id: found.mailboxId,
    origin_key: found.key,
    origin: JSON.stringify(found.origin),
    state,
    tries,
    epoch: found.epoch,
    folder: found.folder,
    generation: found.generation,
    identity: found.identity,
    changed_at: at,
  });
  const originsOf = (found: { origin_key: string; origin: string }[]) =>
    found.map(({ origin_key: key, origin }) => ({ key, origin: JSON.parse(origin) as MessageOrigin }));
  return {
    known: async (mailboxId, keys) => {
      const found = await rows(mailboxId)
        .select('origin_key')
        .where('state', '!=', 'failing')
        .where(isAnyOf(scope, 'origin_key', keys))
        .execute();
      return new Set(found.map(({ origin_key: key }) => key));
    },
    resting: async (mailboxId, since) => {
      const found = await rows(mailboxId)
        .select('origin_key')
        .where('state', '=', 'failing')
        .where('changed_at', '>', since)
        .execute();
      return new Set(found.map(({ origin_key: key }) => key));
    },
    hasOtherGenerations: async (found) => (await elsewhere(found).executeTakeFirst()) !== undefined,
    wasHandledElsewhere: async (found) =>
      found.identity !== null &&
      (await elsewhere(found).where('identity', '=', found.identity).executeTakeFirst()) !== undefined,
    unsettled: async (mailboxId, epoch, limit) =>
      originsOf(
        await rows(mailboxId)
          .select(['origin_key', 'origin'])
          .where('state', '=', 'handled')
          .where('epoch', '=', epoch)
          .orderBy('changed_at')
          .limit(limit)
          .execute(),
      ),
    settledBefore: async (mailboxId, epoch, before, limit) =>
      originsOf(
        await rows(mailboxId)
          .select(['origin_key', 'origin'])
          .where('state', '=', 'settled')
          .where('epoch', '=', epoch)
          .where('changed_at', '<', before)
          .orderBy('changed_at')
          .limit(limit)
          .execute(),
      ),
    note: async (mails, at) => {
      await noteMails(
        scope,
        mails.map(({ found, state }) => rowOf(found, state, 0, at)),
      );
    },
    countTry: async (found, atLeast, at) => {
      const row = await db
        .insertInto('mailbox_mail')
        .values(rowOf(found, 'failing', atLeast, at))
        .onConflict((on) =>
          on
            .columns([...keyColumns])
            .doUpdateSet((set) => ({ tries: set('mailbox_mail.tries', '+', 1), changed_at: at })),
        )
        .returning('tries')
        .executeTakeFirstOrThrow();
      return row.tries;
    },
    markSettled: async (mailboxId, keys, state, at) => {
      await db
        .updateTable('mailbox_mail')
        .set({ state, changed_at: at })
        .where('organization_id', '=', org)
        .where('mailbox_id', '=', mailboxId)
        .where(isAnyOf(scope, 'origin_key', keys))
        .execute();
    },
  };
};
