import type { ActivityParty, PartyRole } from '#shared/model/activity.ts';
import { addressKey, parseAddress } from '#shared/model/address.ts';
import type { AddressKey } from '#shared/model/address.ts';
import { sameRecord } from '#shared/model/record-ref.ts';
import type { Candidate, Resolution } from '#shared/model/resolution.ts';
import type { MailPerson, Message } from '../mail/message.ts';
import { candidatesFor, chosenFor, indexFacts, isCrowded } from './candidates.ts';
import type { IndexedFacts, RankedOwner } from './candidates.ts';
import type { MatchingFacts, MatchingPolicy } from './facts.ts';
import { mostMatches } from './facts.ts';

type AddressRole = 'sender' | 'recipient';

/**
 * Whose address this is. Every candidate is listed with its cause and score, likeliest first. A sender is the best
 * candidate (R2, R3), and several of the same rank go by the policy (R5). A recipient that several records match is
 * `ambiguous` where all of them become parties and `unresolved` where only a unique match counts (R4).
 */
export const resolveAddress = (
  address: string,
  role: AddressRole,
  facts: MatchingFacts,
  policy: MatchingPolicy,
): Resolution => resolveKey(addressKey(address), role, { facts: indexFacts(facts), policy });

/** The same for many addresses at once; one answer for each, in order. */
export const resolveAddresses = (
  addresses: readonly string[],
  role: AddressRole,
  facts: MatchingFacts,
  policy: MatchingPolicy,
): Resolution[] => {
  const known: Known = { facts: indexFacts(facts), policy };
  return addresses.map((address) => resolveKey(addressKey(address), role, known));
};

/** One party per author and recipient, or several where all matches of a recipient become parties (R4). */
export const matchParties = (message: Message, facts: MatchingFacts, policy: MatchingPolicy): ActivityParty[] => {
  const known: Known = { facts: indexFacts(facts), policy };
  const roles: [PartyRole, readonly MailPerson[]][] = [
    ['from', message.from],
    ['to', message.to],
    ['cc', message.cc],
    ['bcc', message.bcc],
  ];
  return roles.flatMap(([role, people]) => eachOnce(people).flatMap((person) => partiesOf(person, role, known)));
};

interface Known {
  readonly facts: IndexedFacts;
  readonly policy: MatchingPolicy;
}

const resolveKey = (key: AddressKey | null, role: AddressRole, known: Known): Resolution => {
  if (key === null) return { kind: 'unresolved' };
  const ranked = candidatesFor(key, known.facts, known.policy);
  const chosen = chosenFor(key, known.facts, known.policy);
  if (chosen !== null) return { kind: 'resolved', record: chosen.record, candidates: withChosen(chosen, ranked) };
  if (isCrowded(key, known.facts, known.policy) || ranked.length > mostMatches) return { kind: 'unresolved' };
  const candidates = ranked.map(({ candidate }) => candidate);
  const winner = role === 'sender' ? bestSender(ranked, known.policy) : onlyRecipient(ranked);
  if (winner !== undefined) return { kind: 'resolved', record: winner.owner.record, candidates };
  if (ranked.length === 0) return { kind: 'unresolved' };
  const ambiguous = role === 'sender' || known.policy.recipientPolicy === 'allMatches';
  return { kind: ambiguous ? 'ambiguous' : 'unresolved', candidates };
};

const withChosen = (chosen: Candidate, ranked: readonly RankedOwner[]): Candidate[] => [
  chosen,
  ...ranked.map(({ candidate }) => candidate).filter(({ record }) => !sameRecord(record, chosen.record)),
];

const bestSender = (ranked: readonly RankedOwner[], policy: MatchingPolicy): RankedOwner | undefined => {
  const [best] = ranked;
  const top = ranked.filter(({ candidate }) => candidate.score === best?.candidate.score);
  if (top.length < 2) return best;
  switch (policy.candidatePolicy) {
    case 'ask':
      return undefined;
    case 'oldest':
      return best;
    case 'mostRecentActivity':
      return latest(top, ({ owner }) => owner.lastActivityAt ?? Number.NEGATIVE_INFINITY);
    case 'mostRecentlyUpdated':
      return latest(top, ({ owner }) => owner.updatedAt);
  }
};

/** The first with the greatest moment; among equals the order of age stands. */
const latest = (ranked: readonly RankedOwner[], at: (owner: RankedOwner) => number): RankedOwner | undefined =>
  ranked.reduce<RankedOwner | undefined>(
    (best, next) => (best === undefined || at(next) > at(best) ? next : best),
    undefined,
  );

/** Inactive records count for a recipient only where no active one matches. */
const recipientMatches = (ranked: readonly RankedOwner[]): readonly RankedOwner[] => {
  const active = ranked.filter(({ owner }) => owner.active);
  return active.length > 0 ? active : ranked;
};

const onlyRecipient = (ranked: readonly RankedOwner[]): RankedOwner | undefined => {
  const [only, another] = recipientMatches(ranked);
  return another === undefined ? only : undefined;
};

const partiesOf = (person: MailPerson, role: PartyRole, known: Known): ActivityParty[] => {
  const party = { role, address: shownAddress(person), ...(person.name === null ? {} : { name: person.name }) };
  const resolution = resolveKey(addressKey(person.address), role === 'from' ? 'sender' : 'recipient', known);
  if (role === 'from' || resolution.kind !== 'ambiguous') return [{ ...party, resolution }];
  const { candidates } = resolution;
  const active = candidates.filter(({ cause }) => cause !== 'inactive');
  return (active.length > 0 ? active : candidates).map(({ record }) => ({
    ...party,
    resolution: { kind: 'resolved', record, candidates },
  }));
};

const longestShown = 320;

/** The normal form; what is no address stays as written, cut to what a column holds. */
const shownAddress = (person: MailPerson): string => {
  const parsed = parseAddress(person.address);
  return parsed.kind === 'address' ? parsed.address.text : person.address.trim().slice(0, longestShown);
};

/** A field may name one mailbox twice; it is one party. */
const eachOnce = (people: readonly MailPerson[]): MailPerson[] => {
  const byAddress = new Map<string, MailPerson>();
  for (const person of people) {
    const key = addressKey(person.address) ?? person.address;
    if (!byAddress.has(key)) byAddress.set(key, person);
  }
  return [...byAddress.values()];
};
