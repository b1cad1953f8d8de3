import { describe, expect, test } from 'vitest';
import { resolveAddress } from '../../../../server/domain/routing/match-parties.ts';
import type { AddressOwner, MatchingPolicy } from '../../../../server/domain/routing/facts.ts';
import { buildFacts, buildOwner, buildPolicy, day, keyOf } from '../../../support/build-facts.ts';

const anna = 'anna@fabrikam.test';

/** `contact:anna`, `?contact:a,contact:b` where a person must choose, `-` where nobody is found. */
const sender = (owners: readonly AddressOwner[], policy: Partial<MatchingPolicy> = {}): string => {
  const resolution = resolveAddress(anna, 'sender', buildFacts(owners), buildPolicy(policy));
  const named = (record: { type: string; id: string }): string => `${record.type}:${record.id}`;
  switch (resolution.kind) {
    case 'resolved':
      return named(resolution.record);
    case 'ambiguous':
      return `?${resolution.candidates.map(({ record }) => named(record)).join(',')}`;
    case 'unresolved':
      return '-';
  }
};

const of = (record: `${string}:${string}`, changes: Partial<AddressOwner> = {}): AddressOwner =>
  buildOwner(record, anna, changes);

describe('R2: rank of the sender', () => {
  const ranked = ['user:u', 'contact:c', 'account:a', 'lead:l', 'team:t', 'queue:q', 'supplier:s'] as const;

  test.each(ranked.slice(1).map((lower, at) => [ranked[at]!, lower] as const))('%s before %s', (higher, lower) => {
    expect(sender([of(lower), of(higher)])).toBe(higher);
    expect(sender([of(higher), of(lower)])).toBe(higher);
  });

  test('active before inactive, whatever the type', () => {
    expect(sender([of('contact:c', { active: false }), of('lead:l')])).toBe('lead:l');
  });

  test('a record owned by the mailbox owner wins over rank', () => {
    const owners = [of('contact:c', { ownerId: 'bruno' }), of('lead:l', { ownerId: 'clara' })];
    expect(sender(owners, { mailboxOwner: 'clara' })).toBe('lead:l');
    expect(sender(owners, { mailboxOwner: 'bruno' })).toBe('contact:c');
    expect(sender(owners, { mailboxOwner: 'someone else' })).toBe('contact:c');
    expect(sender(owners)).toBe('contact:c');
  });

  test('an inactive record owned by the mailbox owner does not win over an active one', () => {
    const owners = [of('contact:c', { ownerId: 'clara', active: false }), of('lead:l')];
    expect(sender(owners, { mailboxOwner: 'clara' })).toBe('lead:l');
  });

  test('the very address before one that only its tag makes equal', () => {
    const owners = [of('contact:c'), buildOwner('contact:d', 'anna+x@fabrikam.test')];
    expect(sender(owners, { plusTagDomains: ['fabrikam.test'] })).toBe('contact:c');
    expect(sender([owners[1]!], { plusTagDomains: ['fabrikam.test'] })).toBe('contact:d');
    expect(sender([owners[1]!])).toBe('-');
  });

  test('every candidate is listed with its cause and a score in order', () => {
    const resolution = resolveAddress(
      anna,
      'sender',
      buildFacts([
        of('lead:l', { active: false }),
        buildOwner('account:a', 'an.na@fabrikam.test'),
        of('contact:c', { ownerId: 'clara' }),
      ]),
      buildPolicy({ dotlessDomains: ['fabrikam.test'], mailboxOwner: 'clara' }),
    );
    expect(resolution.candidates).toEqual([
      { record: { type: 'contact', id: 'c', name: 'c' }, cause: 'address', score: 1565 },
      { record: { type: 'account', id: 'a', name: 'a' }, cause: 'plusTag', score: 1050 },
      { record: { type: 'lead', id: 'l', name: 'l' }, cause: 'inactive', score: 45 },
    ]);
  });

  test('a record with the address in two spellings is one candidate', () => {
    const owners = [buildOwner('contact:c', 'anna+x@fabrikam.test'), of('contact:c')];
    expect(sender(owners, { plusTagDomains: ['fabrikam.test'] })).toBe('contact:c');
  });
});

