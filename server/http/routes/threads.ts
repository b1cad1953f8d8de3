import * as contracts from '#shared/contracts/threads.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { ThreadVeto } from '../../ports/thread-store.ts';
import { listUnconfirmed, settleCorrelation, type Unconfirmed } from '../../usecases/threads/settle-correlation.ts';
import {
  findThread,
  findThreadVeto,
  liftThreadVeto,
  vetoThread,
  type VetoState,
} from '../../usecases/threads/thread-veto.ts';
import { pageOf, readCursor, TimeCursor } from '../cursor.ts';
import { presentActivity } from '../present/activity.ts';
import type { RouteMaker } from '../route.ts';

const presentVeto = (veto: ThreadVeto | null) => (veto === null ? null : { by: veto.by, at: toWire(veto.at) });

const presentState = ({ everyone, own, ...state }: VetoState): contracts.ThreadVeto => ({
  ...state,
  everyone: presentVeto(everyone),
  own: presentVeto(own),
});

const presentUnconfirmed = (
  { activity, correlated, proposal }: Unconfirmed,
  readerId: string,
): contracts.UnconfirmedCorrelation => ({
  activity: presentActivity(activity, readerId),
  proposed: {
    method: proposal.method,
    evidence: proposal.evidence,
    activity: {
      id: correlated.id,
      subject: correlated.subject,
      sentAt: correlated.sentAt === null ? null : toWire(correlated.sentAt),
    },
  },
});

/** Threads that are not tracked by themselves, and what waits to be confirmed as part of one. */
export const threadRoutes = (route: RouteMaker, needs: { readonly store: Store; readonly clock: Clock }): void => {
  const findOf = findThread(needs);
  const find = findThreadVeto(needs);
  const veto = vetoThread(needs);
  const lift = liftThreadVeto(needs);
  const list = listUnconfirmed(needs);
  const settle = settleCorrelation(needs);
  route(contracts.findThread, async ({ actor, body }) => {
    const state = await findOf(actor, body.internetMessageIds);
    return { thread: state === null ? null : presentState(state) };
  });
  route(contracts.getThreadVeto, async ({ actor, params }) => presentState(await find(actor, params.threadId)));
  route(contracts.vetoThread, async ({ actor, params }) => presentState(await veto(actor, params.threadId)));
  route(contracts.liftThreadVeto, async ({ actor, params }) => presentState(await lift(actor, params.threadId)));
  route(contracts.listUnconfirmedCorrelations, async ({ actor, query }) => {
    const after = readCursor(query.cursor, TimeCursor);
    const found = await list(actor, { limit: query.limit + 1, after });
    const { items, nextCursor } = pageOf(found, query.limit, ({ proposal }) => ({
      sortAt: proposal.proposedAt,
      id: proposal.activityId,
    }));
    return { items: items.map((item) => presentUnconfirmed(item, actor.userId)), nextCursor };
  });
  route(contracts.settleCorrelation, async ({ actor, params, body }) =>
    presentActivity(await settle(actor, params.activityId, body.verdict), actor.userId),
  );
};
