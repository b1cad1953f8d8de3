import { campaignLimits, type MembersAsked } from '#shared/contracts/campaigns.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import { exclusionOf, type MemberRecord } from '../../domain/campaigns/exclusion.ts';
import { askedWords } from '../../domain/search-words.ts';
import type { CheckedTemplate } from '../../domain/templates/check-template.ts';
import { merge, type MergeFacts } from '../../domain/templates/merge.ts';
import type { StoredMember } from '../../ports/campaign-store.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { findRecordType } from '../records/record-types.ts';
import { Refusal } from '../refusal.ts';
import { mergeRecords } from '../templates/merge-facts.ts';

/** Records read at a time. */
const chunk = 500;

const refuse = (message: string): never => {
  throw new Refusal('invalid_request', `members: ${message}`, { issues: [{ field: 'members', message }] });
};

const tooMany = (): never =>
  refuse(`more than ${campaignLimits.members} records; narrow the search, or make several campaigns`);

const byQuery = async (read: StoreRead, actor: Actor, asked: { readonly type: string; readonly q: string }) => {
  await findRecordType(read, asked.type);
  const records: StoredRecord[] = [];
  let after: { nameKey: string; id: string } | null = null;
  for (;;) {
    const filter = { words: askedWords(asked.q), active: true };
    const found = await read.records.list(actor.userId, asked.type, filter, { limit: chunk, after });
    records.push(...found);
    if (records.length > campaignLimits.members) tooMany();
    const last = found.at(-1);
    if (last === undefined || found.length < chunk) return records;
    after = { nameKey: last.nameKey, id: last.id };
  }
};

const byList = async (read: StoreRead, actor: Actor, listId: string): Promise<RecordRef[]> => {
  if ((await read.marketingLists.find(listId)) === null)
    throw new Refusal('marketing_list_not_found', 'There is no marketing list with this id.');
  const found = await read.marketingLists.members(actor.userId, listId, {
    limit: campaignLimits.members + 1,
    after: null,
  });
  if (found.length > campaignLimits.members) tooMany();
  return found;
};

const recordsOf = async (read: StoreRead, actor: Actor, refs: readonly RecordRef[]): Promise<StoredRecord[]> => {
  const records: StoredRecord[] = [];
  for (let first = 0; first < refs.length; first += chunk) {
    const wanted = refs.slice(first, first + chunk);
    const found = await read.records.findMany(
      actor.userId,
      wanted.map(({ id }) => id),
    );
    records.push(...found.filter(({ id, type }) => wanted.some((ref) => ref.id === id && ref.type === type)));
  }
  return records;
};

/** The records asked for that the person may read, each once. Refuses an unknown type or list, and too many. */
const askedRecords = async (read: StoreRead, actor: Actor, asked: MembersAsked): Promise<StoredRecord[]> => {
  switch (asked.kind) {
    case 'query':
      return byQuery(read, actor, asked);
    case 'list':
      return recordsOf(read, actor, await byList(read, actor, asked.listId));
    case 'records': {
      const refs = [...new Map(asked.records.map((ref) => [ref.id, ref])).values()];
      const found = await recordsOf(read, actor, refs);
      if (found.length < refs.length) refuse(`${refs.length - found.length} of the records are not there for you`);
      return found;
    }
  }
};

const memberRecord = (record: StoredRecord): MemberRecord => {
  const address = record.addresses.find(({ primary }) => primary) ?? null;
  const { active, fields } = record;
  return { active, fields, address: address?.address ?? null, addressKey: address?.addressKey ?? null };
};

const isKey = (key: AddressKey | null): key is AddressKey => key !== null;

const missingFields = (template: CheckedTemplate, facts: MergeFacts): string[] => [
  ...new Set([...merge(template.subject, facts, 'plain').missing, ...merge(template.html, facts, 'html').missing]),
];

/** What the members' mail is made from, without the recipient. */
export interface CampaignMail {
  readonly template: CheckedTemplate;
  readonly facts: MergeFacts;
}

/** S9: everyone asked for, in order, with the reason of those who get nothing; an address is taken once. */
export const findMembers = async (
  read: StoreRead,
  actor: Actor,
  { asked, mail }: { readonly asked: MembersAsked; readonly mail: CampaignMail },
): Promise<StoredMember[]> => {
  const records = await askedRecords(read, actor, asked);
  const members: StoredMember[] = [];
  const taken = new Set<AddressKey>();
  for (let first = 0; first < records.length; first += chunk) {
    const part = records.slice(first, first + chunk);
    const keys = part.map((record) => memberRecord(record).addressKey).filter(isKey);
    const suppressed = await read.campaigns.suppressed(keys);
    const known = { unsubscribed: new Set(suppressed.unsubscribed), bounced: new Set(suppressed.bounced), taken };
    const recipients = await mergeRecords(read, actor.userId, part);
    for (const record of part) {
      const member = memberRecord(record);
      const because = exclusionOf(member, known);
      const missing =
        because === null
          ? missingFields(mail.template, { ...mail.facts, recipient: recipients.get(record.id) ?? null })
          : [];
      const excluded = because ?? (missing.length > 0 ? 'missingFields' : null);
      if (excluded === null && member.addressKey !== null) taken.add(member.addressKey);
      members.push({
        position: members.length + 1,
        record: { type: record.type, id: record.id, name: record.name },
        address: member.address,
        addressKey: member.addressKey,
        state: excluded === null ? 'waiting' : 'excluded',
        because: excluded,
        detail: missing.length > 0 ? missing.join(', ') : null,
        emailId: null,
      });
    }
  }
  return members;
};
