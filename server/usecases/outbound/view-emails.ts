import type { OutboundAction, OutboundStatus } from '#shared/model/outbound-email.ts';
import type { ActivityDetailView, ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import { mayTryAgain } from '../../domain/outbound/sent-copy.ts';
import { actionsOf } from '../../domain/outbound/status.ts';
import type { BounceReport, SendingPause } from '../../ports/outbox-store.ts';
import type { StoredAttempt, StoredOutbound } from '../../ports/stored-outbound.ts';
import type { StoredSentCopy } from '../../ports/sent-copy-store.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { senderPauseId } from './claim-round.ts';
import { mayAct, seenEmail } from './own-email.ts';

interface Person {
  readonly id: string;
  readonly name: string;
}

/** A mail as one reader may see it: recipients in Bcc only where the activity shows them (S17). */
export interface EmailView {
  readonly email: StoredOutbound;
  readonly activity: ActivityView;
  readonly status: OutboundStatus;
  readonly author: Person;
  readonly principal: Person;
  readonly pause: SendingPause | null;
  readonly actions: readonly OutboundAction[];
}

export interface EmailDetailView extends EmailView {
  readonly detail: ActivityDetailView;
  readonly history: readonly StoredAttempt[];
  readonly reports: readonly BounceReport[];
  /** Null: none is owed. */
  readonly sentCopy: StoredSentCopy | null;
}

const known = new Set<string>(['draft', 'pendingSend', 'sending', 'sent', 'failed', 'canceled']);

const statusOf = (activity: ActivityView): OutboundStatus => {
  if (!known.has(activity.status)) throw new Error(`a mail of ours is ${activity.status}`);
  return activity.status as OutboundStatus;
};

const pauseOf = (email: StoredOutbound, pauses: readonly SendingPause[]): SendingPause | null => {
  const waits = email.recipients.some(({ state }) => state === 'queued' || state === 'deferred');
  if (email.submittedAt === null || !waits) return null;
  const ids = [email.profileId, senderPauseId(email.principal.id)];
  return pauses.find(({ profileId }) => ids.includes(profileId)) ?? null;
};

const visibleOnes = (email: StoredOutbound, activity: ActivityView): StoredOutbound => {
  const seesBcc = activity.parties.some(({ role }) => role === 'bcc');
  return seesBcc ? email : { ...email, recipients: email.recipients.filter(({ role }) => role !== 'bcc') };
};

const viewsOf = async (
  read: StoreRead,
  actor: Actor,
  found: readonly { readonly email: StoredOutbound; readonly activity: ActivityView }[],
): Promise<EmailView[]> => {
  const people = [...new Set(found.flatMap(({ email }) => [email.authorId, email.principal.id]))];
  const names = new Map((await read.records.findMany(actor.userId, people)).map(({ id, name }) => [id, name]));
  const person = (id: string): Person => ({ id, name: names.get(id) ?? '' });
  const pauses = await read.outbox.pauses();
  const views: EmailView[] = [];
  for (const { email, activity } of found) {
    const status = statusOf(activity);
    const states = email.recipients.map(({ state }) => state);
    views.push({
      email: visibleOnes(email, activity),
      activity,
      status,
      author: person(email.authorId),
      principal: person(email.principal.id),
      pause: pauseOf(email, pauses),
      actions: (await mayAct(read, actor, email)) ? actionsOf(status, states) : [],
    });
  }
  return views;
};

/** One mail with its text and attempts. Refuses `email_not_found`. */
export const viewEmail =
  ({ store }: { readonly store: Store }) =>
  (actor: Actor, emailId: string): Promise<EmailDetailView> =>
    store.read(actor.organizationId, async (read) => {
      const [view] = await viewsOf(read, actor, [await seenEmail(read, actor, emailId)]);
      const detail = await read.activities.findDetail(actor.userId, emailId);
      if (view === undefined || detail === null)
        throw new Refusal('email_not_found', 'There is no mail with this id that you may see.');
      const visible = new Set(view.email.recipients.map(({ address }) => address));
      const history = (await read.outbox.history(emailId)).map((attempt) => ({
        ...attempt,
        results: attempt.results.filter(({ address }) => visible.has(address)),
      }));
      const reports = (await read.outbox.bounceReports(emailId)).filter(({ address }) => visible.has(address));
      const sentCopy = await read.sentCopies.find(emailId);
      const states = view.email.recipients.map(({ state }) => state);
      const again = sentCopy !== null && mayTryAgain(sentCopy, states) && (await mayAct(read, actor, view.email));
      const actions = [...view.actions, ...(again ? (['keepCopy'] as const) : [])];
      return { ...view, actions, detail, history, reports, sentCopy };
    });

/** Mail that the actor wrote or that is theirs to send, newest first; `next` is where the following page begins. */
export const viewEmails =
  ({ store }: { readonly store: Store }) =>
  (
    actor: Actor,
    page: Parameters<StoreRead['outbox']['listOf']>[1],
  ): Promise<{ readonly views: EmailView[]; readonly next: string | null }> =>
    store.read(actor.organizationId, async (read) => {
      const found = await read.outbox.listOf(actor.userId, { ...page, limit: page.limit + 1 });
      const ids = found.slice(0, page.limit);
      const emails = new Map((await read.outbox.findMany(ids)).map((email) => [email.id, email]));
      const activities = new Map((await read.activities.findMany(actor.userId, ids)).map((view) => [view.id, view]));
      const seen = ids.flatMap((id) => {
        const email = emails.get(id);
        const activity = activities.get(id);
        return email === undefined || activity === undefined ? [] : [{ email, activity }];
      });
      return { views: await viewsOf(read, actor, seen), next: found.length > page.limit ? (ids.at(-1) ?? null) : null };
    });
