import type { RecordHit } from '#shared/contracts/records.ts';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';
import type { Resolution } from '#shared/model/resolution.ts';
import type { Actor } from '../../domain/actor.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import type { StoreRead } from '../../ports/store.ts';
import { matchAddresses } from '../addresses/match-addresses.ts';
import { recordHits } from './record-hit.ts';

export interface MailAtHand {
  readonly addresses: readonly string[];
  readonly internetMessageId?: string | undefined;
  readonly inReplyTo?: readonly string[] | undefined;
}

type Because = 'thread' | 'party' | 'pinned' | 'recent';
export type Suggestion = RecordHit & { readonly because: Because };

/** As many as a person reads before they search. */
const most = { suggestions: 20, openWork: 10, recent: 10 } as const;

const threadRegardings = async (read: StoreRead, actor: Actor, mail: MailAtHand): Promise<RecordRef[]> => {
  const ids = [mail.internetMessageId ?? '', ...(mail.inReplyTo ?? [])].map(messageIdKey).filter((key) => key !== null);
  if (ids.length === 0) return [];
  const { byMessageId } = await read.routing.threads({
    identity: '',
    ownMessageIdKey: null,
    messageIds: ids,
    conversationKey: null,
    readerId: actor.userId,
    tokenKeys: [],
    likeness: null,
  });
  return byMessageId.flatMap(({ regarding }) => regarding);
};

const recordsOf = (resolution: Resolution): NamedRecordRef[] => {
  if (resolution.kind === 'resolved') return [resolution.record];
  return (resolution.candidates ?? []).map(({ record }) => record);
};

/** A colleague, queue or team on the mail is not what the mail is about. */
const ourOwn = new Set(['user', 'queue', 'team']);

/** Open work of the people on the mail first, then they themselves, then their accounts. */
const partyRecords = async (read: StoreRead, actor: Actor, mail: MailAtHand): Promise<RecordRef[]> => {
  const matches = await matchAddresses(read, actor, { addresses: mail.addresses, role: 'sender' });
  const people = matches.flatMap(({ resolution }) => recordsOf(resolution)).filter(({ type }) => !ourOwn.has(type));
  if (people.length === 0) return [];
  const accountIds = await read.routing.accountsOf(people.map(({ id }) => id));
  const accounts = [...new Set(accountIds.values())].map((id) => ({ type: 'account', id }));
  const around = [...people, ...accounts].map(({ id }) => id);
  const open = await read.records.openWork(actor.userId, around, most.openWork);
  return [...open, ...people, ...accounts];
};

/**
 * What a mail likely regards, likeliest first and each record once: what its conversation regards, the people on it with
 * their open work and accounts, what the reader pinned, what they used lately. Only what they may read (R9).
 */
export const suggestRegarding = async (read: StoreRead, actor: Actor, mail: MailAtHand): Promise<Suggestion[]> => {
  const sources: readonly (readonly [Because, readonly RecordRef[]])[] = [
    ['thread', await threadRegardings(read, actor, mail)],
    ['party', await partyRecords(read, actor, mail)],
    ['pinned', await read.records.pinned(actor.userId)],
    ['recent', await read.records.recentRegardings(actor.userId, most.recent)],
  ];
  const because = new Map<string, Because>();
  for (const [cause, records] of sources) for (const { id } of records) if (!because.has(id)) because.set(id, cause);
  const records = await read.records.findMany(actor.userId, [...because.keys()].slice(0, most.suggestions));
  const hits = await recordHits(read, actor.userId, records);
  return hits.map((hit) => ({ ...hit, because: because.get(hit.id) ?? 'recent' }));
};
