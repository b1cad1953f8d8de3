import { type MailboxSearchBody, searchLimits } from '#shared/contracts/mailbox-searches.ts';
import { addressKey, type AddressKey } from '#shared/model/address.ts';
import { fromWire, type Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { type MessageOrigin, originKey } from '../../domain/mailbox/message-origin.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import { plainMessageId, threadIdsOf } from '../../domain/mail/thread-ids.ts';
import { addressKeysOf } from '../../domain/routing/keys.ts';
import type { FoundMessage, MailFinder, MailQuestion } from '../../ports/mail-source.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { Foreseen, PreviewRequest } from '../preview-promotion.ts';
import { oversize } from '../promotion/outcomes.ts';
import { Refusal } from '../refusal.ts';
import { type FinderNeeds, searchWithinMs, withFinder } from './open-finder.ts';

export interface SearchNeeds extends FinderNeeds {
  readonly previewPromotion: (actor: Actor, asked: PreviewRequest) => Promise<Foreseen>;
}

export interface FoundMail {
  readonly origin: MessageOrigin;
  readonly arrivedAt: Instant | null;
  readonly foreseen: Foreseen;
}

export interface MailboxSearch {
  readonly items: readonly FoundMail[];
  readonly more: boolean;
}

const questionOf = async (
  read: StoreRead,
  { userId }: Actor,
  about: MailboxSearchBody['about'],
): Promise<MailQuestion> => {
  switch (about.kind) {
    case 'messages':
      return { kind: 'thread', messageIds: plainIds(about.internetMessageIds) };
    case 'activity': {
      const activity = await read.activities.find(userId, about.id);
      if (activity === null) throw new Refusal('activity_not_found', 'There is no activity with this id.');
      return { kind: 'thread', messageIds: plainIds([activity.messageId]) };
    }
    case 'record': {
      const record = await read.records.find(userId, { type: about.type, id: about.id });
      if (record === null) throw new Refusal('record_not_found', 'There is no record with this id.');
      return {
        kind: 'people',
        addresses: record.addresses.map(({ address }) => address).slice(0, searchLimits.addresses),
      };
    }
  }
};

const plainIds = (ids: readonly (string | null)[]): readonly string[] =>
  [...new Set(ids.map(plainMessageId))].filter((id) => id !== null);

/** What was found so far, each mail once although it may lie in several folders. */
const createCollection = (wanted: ReadonlySet<AddressKey> | null) => {
  const items: FoundMail[] = [];
  const places = new Set<string>();
  const ids = new Set<string>();
  const isWanted = ({ message }: Foreseen): boolean =>
    wanted === null || message === null || addressKeysOf(message).some((key) => wanted.has(key));
  return {
    items,
    places,
    add: (found: FoundMail): boolean => {
      places.add(originKey(found.origin));
      const id = messageIdKey(found.foreseen.message?.messageId ?? null);
      if (!isWanted(found.foreseen) || (id !== null && ids.has(id))) return false;
      if (id !== null) ids.add(id);
      items.push(found);
      return true;
    },
  };
};

interface Journey {
  readonly actor: Actor;
  readonly finder: MailFinder;
  readonly body: MailboxSearchBody;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

const tooLarge = (): Foreseen => ({
  becomes: 'refused',
  standing: null,
  message: null,
  sentAt: null,
  direction: null,
  regarding: [],
  offered: [],
  parties: [],
  why: oversize().sentence,
});

const look = async (
  needs: SearchNeeds,
  actor: Actor,
  { bytes, origin, arrivedAt }: FoundMessage,
): Promise<FoundMail> => ({
  origin,
  arrivedAt,
  foreseen:
    bytes === null
      ? tooLarge()
      : await needs.previewPromotion(actor, {
          source: { kind: 'original', bytes },
          regarding: { kind: 'inherit' },
          onBehalfOf: null,
        }),
});

const rangeOf = ({ folders, since, until }: MailboxSearchBody) => ({
  folders: folders ?? null,
  from: since === undefined ? null : fromWire(since),
  until: until === undefined ? null : fromWire(until),
});

type Collection = ReturnType<typeof createCollection>;

/** Asks one question; gives whether more fits, and the ids that the mails it found name. */
const ask = async (
  needs: SearchNeeds,
  { actor, finder, body, maxBytes, signal }: Journey,
  { question, collection }: { readonly question: MailQuestion; readonly collection: Collection },
): Promise<{ readonly more: boolean; readonly named: readonly string[] }> => {
  const limit = body.limit - collection.items.length;
  const asked = { ...rangeOf(body), question, limit, maxBytes, known: collection.places };
  const mails = finder.find(asked, signal);
  const named: string[] = [];
  let step = await mails.next();
  for (; step.done !== true; step = await mails.next()) {
    const found = await look(needs, actor, step.value);
    const { message } = found.foreseen;
    if (collection.add(found) && message !== null) named.push(...threadIdsOf(message));
  }
  return { more: step.value, named };
};

/** One question after another, as far as mails that were found name further ones of their conversation. */
const follow = async (needs: SearchNeeds, journey: Journey, first: MailQuestion): Promise<MailboxSearch> => {
  const collection = createCollection(wantedBy(first));
  const asked = new Set(first.kind === 'thread' ? first.messageIds : []);
  let question: MailQuestion | null = isEmpty(first) ? null : first;
  let more = false;
  for (let round = 0; question !== null; round += 1) {
    if (collection.items.length >= journey.body.limit || round === searchLimits.rounds)
      return { items: collection.items, more: true };
    const answer = await ask(needs, journey, { question, collection });
    more = more || answer.more;
    const fresh = question.kind === 'people' ? [] : [...new Set(answer.named)].filter((id) => !asked.has(id));
    const next = fresh.slice(0, searchLimits.threadIds - asked.size);
    for (const id of next) asked.add(id);
    question = next.length === 0 ? null : { kind: 'thread', messageIds: next };
  }
  return { items: collection.items, more };
};

/** A server that compares parts of addresses gives more than was asked for. */
const wantedBy = (question: MailQuestion): ReadonlySet<AddressKey> | null =>
  question.kind === 'thread'
    ? null
    : new Set(question.addresses.map((address) => addressKey(address)).filter((key) => key !== null));

const isEmpty = (question: MailQuestion): boolean =>
  (question.kind === 'thread' ? question.messageIds : question.addresses).length === 0;

const inOrder = (kind: MailboxSearchBody['about']['kind'], items: readonly FoundMail[]): readonly FoundMail[] => {
  const at = ({ foreseen, arrivedAt }: FoundMail): number => foreseen.sentAt ?? arrivedAt ?? 0;
  const direction = kind === 'record' ? -1 : 1;
  return [...items].sort((one, other) => direction * (at(one) - at(other)));
};

/**
 * P9: mail of one's own mailbox that belongs to a conversation (oldest first) or to a record's people (newest first), with
 * what each would become. Shown to its owner and kept nowhere; nothing at the server changes. Refuses as `withFinder`, and
 * `activity_not_found`, `record_not_found`; throws TemporaryFailure when the server does not answer.
 */
export const searchMailbox =
  (needs: SearchNeeds) =>
  (actor: Actor, mailboxId: string, body: MailboxSearchBody): Promise<MailboxSearch> =>
    withFinder(
      needs,
      { actor, mailboxId, ask: (read) => questionOf(read, actor, body.about) },
      async ({ finder, maxBytes, asked }) => {
        const signal = AbortSignal.timeout(searchWithinMs);
        const { items, more } = await follow(needs, { actor, finder, body, maxBytes, signal }, asked);
        return { items: inOrder(body.about.kind, items), more };
      },
    );
