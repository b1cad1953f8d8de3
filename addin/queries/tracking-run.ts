import { useEffect, useReducer, useRef } from 'react';
import type { ForeseenPromotion, PromotionAnswer } from '#shared/contracts/promotions.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { isTemporary } from '../api/api-error.ts';
import { useApi } from './api-context.ts';
import {
  afterEvent,
  beginRun,
  madeBy,
  toLookAt,
  toTrack,
  toUndo,
  type RunEvent,
  type RunItem,
  type RunMail,
  type RunProgress,
  type RunState,
} from './run-state.ts';
import { useTrackingCache } from './tracking.ts';
import { withdraw } from './withdraw.ts';

/** Where the mails of a run come from. */
export interface RunSource {
  readonly mails: readonly (RunMail & { readonly foreseen?: ForeseenPromotion | undefined })[];
  /** What one of them would become. Absent where that came with them. */
  readonly foresee?: (mail: RunMail, signal: AbortSignal) => Promise<ForeseenPromotion>;
  /** Tracks one of them. The same key says that it is the same try. */
  readonly track: (mail: RunMail, wish: RunWish) => Promise<PromotionAnswer>;
}

export interface RunWish {
  readonly regarding: readonly NamedRecordRef[] | null;
  readonly idempotencyKey: string;
}

export interface TrackingRun {
  readonly state: RunState;
  /** Looks again where it was stopped or failed. */
  readonly look: () => void;
  readonly start: () => void;
  /** What is in hand is finished; the rest waits. */
  readonly stop: () => void;
  readonly undo: () => void;
  readonly choose: (keys: readonly string[], chosen: boolean) => void;
  readonly regard: (regarding: readonly NamedRecordRef[] | null) => void;
}

/** The keys of tries that got no answer: the next try of the same is known by it. */
const createTries = () => {
  const open = new Map<string, string>();
  const nameOf = (mail: RunMail, regarding: RunWish['regarding']) =>
    JSON.stringify([mail.key, regarding?.map(({ type, id }) => `${type}:${id}`) ?? null]);
  return {
    keyOf: (mail: RunMail, regarding: RunWish['regarding']): string => {
      const name = nameOf(mail, regarding);
      const key = open.get(name) ?? crypto.randomUUID();
      open.set(name, key);
      return key;
    },
    answered: (mail: RunMail, regarding: RunWish['regarding']): void => void open.delete(nameOf(mail, regarding)),
  };
};

/** One mail after another, with one progress, until the last, a stop, or an answer that says not to go on. */
const useProcession = (tell: (event: RunEvent) => void) => {
  const current = useRef<AbortController | null>(null);
  // Whoever leaves the page says stop; what is in hand is finished all the same.
  useEffect(() => () => current.current?.abort(), []);
  const goThrough = async (doing: RunProgress['doing'], items: readonly RunItem[], take: Take): Promise<void> => {
    const controller = new AbortController();
    current.current = controller;
    tell({ kind: 'began', doing, of: items.length });
    for (const item of items) {
      const { event, goOn } = await take(item, controller.signal);
      if (event !== null) tell(event);
      if (!goOn || controller.signal.aborted) break;
    }
    tell({ kind: 'ended' });
  };
  return { goThrough, stop: () => current.current?.abort() };
};

/**
 * P9: several mails tracked one after another: what each becomes, one progress, a result for each, stop, and the way
 * back. Begun anew where it was stopped or failed: what is tracked stays so, and none is tracked twice.
 */
export const useTrackingRun = (source: RunSource): TrackingRun => {
  const { call } = useApi();
  const cache = useTrackingCache();
  const [state, tell] = useReducer(afterEvent, source.mails, beginRun);
  const tries = useRef(createTries());

  const { goThrough, stop } = useProcession(tell);

  const { foresee } = source;
  const look = () => {
    const unseen = toLookAt(state);
    if (foresee !== undefined && unseen.length > 0) void goThrough('looking', unseen, foreseeing(foresee));
  };
  const first = useRef(look);
  useEffect(() => first.current(), []);

  const { regarding } = state;
  const track = async ({ mail }: RunItem): Promise<Taken> => {
    try {
      const answer = await source.track(mail, { regarding, idempotencyKey: tries.current.keyOf(mail, regarding) });
      tries.current.answered(mail, regarding);
      void cache.promoted(mail.messageId, answer);
      return { event: { kind: 'moved', key: mail.key, step: { kind: 'done', answer } }, goOn: true };
    } catch (error) {
      if (!isTemporary(error)) tries.current.answered(mail, regarding);
      return { event: { kind: 'moved', key: mail.key, step: { kind: 'failed', error } }, goOn: !isTemporary(error) };
    }
  };
  const takeBack = async (item: RunItem): Promise<Taken> => {
    const made = madeBy(item);
    if (made === null) return { event: null, goOn: true };
    try {
      await withdraw(call, made.id, made.created ? 'delete' : 'keep');
      void cache.asked(item.mail.messageId);
      return { event: { kind: 'moved', key: item.mail.key, step: { kind: 'undone' } }, goOn: true };
    } catch (error) {
      return { event: { kind: 'kept', error }, goOn: !isTemporary(error) };
    }
  };

  return {
    state,
    look,
    start: () => void goThrough('tracking', toTrack(state), track),
    stop,
    undo: () => void goThrough('undoing', toUndo(state), takeBack),
    choose: (keys, chosen) => tell({ kind: 'chose', keys, chosen }),
    regard: (records) => tell({ kind: 'regards', regarding: records }),
  };
};

interface Taken {
  readonly event: RunEvent | null;
  /** Nobody can be reached: the rest would fail alike. */
  readonly goOn: boolean;
}
type Take = (item: RunItem, signal: AbortSignal) => Promise<Taken>;

const foreseeing =
  (foresee: NonNullable<RunSource['foresee']>): Take =>
  async ({ mail }, signal) => {
    try {
      return { event: { kind: 'foresaw', key: mail.key, foreseen: await foresee(mail, signal) }, goOn: true };
    } catch (error) {
      // The page was left, or the person said stop: it was not looked into.
      if (signal.aborted) return { event: null, goOn: false };
      return { event: { kind: 'moved', key: mail.key, step: { kind: 'unread', error } }, goOn: true };
    }
  };
