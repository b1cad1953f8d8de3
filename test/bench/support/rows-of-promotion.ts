import type { BareEngine } from './engines.ts';

type Write = readonly [text: string, values: readonly unknown[]];

/** Of what has no index by activity only the end is read, where the promotion is: a walk along it all empties the caches. */
const last = (sequence: string): string =>
  `sequence > (select ${sequence} - 10 from journal_head where organization_id = $1) and subject_id = $2`;

/** The tables that a promotion writes, in its order, and how one activity's rows are found ($1 organization, $2 activity). */
const tables: readonly (readonly [table: string, where: string])[] = [
  ['activity', 'id = $2'],
  ['activity_party', 'activity_id = $2'],
  ['content', 'sha256 in (select source_sha256 from activity where organization_id = $1 and id = $2)'],
  ['attachment', 'activity_id = $2'],
  ['timeline', 'activity_id = $2'],
  ['promotion', 'activity_id = $2'],
  ['regarding', 'activity_id = $2'],
  ['outcome', 'id > $2 and activity_id = $2'],
  ['event', last('event_sequence')],
  ['audit', last('audit_sequence')],
];

const insertOf = (table: string, rows: readonly Readonly<Record<string, unknown>>[], organizationId: string): Write => {
  const columns = Object.keys(rows[0] ?? {});
  const tuples = rows.map((_, row) => `(${columns.map((_, n) => `$${row * columns.length + n + 1}`).join(', ')})`);
  const values = rows.flatMap((row) =>
    columns.map((name) => (name === 'organization_id' ? organizationId : row[name])),
  );
  return [`insert into ${table} (${columns.join(', ')}) values ${tuples.join(', ')}`, values];
};

/** What a bare program would write to leave the same rows: an insert a table, and the journal's head raised. */
export const writesOf = async (
  source: BareEngine,
  from: string,
  to: string,
  activityId: string,
): Promise<readonly Write[]> => {
  const writes: Write[] = [];
  for (const [table, where] of tables) {
    const rows = await source.rows(`select * from ${table} where organization_id = $1 and ${where}`, [
      from,
      activityId,
    ]);
    if (rows.length > 0) writes.push(insertOf(table, rows, to));
  }
  const [head] = await source.rows('select * from journal_head where organization_id = $1', [from]);
  if (head === undefined) throw new Error('the organization has no journal');
  writes.push([
    'update journal_head set event_sequence = $1, audit_sequence = $2, audit_hash = $3 where organization_id = $4',
    [head['event_sequence'], head['audit_sequence'], head['audit_hash'], to],
  ]);
  return writes;
};
