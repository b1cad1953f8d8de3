import { looseAddressKey, sameMailbox, usesLooseKey } from '#shared/model/address.ts';
import type { AddressKey } from '#shared/model/address.ts';
import { sameRecord } from '#shared/model/record-ref.ts';
import type { Candidate } from '#shared/model/resolution.ts';
import type { AddressChoice, AddressOwner, MatchingFacts, MatchingPolicy } from './facts.ts';

/** R2: whose address it is, likeliest type first; types not named come last. */
const typePoints: Readonly<Record<string, number>> = {
  user: 70,
  contact: 60,
  account: 50,
  lead: 40,
  team: 30,
  queue: 20,
};
const otherTypePoints = 10;

/**
 * A score adds what is known, so that comparing scores is comparing by rank: active 1000, owned by the mailbox owner
 * 500, the record type 10 to 70, the very address (not one that only a tag or dots make equal) 5. A person's choice
 * stands above all of it.
 */
export const scoreOf = { active: 1_000, ownedByMailboxOwner: 500, exactAddress: 5, chosen: 10_000 } as const;

/** An owner of the address with what speaks for it. */
export interface RankedOwner {
  readonly owner: AddressOwner;
  readonly candidate: Candidate;
}

const rank = (owner: AddressOwner, key: AddressKey, policy: MatchingPolicy): RankedOwner => {
  const exact = owner.addressKey === key;
  const score =
    (owner.active ? scoreOf.active : 0) +
    (policy.mailboxOwner !== null && owner.ownerId === policy.mailboxOwner ? scoreOf.ownedByMailboxOwner : 0) +
    (typePoints[owner.record.type] ?? otherTypePoints) +
    (exact ? scoreOf.exactAddress : 0);
  const cause = !owner.active ? 'inactive' : exact ? 'address' : 'plusTag';
  return { owner, candidate: { record: owner.record, cause, score } };
};

const byScore = (a: RankedOwner, b: RankedOwner): number =>
  b.candidate.score - a.candidate.score ||
  a.owner.createdAt - b.owner.createdAt ||
  (a.owner.record.id < b.owner.record.id ? -1 : 1);

/** A record may have the address twice (with and without tag): its better appearance counts. */
const eachRecordOnce = (ranked: readonly RankedOwner[]): RankedOwner[] => {
  const seen = new Set<string>();
  return ranked.filter(({ owner }) => {
    const id = `${owner.record.type}:${owner.record.id}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
};

/** The facts arranged for many questions: a message may have ten thousand addresses. */
export interface IndexedFacts {
  readonly owners: ReadonlyMap<AddressKey, readonly AddressOwner[]>;
  readonly choices: ReadonlyMap<AddressKey, AddressChoice['record']>;
  readonly crowded: ReadonlySet<AddressKey>;
}

export const indexFacts = (facts: MatchingFacts): IndexedFacts => {
  const owners = new Map<AddressKey, AddressOwner[]>();
  for (const owner of facts.owners) {
    const known = owners.get(owner.looseKey);
    if (known === undefined) owners.set(owner.looseKey, [owner]);
    else known.push(owner);
  }
  const choices = new Map(facts.choices.map(({ addressKey, record }) => [addressKey, record]));
  return { owners, choices, crowded: new Set(facts.crowded) };
};

const ownersOf = (key: AddressKey, facts: IndexedFacts, policy: MatchingPolicy): AddressOwner[] =>
  (facts.owners.get(looseAddressKey(key)) ?? []).filter((owner) => sameMailbox(owner.addressKey, key, policy));

const isInactiveUser = (owner: AddressOwner): boolean => !owner.active && owner.record.type === 'user';

/** Every record that may own the address, likeliest first. An inactive user is never one (R3). */
export const candidatesFor = (key: AddressKey, facts: IndexedFacts, policy: MatchingPolicy): RankedOwner[] => {
  const ranked = ownersOf(key, facts, policy)
    .filter((owner) => !isInactiveUser(owner))
    .map((owner) => rank(owner, key, policy))
    .sort(byScore);
  return eachRecordOnce(ranked);
};

export const isCrowded = (key: AddressKey, facts: IndexedFacts, policy: MatchingPolicy): boolean =>
  facts.crowded.has(key) || (usesLooseKey(key, policy) && facts.crowded.has(looseAddressKey(key)));

/**
 * The remembered choice for the address as a candidate. A record that no longer has the address counts only where the
 * choice brings its name; an inactive user never counts.
 */
export const chosenFor = (key: AddressKey, facts: IndexedFacts, policy: MatchingPolicy): Candidate | null => {
  const choice = facts.choices.get(key);
  if (choice === undefined) return null;
  const owner = ownersOf(key, facts, policy).find(({ record }) => sameRecord(record, choice));
  const name = owner?.record.name ?? choice.name;
  if (name === undefined || (owner !== undefined && isInactiveUser(owner))) return null;
  return { record: { type: choice.type, id: choice.id, name }, cause: 'chosen', score: scoreOf.chosen };
};
