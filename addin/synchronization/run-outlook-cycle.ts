import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { graphKinds } from '#shared/graph/graph-kinds.ts';
import { GraphSide } from '#shared/graph/graph-side.ts';
import type { GraphClient } from '#shared/graph/graph-client.ts';
import { coversStop } from '#shared/sync/guard.ts';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import type { FieldDirections, SyncPolicy } from '#shared/sync/policy.ts';
import { countChanges, reportResults } from '#shared/sync/report.ts';
import { type CycleReport, runCycle } from '#shared/sync/run-cycle.ts';
import type { CycleState } from '#shared/sync/cycle-ports.ts';
import type { Call } from '../api/transport.ts';
import { type BegunKind, crmOverHttp } from './crm-over-http.ts';
import { cycleLease } from './cycle-lease.ts';
import { failureOf, isTakenOver } from './failure-of.ts';
import { connectGraph, type GraphAccess } from './graph-connection.ts';

type Begun = NonNullable<CallOutput<'beginOutlookCycle'>['cycle']>;
type Report = CallInput<'reportCycle'>['body'];

export interface OutlookCycleNeeds {
  readonly call: Call;
  readonly graph: Omit<GraphAccess, 'beforeWriting'>;
  /** In milliseconds; never goes back. */
  readonly elapsed: () => number;
}

export interface AskedCycle {
  readonly generation: number;
  /** Whose mailbox the token opens. */
  readonly user: string;
  /** Whatever the schedule says. */
  readonly now: boolean;
}

/** What became of the wish for a cycle; after `waitMs` it is worth asking again, null: not before a person comes. */
export type OutlookCycle =
  | { readonly kind: 'notNow'; readonly waitMs: number | null }
  | { readonly kind: 'done'; readonly changes: number; readonly asks: boolean; readonly waitMs: number | null }
  | { readonly kind: 'failed'; readonly code: string; readonly error: unknown; readonly waitMs: number | null }
  | { readonly kind: 'takenOver' };

/** Bounds of one report, as the server takes them. */
const mostResults = 500;
const mostAgain = 2_000;

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('no error was given', { cause: error });

/** More than can be told: then everything is looked at again. */
const sentState = ({ cursor, again }: CycleState) => {
  const fits = again.crm.length <= mostAgain && again.mailbox.length <= mostAgain;
  if (!fits) return { cursor: { crm: null, mailbox: null }, again: { crm: [], mailbox: [] } };
  return { cursor, again: { crm: [...again.crm], mailbox: [...again.mailbox] } };
};

const endOf = (report: CycleReport): NonNullable<Report['end']> => {
  if (report.kind === 'done') return { state: sentState(report.state) };
  const removes = report.plan.flatMap((action) =>
    action.do === 'remove' ? [{ linkId: action.linkId, side: action.side }] : [],
  );
  return { stop: report.stop, removes: removes.slice(0, mostAgain) };
};

const tell = async (call: Call, of: Pick<Report, 'cycle' | 'kind'>, report: CycleReport): Promise<number> => {
  const results = report.kind === 'done' ? reportResults(report.results) : [];
  for (let at = 0; at < results.length; at += mostResults)
    await call('reportCycle', { body: { ...of, results: results.slice(at, at + mostResults) } });
  await call('reportCycle', { body: { ...of, results: [], end: endOf(report) } });
  return countChanges(results);
};

const policyOf = ({ settings, now }: Begun, { kind, directions }: BegunKind): SyncPolicy => ({
  rules: kinds[kind],
  directions: directions as FieldDirections,
  conflicts: settings.conflicts,
  onLeaving: settings.onLeaving,
  now,
});

interface Running {
  readonly call: Call;
  readonly begun: Begun;
  readonly client: GraphClient;
  readonly elapsed: () => number;
  readonly signal: AbortSignal;
}

const runKind = async ({ call, begun, client, elapsed, signal }: Running, of: BegunKind) => {
  const graphKind = graphKinds[of.kind];
  // The moment by which the server judges this cycle, moved on as it goes.
  const startedAt = elapsed();
  const now = () => begun.now + (elapsed() - startedAt);
  const { categories, privateItems: takesPrivate } = begun.settings;
  const asked = { client, collection: of.collection, organizationId: begun.organizationId, signal, now };
  const how = { codec: graphKind.codec, categories, takesPrivate, now, failureOf: asError, signal };
  const mailbox = new GraphSide({ ...how, place: graphKind.place(asked) });
  const crm = crmOverHttp({ call, cycle: begun.id, begun: of });
  const report = await runCycle({ crm, mailbox }, policyOf(begun, of), of.state, {
    confirmed: (stop) => of.confirmed && of.stop !== null && coversStop(of.stop, stop),
  });
  const changes = await tell(call, { cycle: begun.id, kind: of.kind }, report);
  return { changes, asks: report.kind === 'stopped' };
};

const ended = async (call: Call, cycle: string, error: unknown, isStopped: boolean): Promise<OutlookCycle> => {
  const failure = isTakenOver(error) || isStopped ? null : failureOf(error);
  // Whoever comes next need not wait for the lease; where that cannot be told, it ends by itself.
  if (failure === null)
    await call('endOutlookCycle', { body: { cycle, how: { kind: 'left' } } }).catch(() => undefined);
  if (isTakenOver(error)) return { kind: 'takenOver' };
  if (failure === null) throw error;
  const { waitMs } = await call('endOutlookCycle', { body: { cycle, how: { kind: 'failed', ...failure } } });
  return { kind: 'failed', code: failure.code, error, waitMs };
};

/**
 * Y1, I2: one cycle of every kind between the records and the mailbox of whoever is signed in to this Outlook, as
 * shared/sync runs it on the server. Rejects where our own server cannot be reached.
 */
export const runOutlookCycle = async (
  { call, graph, elapsed }: OutlookCycleNeeds,
  asked: AskedCycle,
  signal: AbortSignal,
): Promise<OutlookCycle> => {
  const { cycle: begun, waitMs } = await call('beginOutlookCycle', { body: asked });
  if (begun === null) return { kind: 'notNow', waitMs };
  try {
    const client = connectGraph({ ...graph, beforeWriting: cycleLease(call, begun.id, elapsed) });
    let changes = 0;
    let asks = false;
    for (const of of begun.kinds) {
      const result = await runKind({ call, begun, client, elapsed, signal }, of);
      changes += result.changes;
      asks ||= result.asks;
    }
    const end = await call('endOutlookCycle', { body: { cycle: begun.id, how: { kind: 'done', changes, asks } } });
    return { kind: 'done', changes, asks, waitMs: end.waitMs };
  } catch (error) {
    return ended(call, begun.id, error, signal.aborted);
  }
};