describe('R3: how many matches are too many, and which one is enough', () => {
  const contacts = (count: number): AddressOwner[] => Array.from({ length: count }, (_, n) => of(`contact:c${n}`));

  test('100 matches are asked about, 101 are unresolved', () => {
    expect(sender(contacts(100)).split(',')).toHaveLength(100);
    expect(sender(contacts(101))).toBe('-');
    expect(sender(contacts(101), { candidatePolicy: 'oldest' })).toBe('-');
  });

  test('100 matches and an inactive user are 100', () => {
    expect(sender([...contacts(100), of('user:u', { active: false })])).not.toBe('-');
  });

  test('a key that the store calls crowded is unresolved, strict or loose', () => {
    const crowded = (key: string, policy: Partial<MatchingPolicy>): string =>
      resolveAddress(
        'anna+x@fabrikam.test',
        'sender',
        buildFacts([buildOwner('contact:c', 'anna+x@fabrikam.test')], { crowded: [keyOf(key)] }),
        buildPolicy(policy),
      ).kind;
    expect(crowded('anna+x@fabrikam.test', {})).toBe('unresolved');
    expect(crowded('anna@fabrikam.test', { plusTagDomains: ['fabrikam.test'] })).toBe('unresolved');
    expect(crowded('anna@fabrikam.test', {})).toBe('resolved');
  });

  test('one match counts also if inactive, an inactive user never', () => {
    expect(sender([of('contact:c', { active: false })])).toBe('contact:c');
    expect(sender([of('user:u', { active: false })])).toBe('-');
    expect(sender([of('user:u', { active: false }), of('lead:l')])).toBe('lead:l');
    expect(sender([of('user:u')])).toBe('user:u');
  });

  test('no match, and text that is no address, are unresolved without candidates', () => {
    expect(resolveAddress('nobody@fabrikam.test', 'sender', buildFacts([of('contact:c')]), buildPolicy())).toEqual({
      kind: 'unresolved',
    });
    expect(resolveAddress('a@b, c@d', 'sender', buildFacts([]), buildPolicy())).toEqual({ kind: 'unresolved' });
  });
});

describe('R5: several candidates of the same rank', () => {
  const owners = [
    of('contact:new', { createdAt: day(9), updatedAt: day(20), lastActivityAt: day(12) }),
    of('contact:old', { createdAt: day(1), updatedAt: day(30), lastActivityAt: null }),
    of('contact:busy', { createdAt: day(5), updatedAt: day(10), lastActivityAt: day(40) }),
    of('lead:l', { createdAt: day(0), updatedAt: day(90), lastActivityAt: day(90) }),
  ];

  test.each([
    ['ask', '?contact:old,contact:busy,contact:new,lead:l'],
    ['oldest', 'contact:old'],
    ['mostRecentActivity', 'contact:busy'],
    ['mostRecentlyUpdated', 'contact:old'],
  ] as const)('%s => %s', (candidatePolicy, expected) => {
    expect(sender(owners, { candidatePolicy })).toBe(expected);
    expect(sender([...owners].reverse(), { candidatePolicy })).toBe(expected);
  });

  test('among equals the older, then the lower id, so that every run decides alike', () => {
    const equal = [of('contact:b'), of('contact:a')];
    expect(sender(equal, { candidatePolicy: 'mostRecentActivity' })).toBe('contact:a');
    expect(sender(equal, { candidatePolicy: 'oldest' })).toBe('contact:a');
  });

  test('several inactive ones are decided by the same policy', () => {
    const inactive = [of('contact:a', { active: false }), of('contact:b', { active: false, createdAt: day(-1) })];
    expect(sender(inactive)).toBe('?contact:b,contact:a');
    expect(sender(inactive, { candidatePolicy: 'oldest' })).toBe('contact:b');
  });
});

