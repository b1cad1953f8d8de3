import type { PromotionAnswer } from '#shared/contracts/promotions.ts';
import { ApiError } from '../api/api-error.ts';
import type { Exclusively } from '../api/exclusively.ts';
import type { Call } from '../api/transport.ts';
import type { OpenItem } from '../office/open-item.ts';
import { type PromotionRequest, sendPromotion } from '../queries/promote-item.ts';
import { type KeptPromotion, type KeptScope, afterFailure, newlyKept } from './kept-promotion.ts';
import type { PromotionShelf } from './promotion-shelf.ts';

export interface KeeperState {
  readonly kept: readonly KeptPromotion[];
  /** The one that is on its way from this pane. */
  readonly sendingId: string | null;
}

export interface KeeperNeeds {
  readonly shelf: PromotionShelf;
  readonly call: Call;
  /** The person in each of their organizations. */
  readonly scopes: readonly KeptScope[];
  /** The lock that all panes of this Outlook share: what one sends or discards, no other touches meanwhile. */
  readonly exclusively: Exclusively;
  readonly now: () => number;
  /** Runs the action after so many milliseconds; gives the way to stop it. */
  readonly later: (action: () => void, ms: number) => () => void;
  /** Tells the other panes that the list is another now. */
  readonly tellOthers: () => void;
  readonly onSent: (kept: KeptPromotion, answer: PromotionAnswer) => void;
}

/** Keeps promotions that the server could not be given, and gives them to it once it is reached again (P14). */
export interface PromotionKeeper {
  readonly state: () => KeeperState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Reads the list anew: another pane has changed it. */
  reread(): Promise<void>;
  /** False when there is no room. Rejects where the browser keeps nothing. */
  keep(scope: KeptScope, item: OpenItem, request: PromotionRequest): Promise<boolean>;
  /** Sends what waits: all of it `now`, or what is `due`. */
  send(which: 'now' | 'due'): Promise<void>;
  /** Gives one up; false when it had been sent by then. */
  discard(id: string): Promise<boolean>;
  /** Gives up everything of this person. */
  erase(): Promise<void>;
  stop(): void;
}

/** A server that takes longer than this to answer is taken for one that cannot be reached. */
const patienceMs = 120_000;

type Went = 'on' | 'no further';

interface SendingNeeds extends KeeperNeeds {
  readonly show: (sendingId: string | null) => void;
  readonly reread: () => Promise<void>;
}

/** One attempt with one mail, under the lock: it may have been sent or discarded since it was listed. */
const sendKept = async (needs: SendingNeeds, id: string, which: 'now' | 'due'): Promise<Went> => {
  const { shelf, now, show } = needs;
  const found = await shelf.find(id);
  if (found?.kept.state.kind !== 'waiting') return 'on';
  const { kept, request } = found;
  if (which === 'due' && found.kept.state.nextAttemptAt > now()) return 'on';
  show(id);
  try {
    const { organizationId } = kept;
    const answer = await sendPromotion(needs.call, request, {
      organizationId,
      signal: AbortSignal.timeout(patienceMs),
    });
    await shelf.remove(id);
    await needs.reread();
    needs.onSent(kept, answer);
    return 'on';
  } catch (error) {
    if (isSignedOut(error)) return 'no further';
    await shelf.change(afterFailure(kept, error, now()));
    return error instanceof ApiError && error.status > 0 ? 'on' : 'no further';
  } finally {
    show(null);
  }
};

type Send = (which: 'now' | 'due') => Promise<void>;

/**
 * One walk through the list at a time. Who asks meanwhile for what is due waits for it; who asks for all of it now gets another
 * one behind it: what kept the server away may have ended since the walk asked it.
 */
const inTurn = (sendAll: Send): Send => {
  let running: Promise<void> | null = null;
  let again: Promise<void> | null = null;
  const send: Send = (which) => {
    if (running === null) return (running = sendAll(which).finally(() => (running = null)));
    if (which === 'due') return running;
    const sendAgain = () => {
      again = null;
      return send('now');
    };
    return (again ??= running.then(sendAgain, sendAgain));
  };
  return send;
};

export const createPromotionKeeper = (needs: KeeperNeeds): PromotionKeeper => {
  const { shelf, scopes, exclusively, now } = needs;
  const listeners = new Set<() => void>();
  let state: KeeperState = { kept: [], sendingId: null };
  let stopTimer: () => void = () => undefined;
  let isStopped = false;

  const show = (change: Partial<KeeperState>) => {
    state = { ...state, ...change };
    listeners.forEach((listener) => listener());
  };
  const reread = async (): Promise<void> => {
    show({ kept: await shelf.list(scopes) });
    stopTimer();
    const next = nextAttemptAt(state.kept);
    if (next !== null && !isStopped) stopTimer = needs.later(() => void send('due'), Math.max(0, next - now()));
  };
  const changed = async (): Promise<void> => {
    await reread();
    needs.tellOthers();
  };

  const sending = { ...needs, reread, show: (sendingId: string | null) => show({ sendingId }) };
  const sendAll = async (which: 'now' | 'due'): Promise<void> => {
    const listed = await shelf.list(scopes);
    for (const { id } of listed) {
      if (isStopped || (await exclusively(() => sendKept(sending, id, which))) === 'no further') break;
    }
    await (listed.length > 0 ? changed() : reread());
  };
  const send = inTurn(sendAll);

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reread,
    send,
    keep: async (scope, item, request) => {
      const fits = await shelf.add(newlyKept(scope, item, request, now()), request);
      if (fits) await changed();
      return fits;
    },
    discard: async (id) => {
      const stood = await exclusively(() => shelf.remove(id));
      await changed();
      return stood;
    },
    erase: async () => {
      await exclusively(async () => {
        for (const { id } of await shelf.list(scopes)) await shelf.remove(id);
      });
      await changed();
    },
    stop: () => {
      isStopped = true;
      stopTimer();
    },
  };
};

const nextAttemptAt = (kept: readonly KeptPromotion[]): number | null => {
  const moments = kept.flatMap(({ state }) => (state.kind === 'waiting' ? [state.nextAttemptAt] : []));
  return moments.length === 0 ? null : Math.min(...moments);
};

const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'signed_out' || error.code === 'unauthenticated');
