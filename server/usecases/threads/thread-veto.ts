import type { Actor } from '../../domain/actor.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import type { ThreadVeto } from '../../ports/thread-store.ts';
import { Refusal } from '../refusal.ts';

export interface VetoNeeds {
  readonly store: Store;
  readonly clock: Clock;
}

export interface VetoState {
  readonly threadId: string;
  readonly everyone: ThreadVeto | null;
  readonly own: ThreadVeto | null;
  /** C6: the thread's owner and administrators speak for everyone, others for their own mailbox. */
  readonly reach: 'everyone' | 'own';
}

const stateOf = async (read: StoreRead, actor: Actor, threadId: string): Promise<VetoState> => {
  const thread = await read.threads.find(actor.userId, threadId);
  if (thread === null) throw new Refusal('not_found', 'There is no thread with this id that you may see.');
  const { everyone, own, ownerId } = thread;
  const reach = actor.role === 'administrator' || ownerId === actor.userId ? 'everyone' : 'own';
  return { threadId, everyone, own, reach };
};

export const findThreadVeto =
  ({ store }: Pick<VetoNeeds, 'store'>) =>
  (actor: Actor, threadId: string): Promise<VetoState> =>
    store.read(actor.organizationId, (read) => stateOf(read, actor, threadId));

/** The thread of a mail that need not be tracked, by its Message-ID and those it answers, nearest first; null: unknown. */
export const findThread =
  ({ store }: Pick<VetoNeeds, 'store'>) =>
  (actor: Actor, internetMessageIds: readonly string[]): Promise<VetoState | null> =>
    store.read(actor.organizationId, async (read) => {
      const keys = internetMessageIds.map(messageIdKey).filter((key) => key !== null);
      const threadId = await read.threads.idOf(actor.userId, [...new Set(keys)]);
      return threadId === null ? null : stateOf(read, actor, threadId);
    });

/** C6: from now on no message of the thread is tracked by itself. What stands already stays as it is. */
export const vetoThread =
  ({ store, clock }: VetoNeeds) =>
  (actor: Actor, threadId: string): Promise<VetoState> =>
    store.transact(actor.organizationId, async (tx) => {
      const before = await stateOf(tx, actor, threadId);
      if (before[before.reach] !== null) return before;
      const at = clock.now();
      await tx.threads.veto(threadId, before.reach === 'everyone' ? null : actor.userId, { userId: actor.userId, at });
      await tx.journal.append([
        { kind: 'thread.vetoed', subjectId: threadId, at, actorId: actor.userId, reason: before.reach },
      ]);
      return stateOf(tx, actor, threadId);
    });

/** Takes back the actor's own veto and, where they speak for everyone, that for everyone. */
export const liftThreadVeto =
  ({ store, clock }: VetoNeeds) =>
  (actor: Actor, threadId: string): Promise<VetoState> =>
    store.transact(actor.organizationId, async (tx) => {
      const before = await stateOf(tx, actor, threadId);
      if (before.everyone === null && before.own === null) return before;
      if (before.own === null && before.reach === 'own')
        throw new Refusal('not_permitted', "Only the thread's owner or an administrator may lift a veto for everyone.");
      await tx.threads.lift(threadId, actor.userId);
      if (before.reach === 'everyone') await tx.threads.lift(threadId, null);
      await tx.journal.append([
        {
          kind: 'thread.vetoLifted',
          subjectId: threadId,
          at: clock.now(),
          actorId: actor.userId,
          reason: before.reach,
        },
      ]);
      return stateOf(tx, actor, threadId);
    });
