import type {
  SentCopyState,
  SentCopyStoreWrite,
  SentCopyTask,
  StoredSentCopy,
} from '../../../ports/sent-copy-store.ts';
import type { TimedScope } from '../scope.ts';
import { outboxReads } from './read.ts';
import type { SentCopyTable } from './schema.ts';

const present = (row: SentCopyTable): StoredSentCopy => ({
  emailId: row.email_id,
  task: row.task as SentCopyTask,
  state: row.state as SentCopyState,
  attempts: row.attempts,
  answer: row.answer,
});

/** Copies in folders of sent mail: what is owed, and what became of it (S8, S4). */
export const sentCopyStore = (scope: TimedScope): SentCopyStoreWrite => {
  const { db, organizationId } = scope;
  const reads = outboxReads(scope);
  const change = (emailId: string) =>
    db.updateTable('sent_copy').where('organization_id', '=', organizationId).where('email_id', '=', emailId);
  const mailOf = (emailId: string) =>
    db
      .selectFrom('outbound_email as o')
      .innerJoin('activity as a', (join) =>
        join.onRef('a.organization_id', '=', 'o.organization_id').onRef('a.id', '=', 'o.id'),
      )
      .select(['o.principal_type', 'o.principal_id', 'a.message_id', 'a.source_sha256'])
      .where('o.organization_id', '=', organizationId)
      .where('o.id', '=', emailId)
      .executeTakeFirst();
  return {
    find: async (emailId) => {
      const row = await db
        .selectFrom('sent_copy')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('email_id', '=', emailId)
        .executeTakeFirst();
      return row === undefined ? null : present(row);
    },
    due: async (most) => {
      const rows = await db
        .selectFrom('sent_copy')
        .select('email_id')
        .where('organization_id', '=', organizationId)
        .where('due_at', '<=', await reads.now())
        .orderBy('due_at')
        .limit(most)
        .execute();
      return rows.map((row) => row.email_id);
    },
    want: async (emailId, task, dueAt) => {
      const fresh = { task, state: 'waiting', attempts: 0, due_at: dueAt, answer: null };
      await db
        .insertInto('sent_copy')
        .values({ organization_id: organizationId, email_id: emailId, ...fresh })
        .onConflict((conflict) => conflict.columns(['organization_id', 'email_id']).doUpdateSet(fresh))
        .execute();
    },
    claim: async (emailId, forMs) => {
      const at = await reads.now();
      const row = await change(emailId)
        .where('due_at', '<=', at)
        .set({ due_at: at + forMs })
        .returningAll()
        .executeTakeFirst();
      const mail = row === undefined ? undefined : await mailOf(emailId);
      if (row === undefined || mail === undefined || mail.message_id === null || mail.source_sha256 === null)
        return null;
      const principal = { type: mail.principal_type as 'user' | 'queue', id: mail.principal_id };
      return { ...present(row), principal, messageId: mail.message_id, sha256: mail.source_sha256 };
    },
    settle: async (emailId, { state, attempts, dueAt, answer }) => {
      await change(emailId).set({ state, attempts, due_at: dueAt, answer }).execute();
    },
  };
};
