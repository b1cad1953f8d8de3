import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { ActivityParty } from '#shared/model/activity.ts';
import { addressKey, looseAddressKey, parseAddress, usesLooseKey } from '#shared/model/address.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import {
  type DraftRecipient,
  type NamedRecord,
  readRecipients,
  type RecipientWish,
} from '../../domain/outbound/recipients.ts';
import { chooseSender, type Principal } from '../../domain/outbound/sender.ts';
import { resolveAddresses } from '../../domain/routing/match-parties.ts';
import type { DraftContent, OutboundOptions } from '../../ports/stored-outbound.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { allowedPrincipals } from './allowed-principals.ts';
import type { EmailWish } from './email-wish.ts';

/** A draft as it will be stored, with the principal in whose name it goes out. */
export interface PreparedDraft extends OutboundOptions {
  readonly sender: Principal;
  readonly content: DraftContent;
  readonly recipients: readonly DraftRecipient[];
}

const namedRecords = async (
  read: StoreRead,
  actor: Actor,
  wishes: readonly RecipientWish[],
): Promise<NamedRecord[]> => {
  const ids = wishes.flatMap((wish) => (wish.kind === 'record' ? [wish.record.id] : []));
  if (ids.length === 0) return [];
  const found = await read.records.findMany(actor.userId, [...new Set(ids)]);
  return found.map(({ type, id, name, addresses }) => ({
    type,
    id,
    name,
    address: (addresses.find(({ primary }) => primary) ?? addresses[0])?.address ?? null,
  }));
};

/** `Anna <a@b>` and quoted local parts become the plain address; what is none stays for the problem that names it. */
const plain = (wish: RecipientWish): RecipientWish => {
  if (wish.kind === 'record') return wish;
  const parsed = parseAddress(wish.address);
  return parsed.kind === 'address' ? { ...wish, address: parsed.address.text } : wish;
};

const recipientsOf = async (read: StoreRead, actor: Actor, wish: EmailWish): Promise<readonly DraftRecipient[]> => {
  const wishes = wish.recipients.map(plain);
  const { recipients, problems } = readRecipients(wishes, await namedRecords(read, actor, wishes));
  const [first] = problems;
  if (first === undefined) return recipients;
  const absent = first.message.startsWith('there is no');
  throw new Refusal(absent ? 'record_not_found' : 'invalid_address', `${first.field}: ${first.message}.`, {
    issues: [...problems].slice(0, 20),
  });
};

const partiesOf = async (
  read: StoreRead,
  actor: Actor,
  draft: {
    readonly sender: Principal;
    readonly from: OutboundOptions['from'];
    readonly recipients: readonly DraftRecipient[];
  },
  settings: OrganizationSettings,
): Promise<ActivityParty[]> => {
  const addresses = draft.recipients.map(({ address }) => address);
  const keys = [...new Set(addresses.flatMap((address) => addressKey(address) ?? []))];
  const facts = await read.routing.matching({
    readerId: actor.userId,
    addresses: keys,
    looseAddresses: [...new Set(keys.filter((key) => usesLooseKey(key, settings)).map(looseAddressKey))],
  });
  const resolutions = resolveAddresses(addresses, 'recipient', facts, { ...settings, mailboxOwner: draft.sender.id });
  const { type, id, name } = draft.sender;
  return [
    { role: 'from', ...draft.from, resolution: { kind: 'resolved', record: { type, id, name } } },
    ...draft.recipients.map((recipient, index): ActivityParty => ({
      role: recipient.role,
      address: recipient.address,
      ...(recipient.name === null ? {} : { name: recipient.name }),
      resolution:
        recipient.record === null
          ? (resolutions[index] ?? { kind: 'unresolved' })
          : { kind: 'resolved', record: { ...recipient.record, name: recipient.name ?? recipient.address } },
    })),
  ];
};

/** The mail that is answered, as the actor may see it. */
export const answeredMail = async (
  read: StoreRead,
  actor: Actor,
  activityId: string | null,
): Promise<ActivityView | null> => {
  if (activityId === null) return null;
  const parent = await read.activities.find(actor.userId, activityId);
  if (parent === null)
    throw new Refusal('activity_not_found', 'inReplyTo: there is no activity with this id that you may see.');
  return parent;
};

/** Wishes to a draft: who sends it (S17), who gets it, whose addresses these are, and which thread it goes on. */
export const prepareDraft = async (
  read: StoreRead,
  actor: Actor,
  wish: EmailWish,
  emailId: string,
): Promise<PreparedDraft> => {
  const settings = await read.organization.settings();
  const choice = chooseSender(wish.from, await allowedPrincipals(read, actor));
  if (choice.kind === 'refused') throw new Refusal('not_permitted', choice.sentence);
  const recipients = await recipientsOf(read, actor, wish);
  const parent = await answeredMail(read, actor, wish.inReplyTo);
  const from = { address: choice.address, name: choice.name };
  return {
    sender: choice.principal,
    principal: { type: choice.principal.type, id: choice.principal.id },
    from,
    recipients,
    sendAt: wish.sendAt,
    priority: wish.priority,
    readReceipt: wish.readReceipt,
    deliveryNotification: wish.deliveryNotification,
    inReplyTo: wish.inReplyTo,
    content: {
      subject: wish.subject,
      text: wish.text ?? '',
      html: wish.html,
      threadId: parent?.threadId ?? emailId,
      correlation:
        parent === null
          ? null
          : parent.messageId === null
            ? { method: 'byHand', activityId: parent.id, evidence: parent.id }
            : { method: 'inReplyTo', activityId: parent.id, evidence: parent.messageId },
      parties: await partiesOf(read, actor, { sender: choice.principal, from, recipients }, settings),
    },
  };
};
