import type { ForeseenPromotion, PromotionAnswer } from '#shared/contracts/promotions.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';

/** One mail that may be tracked with others, as far as it is known before anybody looked into it. */
export interface RunMail {
  /** Tells it from the others. */
  readonly key: string;
  readonly subject: string;
  /** With angle brackets, or null. */
  readonly messageId: string | null;
}

/** How far one mail has come. */
type RunStep =
  | { readonly kind: 'waiting' }
  /** It could not be looked into. */
  | { readonly kind: 'unread'; readonly error: unknown }
  | { readonly kind: 'foreseen' }
  | { readonly kind: 'done'; readonly answer: PromotionAnswer }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'undone' };

export interface RunItem {
  readonly mail: RunMail;
  readonly foreseen: ForeseenPromotion | null;
  readonly step: RunStep;
  readonly chosen: boolean;
}

/** What is being done with the whole; one progress for it. */
export interface RunProgress {
  readonly doing: 'looking' | 'tracking' | 'undoing';
  readonly done: number;
  readonly of: number;
}

export interface RunState {
  readonly items: readonly RunItem[];
  readonly progress: RunProgress | null;
  /** One regarding for all; null: each what its conversation regards. */
  readonly regarding: readonly NamedRecordRef[] | null;
  /** Why the last undo left something. */
  readonly undoError: unknown;
}

export type RunEvent =
  | { readonly kind: 'began'; readonly doing: RunProgress['doing']; readonly of: number }
  | { readonly kind: 'moved'; readonly key: string; readonly step: RunStep }
  | { readonly kind: 'foresaw'; readonly key: string; readonly foreseen: ForeseenPromotion }
  | { readonly kind: 'kept'; readonly error: unknown }
  | { readonly kind: 'ended' }
  | { readonly kind: 'chose'; readonly keys: readonly string[]; readonly chosen: boolean }
  | { readonly kind: 'regards'; readonly regarding: readonly NamedRecordRef[] | null };

/** The beginning; what was foreseen already needs no look. */
export const beginRun = (
  mails: readonly (RunMail & { readonly foreseen?: ForeseenPromotion | undefined })[],
): RunState => ({
  items: mails.map(({ foreseen = null, ...mail }) => ({
    mail,
    foreseen,
    step: { kind: foreseen === null ? 'waiting' : 'foreseen' },
    chosen: foreseen !== null && canBecome(foreseen),
  })),
  progress: null,
  regarding: null,
  undoError: null,
});

const canBecome = ({ becomes }: ForeseenPromotion): boolean => becomes === 'new' || becomes === 'joined';

/** Whether a person may have it tracked by the next start. */
export const isChoosable = ({ foreseen, step }: RunItem): boolean =>
  foreseen !== null && canBecome(foreseen) && step.kind !== 'done';

/** What is not known yet. */
export const toLookAt = ({ items }: RunState): readonly RunItem[] =>
  items.filter(({ step }) => step.kind === 'waiting' || step.kind === 'unread');

/** What the next start tracks. */
export const toTrack = ({ items }: RunState): readonly RunItem[] =>
  items.filter((item) => item.chosen && isChoosable(item));

/** The promotion that came into being by this run; null: none, or it stood before. */
export const madeBy = ({ step }: RunItem): { readonly id: string; readonly created: boolean } | null => {
  if (step.kind !== 'done') return null;
  const { promotion, created } = step.answer;
  return promotion === null || promotion.stood ? null : { id: promotion.id, created };
};

export const toUndo = ({ items }: RunState): readonly RunItem[] => items.filter((item) => madeBy(item) !== null);

const moved = (item: RunItem, step: RunStep): RunItem => ({
  ...item,
  step,
  // What was taken back is not tracked again by the next start unless it is chosen again.
  chosen: step.kind === 'undone' || step.kind === 'done' ? false : item.chosen,
});

const forward = (progress: RunProgress | null): RunProgress | null =>
  progress === null ? null : { ...progress, done: progress.done + 1 };

const changeItem = (state: RunState, key: string, change: (item: RunItem) => RunItem): RunState => ({
  ...state,
  items: state.items.map((item) => (item.mail.key === key ? change(item) : item)),
  progress: forward(state.progress),
});

/** What the state is after something happened. Pure. */
export const afterEvent = (state: RunState, event: RunEvent): RunState => {
  switch (event.kind) {
    case 'began':
      return { ...state, undoError: null, progress: { doing: event.doing, done: 0, of: event.of } };
    case 'moved':
      return changeItem(state, event.key, (item) => moved(item, event.step));
    case 'foresaw':
      return changeItem(state, event.key, (item) => ({
        ...item,
        foreseen: event.foreseen,
        step: { kind: 'foreseen' },
        chosen: canBecome(event.foreseen),
      }));
    case 'kept':
      return { ...state, undoError: event.error, progress: forward(state.progress) };
    case 'ended':
      return { ...state, progress: null };
    case 'chose':
      return {
        ...state,
        items: state.items.map((item) =>
          event.keys.includes(item.mail.key) && isChoosable(item) ? { ...item, chosen: event.chosen } : item,
        ),
      };
    case 'regards':
      return { ...state, regarding: event.regarding };
  }
};
