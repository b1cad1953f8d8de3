import type { Caller } from '../../support/world.ts';
import type { BareEngine, BenchEngine } from './engines.ts';
import { benchText } from './mail.ts';

/** What makes a mail, and which column names it in each table. */
const tables = {
  content: 'sha256',
  activity: 'id',
  activity_party: 'activity_id',
  timeline: 'activity_id',
  outbound_email: 'id',
  outbound_recipient: 'email_id',
} as const;

/** Columns that tell one mail from another. */
const distinct = new Set(['sha256', 'source_sha256', 'identity', 'message_id', 'message_id_key', 'token', 'once_key']);

/** What `copyQueued` copies: a mail that waits, and where its bytes are. */
export const waitingMail = async (bare: BareEngine, id: string): Promise<{ id: string; sha256: string }> => {
  const [row] = await bare.rows('select source_sha256 from activity where id = $1', [id]);
  return { id, sha256: String(row?.['source_sha256']) };
};

const columnsOf = async (bare: BareEngine, engine: BenchEngine['name'], table: string): Promise<string[]> => {
  const rows =
    engine === 'sqlite'
      ? await bare.rows(`select name from pragma_table_info('${table}')`, [])
      : await bare.rows('select column_name as name from information_schema.columns where table_name = $1', [table]);
  return rows.map(({ name }) => String(name));
};

/** Tells the mails of one call from those of another: the first of its numbers. */
let copied = 0;

const longAgo = Date.UTC(2026, 0, 1);

/** A mail that a person handed over, to be sent in a year: a pattern for others. */
export const queueOne = async (who: Caller, text: string = benchText): Promise<string> => {
  const sendAt = new Date(Date.now() + 300 * 86_400_000).toISOString();
  const { id } = await who.call('createEmail', {
    body: { to: ['anna@fabrikam.example'], subject: 'Quote for pumps', text, sendAt },
  });
  await who.call('sendEmail', { params: { emailId: id } });
  return id;
};

/**
 * So many mails like this one that are due: its rows once more under names of their own, each with bytes of its own. Handing
 * over is not what is measured here, and a hundred thousand would take an hour.
 */
export const copyQueued = async (
  bare: BareEngine,
  engine: BenchEngine['name'],
  original: { readonly id: string; readonly sha256: string },
  count: number,
): Promise<void> => {
  const first = copied;
  copied += count;
  for (const [table, key] of Object.entries(tables)) {
    const columns = await columnsOf(bare, engine, table);
    const valueOf = (column: string): string => {
      if (column === key || distinct.has(column)) return `t.${column} || '-' || n.i`;
      return column === 'due_at' ? String(longAgo) : `t.${column}`;
    };
    const values = columns.map(valueOf);
    const name = table === 'content' ? original.sha256 : original.id;
    await bare.transact([
      [
        `insert into ${table} (${columns.join(', ')})
          with recursive n (i) as (select ${first + 1} union all select n.i + 1 from n where n.i < ${first + count})
          select ${values.join(', ')} from ${table} t cross join n where t.${key} = $1`,
        [name],
      ],
    ]);
  }
};
