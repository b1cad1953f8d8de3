import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { checkRegarding } from '../promotion/check-regarding.ts';
import { promotedByHand } from '../promotion/outcomes.ts';
import { checkAttachment } from './check-attachment.ts';
import { byHand, type EmailOrigin, type EmailWish, type FileToAttach } from './email-wish.ts';
import { type Idempotency, transactOnce, UsedMeanwhile } from './once.ts';
import { answeredMail, prepareDraft, type PreparedDraft } from './prepare-draft.ts';

export interface WriteNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
}

interface NewEmail {
  readonly wish: EmailWish;
  readonly attachments: readonly FileToAttach[];
  readonly idempotency: Idempotency | null;
  readonly origin?: EmailOrigin;
}

const visibilityFor = async (
  tx: StoreWrite,
  principalId: string,
  wish: EmailWish,
  settings: OrganizationSettings,
): Promise<Visibility> => {
  if (wish.visibility !== null) return wish.visibility;
  const own = (await tx.organization.userSettings(principalId))?.defaultVisibility ?? 'organizationDefault';
  return own === 'organizationDefault' ? settings.defaultVisibility : own;
};

const regardingFor = async (tx: StoreWrite, actor: Actor, wish: EmailWish): Promise<readonly RecordRef[]> => {
  if (wish.regarding === null) return (await answeredMail(tx, actor, wish.inReplyTo))?.regarding ?? [];
  await checkRegarding(tx, actor, wish.regarding);
  return wish.regarding;
};

/** A queue has no eyes: its mail is tracked by whoever wrote it. */
const promoterOf = (actor: Actor, { principal }: PreparedDraft): string =>
  principal.type === 'user' ? principal.id : actor.userId;

const whyOf = (actor: Actor, { sender }: PreparedDraft): string =>
  sender.id === actor.userId ? `Written here by ${actor.name}.` : `Written here by ${actor.name} for ${sender.name}.`;

const addPromotion = async (
  needs: WriteNeeds,
  tx: StoreWrite,
  actor: Actor,
  added: { readonly emailId: string; readonly draft: PreparedDraft; readonly wish: EmailWish },
): Promise<void> => {
  const { emailId, draft, wish } = added;
  const userId = promoterOf(actor, draft);
  await tx.promotions.add(
    {
      id: needs.ids.next(),
      activityId: emailId,
      userId,
      actorId: actor.userId,
      method: 'written',
      visibility: await visibilityFor(tx, userId, wish, await tx.organization.settings()),
      outcomeCode: promotedByHand('').code,
      regarding: (await regardingFor(tx, actor, wish)).map(({ type, id }) => ({ type, id })),
      offeredRegarding: [],
      why: whyOf(actor, draft),
    },
    needs.clock.now(),
  );
};

/** POST /emails: a draft, visible on timelines from its first word (S1). Gives its id, which is that of its activity. */
export const writeEmail =
  (needs: WriteNeeds) =>
  (actor: Actor, { wish, attachments, idempotency, origin = byHand }: NewEmail): Promise<string> => {
    const at = needs.clock.now();
    return transactOnce(needs.store, { actor, idempotency, at }, async (tx) => {
      const settings = await tx.organization.settings();
      attachments.forEach((file, index) => checkAttachment(file, settings, `attachments[${index}]`));
      const emailId = needs.ids.next();
      const draft = await prepareDraft(tx, actor, wish, emailId);
      const added = await tx.outbox.addDraft(
        {
          ...draft,
          id: emailId,
          authorId: actor.userId,
          ownerId: promoterOf(actor, draft),
          lane: origin.lane,
          listUnsubscribe: origin.listUnsubscribe,
          autoSubmitted: origin.autoSubmitted,
          onceKey: origin.onceKey,
          attachments: attachments.map((file, index) => ({
            ...file,
            n: index + 1,
            sha256: needs.digests.sha256(file.bytes),
          })),
        },
        at,
      );
      if (!added) throw new UsedMeanwhile();
      await addPromotion(needs, tx, actor, { emailId, draft, wish });
      await tx.journal.append([
        {
          kind: 'email.written',
          subjectId: emailId,
          at,
          actorId: actor.userId,
          principalId: draft.principal.id,
          reason: origin.lane,
        },
      ]);
      return emailId;
    });
  };
