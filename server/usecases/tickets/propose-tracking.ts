import { addressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import { isReplySubject, sameSubject } from '../../domain/mail/subject.ts';
import type { StoreRead } from '../../ports/store.ts';

/** What a pane knows of a mail that is being written. */
export interface DraftAtHand {
  readonly inReplyTo: readonly string[];
  readonly subject: string;
  readonly addresses: readonly string[];
}

export interface Proposal {
  readonly answers: ActivityView;
  readonly because: 'inReplyTo' | 'subject';
}

/** Where a client does not say what is answered, so many people and their latest mails are looked at. */
const most = { people: 5, mails: 50, days: 90 } as const;

const isTracked = (view: ActivityView | null): view is ActivityView => view !== null && view.promotions.length > 0;

const byMessageId = async (read: StoreRead, actor: Actor, draft: DraftAtHand): Promise<ActivityView | null> => {
  for (const id of draft.inReplyTo) {
    const key = messageIdKey(id);
    const view = key === null ? null : await read.activities.findByMessageId(actor.userId, key);
    if (isTracked(view)) return view;
  }
  return null;
};

const bySubject = async (
  read: StoreRead,
  actor: Actor,
  draft: DraftAtHand,
  now: Instant,
): Promise<ActivityView | null> => {
  if (!isReplySubject(draft.subject)) return null;
  const since = (now - most.days * 86_400_000) as Instant;
  const keys = draft.addresses.slice(0, most.people).flatMap((address) => addressKey(address) ?? []);
  for (const key of keys) {
    const filter = { addressKey: key, kind: 'email', since };
    const mails = await read.activities.list(actor.userId, filter, { limit: most.mails, after: null });
    const found = mails.find((view) => isTracked(view) && sameSubject(view.subject, draft.subject));
    if (found !== undefined) return found;
  }
  return null;
};

/**
 * P7: the tracked mail that a draft answers: by the ids it answers, else, for a subject that begins as an answer does, the
 * latest of the same subject with one of the same people. It is proposed and shown before sending, never set unseen.
 */
export const proposeTracking = async (
  read: StoreRead,
  actor: Actor,
  draft: DraftAtHand,
  now: Instant,
): Promise<Proposal | null> => {
  const answered = await byMessageId(read, actor, draft);
  if (answered !== null) return { answers: answered, because: 'inReplyTo' };
  const alike = await bySubject(read, actor, draft, now);
  return alike === null ? null : { answers: alike, because: 'subject' };
};
