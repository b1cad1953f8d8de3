import { useEffect, useRef } from 'react';
import type { DraftState } from '../../office/open-draft.ts';
import type { Ticket } from '../../queries/track-tickets.ts';
import type { TrackedDraft } from './track-draft.ts';

/** P13: in whose name the draft is tracked, and who writes it where that is somebody else. */
export interface DraftSender {
  readonly user: Ticket['user'];
  readonly actor: Ticket['actor'];
  /** The other address it is sent as, as the server was told; null: one's own; undefined: it was not told yet. */
  readonly toldFrom: string | null | undefined;
}

/** Without `toldFrom`: of a ticket that is found again. */
export const senderOf = ({ user, actor }: Ticket, toldFrom?: string | null): DraftSender => ({
  user,
  actor,
  toldFrom: toldFrom === undefined && actor === undefined ? null : toldFrom,
});

/** Tells once that the draft is sent as somebody else by now; what was refused is told again with the next change. */
export const useSenderChange = (
  tracked: TrackedDraft | null,
  state: DraftState | null,
  tell: { readonly current: (from: string | null) => void },
): void => {
  const told = useRef('');
  const from = state?.from?.address ?? null;
  const change = tracked === null || state === null ? '' : `${tracked.kept.id} ${from ?? ''}`;
  const differs = tracked !== null && state !== null && tracked.sender.toldFrom !== from;
  useEffect(() => {
    if (!differs) told.current = '';
    if (!differs || told.current === change) return;
    told.current = change;
    tell.current(from);
  }, [differs, change, from, tell]);
};
