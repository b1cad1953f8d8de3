import { addressKey } from '#shared/model/address.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import { keepHold } from '../promotion/keep-hold.ts';
import { messageIdOfBytes } from '../promotion/message-id-of-bytes.ts';
import { heldUnproved, heldUnreadable, routed, unprovedNotKept, unreadableNotKept } from '../promotion/outcomes.ts';
import type { OpenedMail } from './open-mail.ts';
import { outcomeRow } from './outcome-row.ts';
import type { ReceivedMail, ReceiveReceipt } from './received-mail.ts';

export interface HoldNeeds {
  readonly ids: Ids;
  readonly digests: Digests;
  readonly mark: (text: string) => string;
}

/** A mail that cannot be judged. */
export type Unjudged = Exclude<OpenedMail, { kind: 'opened' }>;

/** What is kept of how a mail came, so that it can come the same way again. */
export const receivedAgain = ({ foundAt, envelopeTo, wrapping, folder, categories }: ReceivedMail) => ({
  way: 'router' as const,
  foundAt,
  envelopeTo,
  wrapping,
  folder,
  categories,
});

/**
 * Whether somebody may still want it: a user or queue whose mail it is takes mail at all (A14). What was forwarded to the
 * forward mailbox of all is wanted by somebody, even where nothing says by whom: its source is purged (A22).
 */
const interested = async (
  read: StoreRead,
  addresses: readonly string[],
  { wrapping }: ReceivedMail,
): Promise<{ readonly userId: string | null; readonly wanted: boolean }> => {
  const keys = addresses.map((address) => addressKey(address)).filter((key): key is AddressKey => key !== null);
  const { owners } = await read.routing.matching({ readerId: null, addresses: keys, looseAddresses: [] });
  const ours = owners.filter(({ record, active }) => active && ['user', 'queue'].includes(record.type));
  const options = await Promise.all(
    ours.map(async ({ record }) =>
      record.type === 'queue'
        ? (await read.queues.settings(record.id)).acceptance
        : ((await read.organization.userSettings(record.id))?.acceptance ?? 'none'),
    ),
  );
  return {
    userId: ours.find(({ record }) => record.type === 'user')?.record.id ?? null,
    wanted: options.some((option) => option !== 'none') || (ours.length === 0 && wrapping === 'forwarded'),
  };
};

const outcomeOf = (unjudged: Unjudged, settings: OrganizationSettings, wanted: boolean): Outcome => {
  if (!settings.trackEmail) return routed('noRecipientMatch', 'skip', 'mail is not tracked in this organization');
  if (!wanted) return routed('noRecipientMatch', 'skip', 'nobody it was sent to takes mail by itself');
  if (unjudged.kind === 'unproved')
    return settings.headerOnly ? unprovedNotKept(unjudged.because) : heldUnproved(unjudged.because);
  return settings.headerOnly ? unreadableNotKept() : heldUnreadable(unjudged.because);
};

/** Why it is held, as it is stored: a stable word and what explains it. */
const causeOf = (unjudged: Unjudged): { readonly reason: string; readonly detail: string } =>
  unjudged.kind === 'unproved'
    ? { reason: 'unproved', detail: unjudged.because }
    : { reason: unjudged.because, detail: unjudged.detail };

/** Whose it is: the forwarder's, else of whoever has the mailbox or stands in the envelope. */
const reachedBy = (mail: ReceivedMail, unjudged: Unjudged): readonly string[] => {
  const forwarder = unjudged.kind === 'unproved' ? unjudged.forwarder : null;
  return [forwarder, mail.foundAt, ...mail.envelopeTo].filter((address) => address !== null);
};

interface Told {
  readonly settings: OrganizationSettings;
  readonly outcome: Outcome;
  readonly userId: string | null;
  readonly isHeld: boolean;
  readonly messageId: ReturnType<typeof messageIdOfBytes>;
}

const write = async (
  needs: HoldNeeds,
  tx: StoreWrite,
  { mail, unjudged, at }: { readonly mail: ReceivedMail; readonly unjudged: Unjudged; readonly at: Instant },
  { settings, outcome, userId, isHeld, messageId }: Told,
): Promise<string | null> => {
  const cause = causeOf(unjudged);
  const kept = isHeld
    ? await keepHold(needs, tx, {
        ...cause,
        userId,
        actorId: null,
        outcome,
        messageId,
        bytes: mail.bytes,
        mailbox: mail.foundAt,
        request: receivedAgain(mail),
        at,
      })
    : null;
  const holdId = kept?.holdId ?? null;
  const { mark } = needs;
  const { foundAt } = mail;
  const evidence = { because: cause.reason };
  const line = { id: needs.ids.next(), outcome, message: null, foundAt, settings, userId, holdId, evidence, mark, at };
  await tx.promotions.addOutcome(outcomeRow({ ...line, activityId: null }));
  return holdId;
};

/** A4 106 and 109, A11, A14: kept with its bytes where it may still be wanted; `write` null only tells what would be. */
export const holdReceived = async (
  needs: HoldNeeds,
  handle: { readonly read: StoreRead; readonly write: StoreWrite | null },
  given: { readonly mail: ReceivedMail; readonly unjudged: Unjudged; readonly at: Instant },
): Promise<ReceiveReceipt> => {
  const { mail, unjudged } = given;
  const settings = await handle.read.organization.settings();
  const { userId, wanted: isWanted } = await interested(handle.read, reachedBy(mail, unjudged), mail);
  const wanted = isWanted || mail.ownerUnknown === true;
  const outcome = outcomeOf(unjudged, settings, wanted);
  const messageId = messageIdOfBytes(mail.bytes);
  const isHeld = wanted && settings.trackEmail && !settings.headerOnly;
  const told = { settings, outcome, userId, isHeld, messageId };
  const holdId = handle.write === null ? null : await write(needs, handle.write, given, told);
  const internetMessageId = messageId?.text ?? null;
  return { promote: false, outcome, internetMessageId, activityId: null, created: false, holdId };
};