describe('R5: a remembered choice', () => {
  const remember = (record: { type: string; id: string; name?: string }, owners: readonly AddressOwner[]) =>
    resolveAddress(
      anna,
      'sender',
      buildFacts(owners, { choices: [{ addressKey: keyOf(anna), record }] }),
      buildPolicy({ candidatePolicy: 'oldest' }),
    );

  test('decides before rank and policy, and is listed first', () => {
    const resolution = remember({ type: 'lead', id: 'l' }, [of('contact:c'), of('lead:l')]);
    expect(resolution).toMatchObject({ kind: 'resolved', record: { id: 'l', name: 'l' } });
    expect(resolution.candidates?.map(({ cause, record }) => [cause, record.id])).toEqual([
      ['chosen', 'l'],
      ['address', 'c'],
    ]);
  });

  test('holds where too many records have the address', () => {
    const many = Array.from({ length: 101 }, (_, n) => of(`contact:c${n}`));
    expect(remember({ type: 'contact', id: 'c7' }, many)).toMatchObject({ kind: 'resolved', record: { id: 'c7' } });
  });

  test('of a record without the address counts only with its name', () => {
    expect(remember({ type: 'lead', id: 'x', name: 'Xenia' }, [of('contact:c')])).toMatchObject({
      record: { id: 'x', name: 'Xenia' },
    });
    expect(remember({ type: 'lead', id: 'x' }, [of('contact:c')])).toMatchObject({ record: { id: 'c' } });
  });

  test('never revives an inactive user, but an inactive contact', () => {
    const owners = [of('user:u', { active: false }), of('contact:c', { active: false }), of('lead:l')];
    expect(remember({ type: 'user', id: 'u' }, owners)).toMatchObject({ record: { id: 'l' } });
    expect(remember({ type: 'contact', id: 'c' }, owners)).toMatchObject({ record: { id: 'c' } });
  });

  test('of another address says nothing', () => {
    const choices = [{ addressKey: keyOf('bruno@fabrikam.test'), record: { type: 'lead', id: 'l' } }];
    const facts = buildFacts([of('contact:c'), of('lead:l')], { choices });
    expect(resolveAddress(anna, 'sender', facts, buildPolicy())).toMatchObject({ record: { id: 'c' } });
  });
});

describe('R4: an address of a recipient', () => {
  const resolve = (owners: readonly AddressOwner[], recipientPolicy: MatchingPolicy['recipientPolicy']) =>
    resolveAddress(anna, 'recipient', buildFacts(owners), buildPolicy({ recipientPolicy, candidatePolicy: 'oldest' }));

  test.each([
    ['no match', [], 'unresolved', 'unresolved'],
    ['one match', [of('contact:c')], 'resolved', 'resolved'],
    ['one inactive match', [of('contact:c', { active: false })], 'resolved', 'resolved'],
    ['an inactive user', [of('user:u', { active: false })], 'unresolved', 'unresolved'],
    ['two of one type', [of('contact:c'), of('contact:d')], 'ambiguous', 'unresolved'],
    ['two types', [of('contact:c'), of('lead:l')], 'ambiguous', 'unresolved'],
    ['one active, one inactive', [of('contact:c'), of('lead:l', { active: false })], 'resolved', 'resolved'],
    ['101', Array.from({ length: 101 }, (_, n) => of(`contact:c${n}`)), 'unresolved', 'unresolved'],
  ] as const)('%s: %s with all matches, %s with only unique ones', (_, owners, allMatches, onlyUnique) => {
    expect(resolve(owners, 'allMatches').kind).toBe(allMatches);
    expect(resolve(owners, 'onlyUnique').kind).toBe(onlyUnique);
  });

  test('an unresolved recipient still lists its candidates', () => {
    expect(resolve([of('contact:c'), of('lead:l')], 'onlyUnique').candidates).toHaveLength(2);
  });
});
