import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredOutbound } from '../../ports/stored-outbound.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

const absent = () => new Refusal('email_not_found', 'There is no mail with this id that you may see.');

/** The mail and its activity, as the actor may see them. */
export const seenEmail = async (
  read: StoreRead,
  actor: Actor,
  emailId: string,
): Promise<{ readonly email: StoredOutbound; readonly activity: ActivityView }> => {
  const activity = await read.activities.find(actor.userId, emailId);
  const email = activity === null ? null : await read.outbox.find(emailId);
  if (activity === null || email === null) throw absent();
  return { email, activity };
};

/** S17: whoever wrote it, in whose name it leaves, and who may send for them. */
export const mayAct = async (read: StoreRead, actor: Actor, email: StoredOutbound): Promise<boolean> =>
  email.authorId === actor.userId ||
  email.principal.id === actor.userId ||
  (await read.outbox.grantsTo(actor.userId)).some(({ id }) => id === email.principal.id);

/** The mail, kept from other writers until the transaction ends, for somebody who may act on it. */
export const heldEmail = async (
  tx: StoreWrite,
  actor: Actor,
  emailId: string,
): Promise<{ readonly email: StoredOutbound; readonly activity: ActivityView }> => {
  await seenEmail(tx, actor, emailId);
  const email = await tx.outbox.hold(emailId);
  // Read again: what was seen before the lock may have changed meanwhile.
  const activity = await tx.activities.find(actor.userId, emailId);
  if (email === null || activity === null) throw absent();
  if (!(await mayAct(tx, actor, email)))
    throw new Refusal('not_permitted', 'Only who wrote this mail, or who may send for its sender, may do this.');
  return { email, activity };
};

export const isDraft = (email: StoredOutbound): boolean => email.submittedAt === null;

/** Only what was not handed over can be changed (S1). */
export const expectDraft = (email: StoredOutbound): void => {
  if (!isDraft(email))
    throw new Refusal(
      'conflict',
      'This mail was handed over for sending already; cancel it first, or write a new one.',
    );
};
