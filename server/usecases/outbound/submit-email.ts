import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Instant } from '#shared/model/instant.ts';
import { addressKey } from '#shared/model/address.ts';
import { identityMaterial } from '../../domain/activity/identity.ts';
import type { ActivityDetailView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import { newMessageId } from '../../domain/outbound/thread-headers.ts';
import { subjectWithToken } from '../../domain/tokens/subject-with-token.ts';
import { classicFormats } from '../../domain/tokens/token-formats.ts';
import type { Clock } from '../../ports/clock.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { Composition, MessageComposer } from '../../ports/message-composer.ts';
import type { StoredOutbound, Submission } from '../../ports/stored-outbound.ts';
import type { ReturnPaths } from '../../ports/return-paths.ts';
import type { SendingProfiles } from '../../ports/sending-profiles.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';
import type { WakeUp } from '../../ports/wake-up.ts';
import { Refusal } from '../refusal.ts';
import { subjectWordsKey } from '../promotion/thread-question.ts';
import { mintToken } from '../tokens/mint-token.ts';
import { allowedPrincipals } from './allowed-principals.ts';
import { checkRecipients } from './check-recipients.ts';
import { composeEmail } from './compose-email.ts';
import { type Idempotency, transactOnce } from './once.ts';
import { expectDraft, heldEmail, seenEmail } from './own-email.ts';
import { answeredMail } from './prepare-draft.ts';

export interface SubmitNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly signer: TokenSigner;
  readonly composer: MessageComposer;
  readonly profiles: SendingProfiles;
  readonly returnPaths: ReturnPaths;
  readonly wakeUp: WakeUp;
}

export const deliveryJob = 'deliver-outbound';

/** S17: what was allowed when the draft was written may have been taken back since. */
const checkSender = async (tx: StoreWrite, actor: Actor, email: StoredOutbound): Promise<void> => {
  const principal = (await allowedPrincipals(tx, actor)).find(({ id }) => id === email.principal.id);
  const own = principal?.addresses.some((address) => addressKey(address) === addressKey(email.from.address));
  if (own !== true)
    throw new Refusal('not_permitted', 'from: you may not send from this address any more; choose another one.');
};

/** The Date field has no fraction of a second, and neither has the identity made of it. */
const dateOf = (now: Instant, sendAt: Instant | null): Instant =>
  (Math.floor(Math.max(now, sendAt ?? 0) / 1_000) * 1_000) as Instant;

const identityOf = (digests: Digests, email: StoredOutbound, mail: { messageId: string; date: Instant }): string =>
  digests.sha256(identityMaterial({ ...mail, from: [email.from], subject: '', text: '' }).material);

interface Submitting {
  readonly email: StoredOutbound;
  readonly detail: ActivityDetailView;
  readonly settings: OrganizationSettings;
  readonly now: Instant;
}

/** T7: no token setting stops a mail; without a token the subject leaves as it was written. */
const subjectOf = async (needs: SubmitNeeds, tx: StoreWrite, { email, detail, settings, now }: Submitting) => {
  const token = await mintToken(needs, tx, { settings, userId: email.authorId, activityId: email.id, at: now });
  if (token === null) return { subjectSent: detail.subject, token: null };
  return {
    subjectSent: subjectWithToken(detail.subject, token.text, classicFormats(settings)),
    token: token.text,
  };
};

const composed = async (work: () => Promise<Composition>): Promise<Composition> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PermanentFailure) || error.code !== 'invalid_message') throw error;
    const field = String(error.fields['field'] ?? 'message');
    throw new Refusal('email_not_sendable', `${field}: ${error.message}`, {
      issues: [{ field, message: error.message }],
    });
  }
};

const submissionOf = async (
  needs: SubmitNeeds,
  tx: StoreWrite,
  actor: Actor,
  submitting: Submitting,
): Promise<Omit<Submission, 'profileId' | 'sandbox' | 'returnPath'>> => {
  const { email, detail, settings, now } = submitting;
  const date = dateOf(now, email.sendAt);
  const messageId = newMessageId(needs.ids.next(), email.from.address);
  const subject = await subjectOf(needs, tx, submitting);
  const parent = await answeredMail(tx, actor, email.inReplyTo);
  const { bytes, text } = await composed(() =>
    composeEmail(needs, tx, { email, detail, parent, messageId, subject: subject.subjectSent, date }),
  );
  if (bytes.byteLength > settings.messageLimitBytes)
    throw new Refusal('message_too_large', 'The mail with its attachments is over the limit of the organization.');
  return {
    ...subject,
    identity: identityOf(needs.digests, email, { messageId, date }),
    messageId,
    messageIdKey: messageIdKey(messageId),
    subjectWordsKey: subjectWordsKey(needs, detail.subject, settings),
    date,
    dueAt: Math.max(now, email.sendAt ?? 0) as Instant,
    bytes,
    sha256: needs.digests.sha256(bytes),
    text,
  };
};

/**
 * POST /emails/{id}/send: from here the content stays as it is. Who may send, to whom, and through which server is
 * checked; Message-ID, token and bytes are made once (S8, S10, S17); the recipients wait from now or from `sendAt` on.
 */
export const submitEmail =
  (needs: SubmitNeeds) =>
  async (actor: Actor, emailId: string, idempotency: Idempotency | null = null): Promise<void> => {
    const { organizationId } = actor;
    const { email: seen } = await needs.store.read(organizationId, (read) => seenEmail(read, actor, emailId));
    const profile = await needs.profiles.choose(organizationId, seen.principal);
    const returnPath = await needs.returnPaths.of(organizationId, emailId);
    const once = { actor, idempotency, at: needs.clock.now() };
    await transactOnce(needs.store, once, async (tx) => {
      const { email, activity } = await heldEmail(tx, actor, emailId);
      expectDraft(email);
      if (profile.kind === 'notReady') throw new Refusal('mailbox_not_ready', profile.missing);
      await checkSender(tx, actor, email);
      const settings = await tx.organization.settings();
      await checkRecipients(tx, { email, activity }, settings);
      const detail = await tx.activities.findDetail(actor.userId, emailId);
      if (detail === null) throw new Refusal('email_not_found', 'There is no mail with this id that you may see.');
      const now = await tx.outbox.now();
      const submission = await submissionOf(needs, tx, actor, { email, detail, settings, now });
      await tx.outbox.submit(
        emailId,
        { ...submission, returnPath, profileId: profile.id, sandbox: profile.sandbox },
        now,
      );
      await tx.journal.append([
        {
          kind: 'email.queued',
          subjectId: emailId,
          at: now,
          actorId: actor.userId,
          principalId: email.principal.id,
          reason: email.sendAt === null ? 'now' : 'later',
          after: { recipients: email.recipients.length, sha256: submission.sha256 },
        },
      ]);
      return emailId;
    });
    needs.wakeUp(deliveryJob);
  };
