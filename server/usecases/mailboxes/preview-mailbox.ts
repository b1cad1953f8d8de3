import type { MailboxPreviewBody } from '#shared/contracts/mailboxes.ts';
import type { OrganizationSettings, UserSettings } from '#shared/contracts/settings.ts';
import { fromWire, type Instant } from '#shared/model/instant.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { Actor } from '../../domain/actor.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { FetchedMessage } from '../../ports/mail-source.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { oversize } from '../promotion/outcomes.ts';
import type { ForeseenMail } from '../check-message.ts';
import type { TriedSettings } from '../receive/judge-mail.ts';
import type { ReceivedMail } from '../receive/received-mail.ts';
import { Refusal } from '../refusal.ts';
import { checkCeiling, personalChanges, routerChanges } from '../settings/router-settings.ts';
import { getMailbox, getOwnMailbox } from './get-mailbox.ts';
import type { MailboxNeeds } from './mailbox-needs.ts';
import { readMails } from './read-mails.ts';
import { sourceProfile } from './source-profile.ts';

const dayMs = 86_400_000;

/** The days that were named, else the last ones. */
const rangeOf = ({ since, until, days }: MailboxPreviewBody, now: Instant) => ({
  from: since === undefined ? ((now - days * dayMs) as Instant) : fromWire(since),
  until: until === undefined ? null : fromWire(until),
});

export interface PreviewNeeds extends Pick<MailboxNeeds, 'store' | 'clock' | 'secretBox' | 'mailSources'> {
  readonly foreseeMessage: (mail: ReceivedMail, tried: TriedSettings | null) => Promise<ForeseenMail>;
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
  readonly tried: TriedSettings;
  /** Who wrote what is for the owner of a mailbox alone; what is nobody's is its administrators'. */
  readonly tells: boolean;
}

/** Only what was named. */
const named = <Settings extends object>(changes: {
  readonly [Key in keyof Settings]?: Settings[Key] | undefined;
}): Partial<Settings> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<Settings>;

/** Settings of the organization that an administrator tries. */
const triedOfOrganization = ({ role }: Actor, { organization }: MailboxPreviewBody): TriedSettings['organization'] => {
  if (organization === undefined) return {};
  if (role !== 'administrator')
    throw new Refusal('not_permitted', 'Other settings of the organization are tried by its administrators alone.');
  const changes = named<OrganizationSettings>(organization);
  return { ...changes, ...routerChanges(changes) };
};

const triedOfOwner = async (
  read: StoreRead,
  actor: Actor,
  body: MailboxPreviewBody,
  isOwn: boolean,
): Promise<TriedSettings['user']> => {
  const changes = named<UserSettings>({
    acceptance: body.acceptance,
    exclusions: body.exclusions,
    rules: body.rules,
  });
  if (Object.keys(changes).length === 0) return null;
  if (!isOwn)
    throw new Refusal('not_permitted', 'Other settings are tried by the owner of a mailbox alone, in their own.');
  const settings = { ...changes, ...(await personalChanges(read, actor, changes)) };
  return { id: actor.userId, settings };
};

const ask = async (read: StoreRead, actor: Actor, mailboxId: string, body: MailboxPreviewBody): Promise<Asked> => {
  const mailbox =
    actor.role === 'administrator'
      ? await getMailbox(read, mailboxId)
      : await getOwnMailbox(read, actor.userId, mailboxId);
  const { owner } = mailbox;
  const isOwn = owner.kind === 'user' && owner.id === actor.userId;
  const organization = triedOfOrganization(actor, body);
  const settings = { ...(await read.organization.settings()), ...organization };
  checkCeiling(body.acceptance, settings.acceptanceCeiling);
  return {
    mailbox,
    maxBytes: settings.messageLimitBytes,
    tried: { user: await triedOfOwner(read, actor, body, isOwn), organization },
    tells: isOwn || owner.kind !== 'user',
  };
};

const judge = async (
  needs: PreviewNeeds,
  organizationId: string,
  { mailbox, tried, tells }: Asked,
  mail: FetchedMessage,
): Promise<PreviewedMail> => {
  const { bytes, arrivedAt: at, folder, categories } = mail;
  if (bytes === null) return { at, outcome: oversize(), promote: false, trackedFor: [], sender: null, subject: null };
  const { address, wrapping } = mailbox;
  const foundAt = address === '' ? null : address;
  const received = { organizationId, bytes, foundAt, envelopeTo: [], wrapping, folder, categories };
  const { receipt, trackedFor, sender, subject } = await needs.foreseeMessage(received, tried);
  const told = tells ? { sender, subject } : { sender: null, subject: null };
  return { at, outcome: receipt.outcome, promote: receipt.promote, trackedFor, ...told };
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
    const range = rangeOf(body, needs.clock.now());
    const items: PreviewedMail[] = [];
    try {
      await using source = needs.mailSources.open(sourceProfile(needs, organizationId, asked.mailbox));
      const next = await readMails(source, { ...range, limit: body.limit, maxBytes: asked.maxBytes }, async (mail) => {
        items.push(await judge(needs, organizationId, asked, mail));
      });
      return { items, more: next !== null };
    } catch (error) {
      if (error instanceof PermanentFailure) throw new Refusal('mailbox_not_ready', error.message);
      throw error;
    }
  };
