import { createHash } from 'node:crypto';
import type { Journal, JournalEntry } from '../../../ports/journal.ts';
import type { Database } from '../database.ts';
import type { Scope } from '../scope.ts';

/** The text whose hash chains an audit row to the one before; order and form never change. */
const auditMaterial = (previousHash: string, row: Omit<Database['audit'], 'hash'>): string =>
  JSON.stringify([
    previousHash,
    row.organization_id,
    row.sequence,
    row.happened_at,
    row.actor_id,
    row.principal_id,
    row.action,
    row.subject_id,
    row.reason,
    row.before,
    row.after,
  ]);

export const auditHash = (previousHash: string, row: Omit<Database['audit'], 'hash'>): string =>
  createHash('sha256').update(auditMaterial(previousHash, row)).digest('hex');

const asText = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/**
 * The head row is raised first: its lock orders all writers of an organization, so that numbers have no gaps
 * in commit order and each audit hash (O3) covers the one before.
 */
export const journal = ({ db: tx, organizationId }: Scope): Journal => ({
  append: async (entries) => {
    if (entries.length === 0) return;
    const head = await tx
      .updateTable('journal_head')
      .set((set) => ({
        event_sequence: set('event_sequence', '+', entries.length),
        audit_sequence: set('audit_sequence', '+', entries.length),
      }))
      .where('organization_id', '=', organizationId)
      .returningAll()
      .executeTakeFirstOrThrow();
    const first = { event: head.event_sequence - entries.length + 1, audit: head.audit_sequence - entries.length + 1 };
    await tx
      .insertInto('event')
      .values(entries.map((entry, index) => eventRow(organizationId, first.event + index, entry)))
      .execute();
    let hash = head.audit_hash;
    const audits = entries.map((entry, index) => {
      const row = auditRow(organizationId, first.audit + index, entry);
      hash = auditHash(hash, row);
      return { ...row, hash };
    });
    await tx.insertInto('audit').values(audits).execute();
    await tx
      .updateTable('journal_head')
      .set({ audit_hash: hash })
      .where('organization_id', '=', organizationId)
      .execute();
  },
});

const eventRow = (organizationId: string, sequence: number, entry: JournalEntry): Database['event'] => ({
  organization_id: organizationId,
  sequence,
  kind: entry.kind,
  subject_id: entry.subjectId,
  happened_at: entry.at,
  details: JSON.stringify({ actorId: entry.actorId }),
});

const auditRow = (organizationId: string, sequence: number, entry: JournalEntry): Omit<Database['audit'], 'hash'> => ({
  organization_id: organizationId,
  sequence,
  happened_at: entry.at,
  actor_id: entry.actorId,
  principal_id: entry.principalId ?? entry.actorId,
  action: entry.kind,
  subject_id: entry.subjectId,
  reason: entry.reason,
  before: asText(entry.before),
  after: asText(entry.after),
});
