import type { Actor } from '../actor.ts';

export type HoldAction = 'source' | 'retry' | 'discard';

/** Whose a held mail is, and how it came. */
export interface HeldFacts {
  /** Null: no person's; a queue's or a forward mailbox's. */
  readonly userId: string | null;
  /** A router found it; nobody tracked it by hand. */
  readonly cameByItself: boolean;
}

/**
 * A14: whoever a mail is held for does with it what they like, and what is no person's is the administrators'. These also
 * have another's mail judged anew, which shows them nothing of it; its content and its end stay with its owner.
 */
export const holdActions = (
  { userId, cameByItself }: HeldFacts,
  actor: Pick<Actor, 'userId' | 'role'>,
): readonly HoldAction[] => {
  const isAdministrator = actor.role === 'administrator';
  if (userId === actor.userId || (userId === null && isAdministrator)) return ['source', 'retry', 'discard'];
  return isAdministrator && cameByItself ? ['retry'] : [];
};
