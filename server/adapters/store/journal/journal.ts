import { hash as digest } from 'node:crypto';
import { sql } from 'kysely';
import type { Journal, JournalEntry } from '../../../ports/journal.ts';
import type { Database } from '../database.ts';
import { insertion } from '../prepared.ts';
import { preparedIn, type Scope } from '../scope.ts';

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
  digest('sha256', auditMaterial(previousHash, row), 'hex');

const asText = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

const headOf = preparedIn<object, Database['journal_head']>(({ db, organizationId, engine }) => {
  // SQLite has one writer at a time; PostgreSQL is asked for the row.
  const waiting = engine === 'postgres' ? sql`for update` : sql``;
  return sql<Database['journal_head']>`select organization_id, event_sequence, audit_sequence, audit_hash
    from journal_head where organization_id = ${organizationId} ${waiting}`.compile(db);
});

const raiseHead = preparedIn<{ count: number; hash: string }>(({ db, organizationId }, value) =>
  db
    .updateTable('journal_head')
    .set((set) => ({
      event_sequence: set('event_sequence', '+', value('count')),
      audit_sequence: set('audit_sequence', '+', value('count')),
      audit_hash: value('hash'),
    }))
    .where('organization_id', '=', organizationId)
    .compile(),
);

const insertEvents = insertion('event');
const insertAudits = insertion('audit');

/**
 * The head row is locked first: that orders all writers of an organization, so that numbers have no gaps
 * in commit order and each audit hash (O3) covers the one before.
 */
export const journal = (scope: Scope): Journal => {
  // Of the turn that was taken; what is appended next begins there.
  let taken: ReturnType<typeof headOf> | null = null;
  const takeTurn = async (): Promise<void> => {
    taken = headOf(scope, {});
    await taken;
  };
  const append = async (entries: readonly JournalEntry[]): Promise<void> => {
    if (entries.length === 0) return;
    const { organizationId } = scope;
    const [head] = await (taken ?? headOf(scope, {}));
    taken = null;
    if (head === undefined) throw new Error('the organization has no journal');
    const first = { event: head.event_sequence + 1, audit: head.audit_sequence + 1 };
    let hash = head.audit_hash;
    const audits = entries.map((entry, index) => {
      const row = auditRow(organizationId, first.audit + index, entry);
      hash = auditHash(hash, row);
      return { ...row, hash };
    });
    await insertEvents(
      scope,
      entries.map((entry, index) => eventRow(organizationId, first.event + index, entry)),
    );
    await insertAudits(scope, audits);
    await raiseHead(scope, { count: entries.length, hash });
  };
  return { takeTurn, append };
};

const eventRow = (organizationId: string, sequence: number, entry: JournalEntry): Database['event'] => ({
  organization_id: organizationId,
  sequence,
  kind: entry.kind,
  subject_id: entry.subjectId,
  happened_at: entry.at,
  details: JSON.stringify({ actorId: entry.actorId, ...entry.facts }),
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
