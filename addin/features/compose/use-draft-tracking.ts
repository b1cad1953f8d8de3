import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { DraftState, OpenDraft } from '../../office/open-draft.ts';
import { type TicketCalls, useTicketCalls } from '../../queries/track-tickets.ts';
import { useSenderChange } from './draft-sender.ts';
import {
  changeSender,
  openTracking,
  tellDraft,
  type Opening,
  trackDraft,
  type TrackedDraft,
  type TrackingNeeds,
  untrackDraft,
  type Way,
} from './track-draft.ts';

/** What the draft says, read anew with every hint; null until it was read once. */
export const useDraftState = (draft: OpenDraft): DraftState | null => {
  const [state, setState] = useState<DraftState | null>(null);
  useEffect(() => {
    let isOver = false;
    const look = () =>
      void draft.read().then(
        (next) => {
          if (!isOver) setState((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next));
        },
        // The draft was closed under the question; so is the pane.
        () => undefined,
      );
    look();
    const stop = draft.onChange(look);
    return () => {
      isOver = true;
      stop();
    };
  }, [draft]);
  return state;
};

/** The server is told what the draft says when it stood still for so long. */
const settledMs = 700;

/** Keeps the server's idea of the draft current, so that the sent mail is recognised. Telling it once more is harmless. */
const useTellServer = (needs: TrackingNeeds, tracked: TrackedDraft | null, state: DraftState | null): void => {
  const now = useRef({ needs, tracked });
  useEffect(() => {
    now.current = { needs, tracked };
  });
  const id = tracked?.kept.id ?? null;
  useEffect(() => {
    if (id === null || state === null) return;
    const timer = setTimeout(() => {
      const { needs: present, tracked: latest } = now.current;
      // It will be told with the next change, or by the send handler; the sent mail also carries its mark.
      if (latest !== null) void tellDraft(present, latest, state).catch(() => undefined);
    }, settledMs);
    return () => clearTimeout(timer);
  }, [id, state]);
};

/** The event of a new mail may run a moment after the pane was opened. */
const lateEventMs = 3_000;

/** Says once that Outlook runs our events for this draft after all, looked at anew as the draft changes. */
const useLateEvent = (
  isAwaited: boolean,
  draft: OpenDraft,
  state: DraftState | null,
  learned: { readonly current: () => void },
): void => {
  useEffect(() => {
    if (!isAwaited) return;
    let isOver = false;
    const look = () =>
      void draft.hasSendEvent().then((has) => {
        if (has && !isOver) learned.current();
      });
    look();
    const timer = setTimeout(look, lateEventMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isAwaited, draft, state, learned]);
};

export interface DraftTracking {
  /** Undefined until it is known whether this draft is tracked or answers a tracked mail. */
  readonly opening: Opening | undefined;
  readonly openingError: unknown;
  readonly retry: () => void;
  readonly tracked: TrackedDraft | null;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly switchOn: (regarding: readonly NamedRecordRef[] | null) => void;
  readonly switchOff: () => void;
  readonly setRegarding: (regarding: readonly NamedRecordRef[]) => void;
  readonly setWay: (way: Way) => void;
}

const inWay = async (calls: TicketCalls, now: TrackedDraft, way: Way): Promise<TrackedDraft> => {
  await calls.change(now.kept.id, { way });
  return { ...now, way };
};

interface Following {
  readonly tracked: TrackedDraft | null;
  readonly state: DraftState | null;
  readonly isBusy: boolean;
  readonly changeTracked: (next: (now: TrackedDraft) => Promise<TrackedDraft | null>) => void;
}

/** Passes on what happens to the draft while it is tracked: what it says, who it is sent as, and that events run after all. */
const useFollowing = (needs: TrackingNeeds, { tracked, state, isBusy, changeTracked }: Following): void => {
  useTellServer(needs, tracked, state);
  const learnEvent = useRef<() => void>(() => undefined);
  useEffect(() => {
    learnEvent.current = () => changeTracked((now) => inWay(needs.calls, now, 'sendEvent'));
  });
  useLateEvent(tracked?.way === 'sentItem' && !isBusy, needs.draft, state, learnEvent);
  const tellSender = useRef<(from: string | null) => void>(() => undefined);
  useEffect(() => {
    tellSender.current = (from) => changeTracked((now) => changeSender(needs, now, from));
  });
  useSenderChange(tracked, state, tellSender);
};

/** Track on send for the draft that is open: proposed, switched, changed. */
export const useDraftTracking = (draft: OpenDraft, apiAddress: string, state: DraftState | null): DraftTracking => {
  const client = useQueryClient();
  const calls = useTicketCalls();
  const needs: TrackingNeeds = { draft, calls, apiAddress };
  const [mount] = useState(() => crypto.randomUUID());
  const key = ['draft-tracking', mount];
  const opening = useQuery({
    queryKey: key,
    queryFn: () => openTracking(needs),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const tracked = opening.data?.tracked ?? null;

  const change = useMutation({
    mutationFn: async (next: (now: TrackedDraft | null) => Promise<TrackedDraft | null>) => next(tracked),
    onSuccess: (next) => {
      client.setQueryData<Opening>(key, (now) => ({ answers: now?.answers ?? null, tracked: next }));
      return client.invalidateQueries({ queryKey: ['track-tickets'] });
    },
  });
  const changeTracked = (next: (now: TrackedDraft) => Promise<TrackedDraft | null>) =>
    change.mutate((now) => (now === null ? Promise.resolve(null) : next(now)));
  useFollowing(needs, { tracked, state, isBusy: change.isPending, changeTracked });

  return {
    opening: opening.data,
    openingError: opening.error,
    retry: () => void opening.refetch(),
    tracked,
    isBusy: change.isPending || opening.isPending,
    error: change.error,
    switchOn: (regarding) => change.mutate(() => trackDraft(needs, { regarding, answers: null })),
    switchOff: () =>
      changeTracked(async (now) => {
        await untrackDraft(needs, now);
        return null;
      }),
    setRegarding: (regarding) =>
      changeTracked(async (now) => {
        const refs = regarding.map(({ type, id }) => ({ type, id }));
        const ticket = await calls.change(now.kept.id, { regarding: refs });
        return { ...now, regarding: ticket.regarding };
      }),
    setWay: (way) =>
      changeTracked(async (now) => {
        if (now.dropAddress !== null) {
          if (way === 'dropAddress') await draft.addBcc(now.dropAddress);
          else await draft.removeBcc(now.dropAddress);
        }
        return inWay(calls, now, way);
      }),
  };
};
