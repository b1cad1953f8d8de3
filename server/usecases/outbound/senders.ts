import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

interface Needs {
  readonly store: Store;
  readonly clock: Clock;
}

interface PrincipalRef {
  readonly type: 'user' | 'queue';
  readonly id: string;
}

/** Who may say who sends for it: the user alone for themselves; the owner or an administrator for a queue. */
const checkOwner = async (read: StoreRead, actor: Actor, principal: PrincipalRef): Promise<void> => {
  const record = await read.records.find(actor.userId, principal);
  if (record === null)
    throw new Refusal('record_not_found', `There is no ${principal.type} with this id that you may read.`);
  const own =
    principal.type === 'user'
      ? principal.id === actor.userId
      : record.owner?.id === actor.userId || actor.role === 'administrator';
  if (!own)
    throw new Refusal(
      'not_permitted',
      principal.type === 'user'
        ? 'Only the user can let others send in their name.'
        : 'Only the owner of the queue or an administrator can let others send for it.',
    );
};

const checkUser = async (read: StoreRead, userId: string): Promise<void> => {
  const user = await read.users.find(userId);
  if (user?.active !== true) throw new Refusal('user_not_found', 'The organization has no active user with this id.');
};

/** Who may send for this user or queue, and sees its Bcc recipients (S17). */
export const listSenders =
  ({ store }: Needs) =>
  (actor: Actor, principal: PrincipalRef): Promise<NamedRecordRef[]> =>
    store.read(actor.organizationId, async (read) => {
      await checkOwner(read, actor, principal);
      const ids = await read.outbox.sendersOf(principal.id);
      return read.records.names(
        actor.userId,
        ids.map((id) => ({ type: 'user', id })),
      );
    });

/** Gives or takes the permission; saying it twice is saying it once. */
export const permitSender =
  ({ store, clock }: Needs) =>
  (
    actor: Actor,
    principal: PrincipalRef,
    { userId, allowed }: { readonly userId: string; readonly allowed: boolean },
  ): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      await checkOwner(tx, actor, principal);
      await checkUser(tx, userId);
      const at = clock.now();
      if (allowed) await tx.outbox.allow({ principal, userId, by: actor.userId, at });
      else await tx.outbox.forbid(principal.id, userId);
      const kind: JournalEntry['kind'] = allowed ? 'sending.allowed' : 'sending.forbidden';
      await tx.journal.append([
        { kind, subjectId: principal.id, at, actorId: actor.userId, reason: 'byHand', after: { userId } },
      ]);
    });
