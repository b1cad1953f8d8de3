import type { AddressKey } from '#shared/model/address.ts';
import { addressKey, looseAddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import { fromWire } from '#shared/model/instant.ts';
import type { AddressOwner, KnownActivity, MatchingFacts, MatchingPolicy } from '../../server/domain/routing/facts.ts';

/** The key of an address that a test knows to be one. */
export const keyOf = (address: string): AddressKey => {
  const key = addressKey(address);
  if (key === null) throw new Error(`no address: ${address}`);
  return key;
};

export const day = (n: number): Instant => (fromWire('2026-01-01T00:00:00Z') + n * 86_400_000) as Instant;

/** A record that has the address: `contact:anna` named as its id, active, owned by nobody. */
export const buildOwner = (
  record: `${string}:${string}`,
  address: string,
  changes: Partial<AddressOwner> = {},
): AddressOwner => {
  const [type = '', id = ''] = record.split(':');
  const key = keyOf(address);
  return {
    addressKey: key,
    looseKey: looseAddressKey(key),
    record: { type, id, name: id },
    active: true,
    ownerId: null,
    createdAt: day(0),
    updatedAt: day(0),
    lastActivityAt: null,
    ...changes,
  };
};

export const buildFacts = (owners: readonly AddressOwner[], changes: Partial<MatchingFacts> = {}): MatchingFacts => ({
  owners,
  choices: [],
  crowded: [],
  ...changes,
});

export const buildPolicy = (changes: Partial<MatchingPolicy> = {}): MatchingPolicy => ({
  candidatePolicy: 'ask',
  recipientPolicy: 'allMatches',
  mailboxOwner: null,
  plusTagDomains: [],
  dotlessDomains: [],
  ...changes,
});

/** The stored quote request that a reply follows. */
export const buildActivity = (changes: Partial<KnownActivity> = {}): KnownActivity => ({
  id: 'activity-1',
  threadId: 'thread-1',
  messageIdKey: 'quote-1@fabrikam.test',
  conversationKey: null,
  sentAt: day(0),
  subject: 'Quote for pumps',
  threadParties: [keyOf('anna@fabrikam.test'), keyOf('sales@contoso.test')],
  regarding: [{ type: 'opportunity', id: 'pumps', name: 'Pumps' }],
  ownerId: null,
  visible: true,
  ...changes,
});
