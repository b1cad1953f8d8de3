import type { EventOrigin, WorkflowRunState } from '#shared/contracts/workflows.ts';
import type { Instant } from '#shared/model/instant.ts';
import { sql } from 'kysely';
import type { EventFacts, EventKind } from '../../../ports/journal.ts';
import type { WorkflowStoreRead, WorkflowStoreWrite } from '../../../ports/workflow-store.ts';
import type { Scope } from '../scope.ts';
import { presentRun, presentWorkflow, runRow, workflowRow } from './present.ts';

const noRuns: Readonly<Record<WorkflowRunState, number>> = { due: 0, sent: 0, skipped: 0, failed: 0 };

const eventReads = ({ db, organizationId: org }: Scope): Pick<WorkflowStoreRead, 'head' | 'eventsAfter'> => ({
  head: async () => {
    const row = await db
      .selectFrom('journal_head')
      .select('event_sequence')
      .where('organization_id', '=', org)
      .executeTakeFirstOrThrow();
    return row.event_sequence;
  },
  eventsAfter: async (sequence, limit) => {
    const rows = await db
      .selectFrom('event')
      .selectAll()
      .where('organization_id', '=', org)
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      sequence: row.sequence,
      kind: row.kind as EventKind,
      subjectId: row.subject_id,
      at: row.happened_at as Instant,
      facts: JSON.parse(row.details) as EventFacts,
    }));
  },
});

const runReads = ({
  db,
  organizationId: org,
}: Scope): Pick<WorkflowStoreRead, 'counts' | 'runs' | 'dueRuns' | 'mailsSince' | 'answersSince'> => {
  const runs = () => db.selectFrom('workflow_run').where('workflow_run.organization_id', '=', org);
  const counted = (of: ReturnType<typeof runs>) => of.select((select) => select.fn.countAll().as('count'));
  return {
    counts: async (workflowId, since) => {
      const states = await counted(runs())
        .select('state')
        .where('workflow_id', '=', workflowId)
        .groupBy('state')
        .execute();
      const kept = await counted(runs())
        .select('origin')
        .where('workflow_id', '=', workflowId)
        .where('because', '=', 'origin')
        .where('decided_at', '>=', since)
        .groupBy('origin')
        .orderBy('origin')
        .execute();
      return {
        states: { ...noRuns, ...Object.fromEntries(states.map(({ state, count }) => [state, Number(count)])) },
        keptBack: kept.map(({ origin, count }) => ({ origin: origin as EventOrigin, events: Number(count) })),
      };
    },
    runs: async (workflowId, { limit, before, state }) => {
      let query = runs().selectAll().where('workflow_id', '=', workflowId).orderBy('sequence', 'desc').limit(limit);
      if (before !== null) query = query.where('sequence', '<', before);
      if (state !== null) query = query.where('state', '=', state);
      return (await query.execute()).map(presentRun);
    },
    dueRuns: async (limit) => {
      const query = runs().selectAll().where('state', '=', 'due').orderBy('sequence').orderBy('workflow_id');
      return (await query.limit(limit).execute()).map(presentRun);
    },
    mailsSince: async (workflowId, sinceSequence, since) => {
      const { count } = await counted(runs())
        .where('workflow_id', '=', workflowId)
        .where('sequence', '>', sinceSequence)
        .where('decided_at', '>', since)
        .where('state', 'in', ['due', 'sent'])
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    answersSince: async (addressKey, since) => {
      const { count } = await counted(runs())
        .where('address_key', '=', addressKey)
        .where('decided_at', '>', since)
        .where('activity_id', 'is not', null)
        .where('state', '=', 'sent')
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
};

const workflowReads = ({ db, organizationId: org }: Scope): Pick<WorkflowStoreRead, 'find' | 'list' | 'count'> => {
  const workflows = () => db.selectFrom('workflow').selectAll().where('organization_id', '=', org);
  return {
    find: async (workflowId) => {
      const row = await workflows().where('id', '=', workflowId).executeTakeFirst();
      return row === undefined ? null : presentWorkflow(row);
    },
    list: async ({ limit, after }) => {
      let query = workflows().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
      if (after !== null)
        query = query.where(
          sql<boolean>`(created_at < ${after.sortAt} or (created_at = ${after.sortAt} and id < ${after.id}))`,
        );
      return (await query.execute()).map(presentWorkflow);
    },
    count: async () => {
      const { count } = await db
        .selectFrom('workflow')
        .select((select) => select.fn.countAll().as('count'))
        .where('organization_id', '=', org)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
};

const cursorWrites = ({
  db,
  organizationId: org,
  engine,
}: Scope): Pick<WorkflowStoreWrite, 'holdCursor' | 'moveCursor'> => ({
  holdCursor: async () => {
    // On SQLite the transaction itself keeps every other writer waiting.
    const lock = engine === 'postgres' ? sql`for update` : sql``;
    const { rows } = await sql<{ sequence: number }>`select sequence from workflow_cursor
      where organization_id = ${org} ${lock}`.execute(db);
    return rows[0]?.sequence ?? 0;
  },
  moveCursor: async (sequence) => {
    await db
      .insertInto('workflow_cursor')
      .values({ organization_id: org, sequence })
      .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ sequence }))
      .execute();
  },
});

export const workflowStore = (scope: Scope): WorkflowStoreWrite => {
  const { db, organizationId: org } = scope;
  return {
    ...workflowReads(scope),
    ...runReads(scope),
    ...eventReads(scope),
    ...cursorWrites(scope),
    add: async (workflow, at) => {
      const fixed = { organization_id: org, id: workflow.id, created_at: at, updated_at: at, version: 1 };
      await db
        .insertInto('workflow')
        .values({ ...fixed, ...workflowRow(workflow) })
        .execute();
    },
    save: async (workflow, version, at) => {
      const row = await db
        .updateTable('workflow')
        .set({ ...workflowRow(workflow), updated_at: at, version: version + 1 })
        .where('organization_id', '=', org)
        .where('id', '=', workflow.id)
        .where('version', '=', version)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    remove: async (workflowId) => {
      await db
        .deleteFrom('workflow_run')
        .where('organization_id', '=', org)
        .where('workflow_id', '=', workflowId)
        .execute();
      await db.deleteFrom('workflow').where('organization_id', '=', org).where('id', '=', workflowId).execute();
    },
    addRun: async (run) => {
      await db
        .insertInto('workflow_run')
        .values({ organization_id: org, ...runRow(run) })
        .onConflict((conflict) => conflict.columns(['organization_id', 'workflow_id', 'sequence']).doNothing())
        .execute();
    },
    settleRun: async (workflowId, sequence, { addressKey, emailId, ...outcome }) => {
      await db
        .updateTable('workflow_run')
        .set({ ...outcome, address_key: addressKey, email_id: emailId })
        .where('organization_id', '=', org)
        .where('workflow_id', '=', workflowId)
        .where('sequence', '=', sequence)
        .where('state', '=', 'due')
        .execute();
    },
  };
};
