import type { MailboxPreviewBody } from '#shared/contracts/mailboxes.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { Actor } from '../../domain/actor.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { FetchedMessage, MailSource } from '../../ports/mail-source.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { oversize } from '../promotion/outcomes.ts';
import type { ForeseenMail } from '../check-message.ts';
import type { OtherChoices } from '../receive/judge-mail.ts';
import type { ReceivedMail } from '../receive/received-mail.ts';
import { Refusal } from '../refusal.ts';
import { checkCeiling, personalChanges } from '../settings/router-settings.ts';
import { getMailbox, getOwnMailbox } from './get-mailbox.ts';
import type { MailboxNeeds } from './mailbox-needs.ts';
import { sourceProfile } from './source-profile.ts';

const dayMs = 86_400_000;
const withinMs = 60_000;

export interface PreviewNeeds extends Pick<MailboxNeeds, 'store' | 'clock' | 'secretBox' | 'mailSources'> {
  readonly foreseeMessage: (mail: ReceivedMail, choices: OtherChoices | null) => Promise<ForeseenMail>;
}

export interface PreviewedMail {
  readonly at: Instant | null;
  readonly outcome: Outcome;
  readonly promote: boolean;
  readonly trackedFor: readonly string[];
  /** Null: not for the eyes of whoever asks (A4). */
  readonly sender: string | null;
  readonly subject: string | null;
}

export interface MailboxPreview {
  readonly items: readonly PreviewedMail[];
  readonly more: boolean;
}

interface Asked {
  readonly mailbox: StoredMailbox;
  readonly maxBytes: number;
  readonly choices: OtherChoices | null;
  /** Who wrote what is for the owner of a mailbox alone; what is nobody's is its administrators'. */
  readonly tells: boolean;
}

const ask = async (read: StoreRead, actor: Actor, mailboxId: string, body: MailboxPreviewBody): Promise<Asked> => {
  const mailbox =
    actor.role === 'administrator'
      ? await getMailbox(read, mailboxId)
      : await getOwnMailbox(read, actor.userId, mailboxId);
  const { messageLimitBytes: maxBytes, acceptanceCeiling } = await read.organization.settings();
  const { acceptance, exclusions, rules } = body;
  checkCeiling(acceptance, acceptanceCeiling);
  const { owner } = mailbox;
  const isOwn = owner.kind === 'user' && owner.id === actor.userId;
  const changed = acceptance !== undefined || exclusions !== undefined || rules !== undefined;
  if (changed && !isOwn)
    throw new Refusal('not_permitted', 'Other settings are tried by the owner of a mailbox alone, in their own.');
  const personal = await personalChanges(read, actor, {
    ...(exclusions === undefined ? {} : { exclusions }),
    ...(rules === undefined ? {} : { rules }),
  });
  const settings = { ...(acceptance === undefined ? {} : { acceptance }), ...personal };
  return {
    mailbox,
    maxBytes,
    choices: changed ? { userId: actor.userId, settings } : null,
    tells: isOwn || owner.kind !== 'user',
  };
};

const judge = async (
  needs: PreviewNeeds,
  organizationId: string,
  { mailbox, choices, tells }: Asked,
  mail: FetchedMessage,
): Promise<PreviewedMail> => {
  const { bytes, arrivedAt: at, folder, categories } = mail;
  if (bytes === null) return { at, outcome: oversize(), promote: false, trackedFor: [], sender: null, subject: null };
  const { address, wrapping } = mailbox;
  const foundAt = address === '' ? null : address;
  const received = { organizationId, bytes, foundAt, envelopeTo: [], wrapping, folder, categories };
  const { receipt, trackedFor, sender, subject } = await needs.foreseeMessage(received, choices);
  const told = tells ? { sender, subject } : { sender: null, subject: null };
  return { at, outcome: receipt.outcome, promote: receipt.promote, trackedFor, ...told };
};

const readAll = async (
  source: MailSource,
  asked: { readonly from: Instant; readonly limit: number; readonly maxBytes: number },
  take: (mail: FetchedMessage) => Promise<void>,
): Promise<boolean> => {
  const known = () => Promise.resolve(new Set<string>());
  const mails = source.fetch({ ...asked, cursor: null, known }, AbortSignal.timeout(withinMs));
  for (;;) {
    const step = await mails.next();
    if (step.done === true) return step.value.more;
    await take(step.value);
  }
};

/**
 * A10: what would become of the mail of the last days, by the settings that stand or by others that are tried; nothing is
 * written and nothing at the server changes. Mail that is tracked already is a duplicate. Refuses `mailbox_not_found`,
 * `not_permitted`, `mailbox_not_ready`; throws TemporaryFailure when the server does not answer.
 */
export const previewMailbox =
  (needs: PreviewNeeds) =>
  async (actor: Actor, mailboxId: string, body: MailboxPreviewBody): Promise<MailboxPreview> => {
    const { organizationId } = actor;
    const asked = await needs.store.read(organizationId, (read) => ask(read, actor, mailboxId, body));
    const from = (needs.clock.now() - body.days * dayMs) as Instant;
    const items: PreviewedMail[] = [];
    try {
      await using source = needs.mailSources.open(sourceProfile(needs, organizationId, asked.mailbox));
      const more = await readAll(source, { from, limit: body.limit, maxBytes: asked.maxBytes }, async (mail) => {
        items.push(await judge(needs, organizationId, asked, mail));
      });
      return { items, more };
    } catch (error) {
      if (error instanceof PermanentFailure) throw new Refusal('mailbox_not_ready', error.message);
      throw error;
    }
  };
