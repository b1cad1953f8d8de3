/** What somebody does with an item of a queue. */
export type QueueStep =
  | { readonly kind: 'pick' }
  | { readonly kind: 'release' }
  | { readonly kind: 'route'; readonly toQueue: string }
  | { readonly kind: 'resolve' };

export interface ItemPlace {
  readonly queueId: string;
  readonly state: 'waiting' | 'picked' | 'resolved';
  readonly workerId: string | null;
}

export type MovedItem =
  { readonly kind: 'moved'; readonly to: ItemPlace } | { readonly kind: 'refused'; readonly because: string };

const refused = (because: string): MovedItem => ({ kind: 'refused', because });
const moved = (to: ItemPlace): MovedItem => ({ kind: 'moved', to });

/**
 * A16: where an item goes by one step. What somebody works on is theirs: others, save an administrator, neither take it
 * nor move it on. What is resolved stays so.
 */
export const moveItem = (
  { queueId, state, workerId }: ItemPlace,
  step: QueueStep,
  { userId, isAdministrator }: { readonly userId: string; readonly isAdministrator: boolean },
): MovedItem => {
  if (state === 'resolved') return refused('This item is resolved already.');
  if (workerId !== null && workerId !== userId && (step.kind === 'pick' || !isAdministrator))
    return refused('Somebody else works on this item; they or an administrator can release it.');
  switch (step.kind) {
    case 'pick':
      return moved({ queueId, state: 'picked', workerId: userId });
    case 'release':
      return state === 'picked'
        ? moved({ queueId, state: 'waiting', workerId: null })
        : refused('Nobody works on this item: there is nothing to release.');
    case 'route':
      return step.toQueue === queueId
        ? refused('The item is in this queue already.')
        : moved({ queueId: step.toQueue, state: 'waiting', workerId: null });
    case 'resolve':
      return moved({ queueId, state: 'resolved', workerId });
  }
};

/** The steps that are open to somebody now. */
export const openSteps = (place: ItemPlace, who: Parameters<typeof moveItem>[2]): readonly QueueStep['kind'][] => {
  const steps: readonly QueueStep[] = [
    { kind: 'pick' },
    { kind: 'release' },
    { kind: 'route', toQueue: '' },
    { kind: 'resolve' },
  ];
  const isMine = place.workerId === who.userId;
  return steps
    .filter((step) => !(isMine && step.kind === 'pick') && moveItem(place, step, who).kind === 'moved')
    .map(({ kind }) => kind);
};
