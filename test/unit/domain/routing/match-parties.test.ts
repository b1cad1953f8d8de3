import { expect, test } from 'vitest';
import type { ActivityParty } from '#shared/model/activity.ts';
import { matchParties } from '../../../../server/domain/routing/match-parties.ts';
import { buildFacts, buildOwner, buildPolicy, keyOf } from '../../../support/build-facts.ts';
import { buildMessage } from '../../../support/build-message.ts';

const person = (address: string, name: string | null = null) => ({ address, name });

/** `to info@fabrikam.test -> contact:c` for every party, in order. */
const lines = (parties: readonly ActivityParty[]): string[] =>
  parties.map(({ role, address, resolution }) => {
    const record =
      resolution.kind === 'resolved' ? `${resolution.record.type}:${resolution.record.id}` : resolution.kind;
    return `${role} ${address} -> ${record}`;
  });

test('R1: parties of every role and record type, in the order of the fields', () => {
  const message = buildMessage({
    from: [person('anna@fabrikam.test', 'Anna')],
    to: [person('sales@contoso.test'), person('clara@contoso.test')],
    cc: [person('office@fabrikam.test')],
    bcc: [person('leads@list.test')],
  });
  const facts = buildFacts([
    buildOwner('contact:anna', 'anna@fabrikam.test'),
    buildOwner('queue:sales', 'sales@contoso.test'),
    buildOwner('user:clara', 'clara@contoso.test'),
    buildOwner('account:fabrikam', 'office@fabrikam.test'),
    buildOwner('supplier:list', 'leads@list.test'),
  ]);
  expect(lines(matchParties(message, facts, buildPolicy()))).toEqual([
    'from anna@fabrikam.test -> contact:anna',
    'to sales@contoso.test -> queue:sales',
    'to clara@contoso.test -> user:clara',
    'cc office@fabrikam.test -> account:fabrikam',
    'bcc leads@list.test -> supplier:list',
  ]);
});

const shared = buildFacts([
  buildOwner('contact:c', 'info@fabrikam.test'),
  buildOwner('lead:l', 'info@fabrikam.test'),
  buildOwner('contact:gone', 'info@fabrikam.test', { active: false }),
]);

test('R4: all matches of a recipient become parties, each listing all candidates', () => {
  const message = buildMessage({ from: [], to: [person('info@fabrikam.test', 'Info')] });
  const parties = matchParties(message, shared, buildPolicy());
  expect(lines(parties)).toEqual(['to info@fabrikam.test -> contact:c', 'to info@fabrikam.test -> lead:l']);
  expect(parties.map(({ name, resolution }) => [name, resolution.candidates?.length])).toEqual([
    ['Info', 3],
    ['Info', 3],
  ]);
});

test('R4: with the setting a recipient with several matches is one unresolved party', () => {
  const message = buildMessage({ from: [], to: [person('info@fabrikam.test')] });
  const parties = matchParties(message, shared, buildPolicy({ recipientPolicy: 'onlyUnique' }));
  expect(lines(parties)).toEqual(['to info@fabrikam.test -> unresolved']);
});

test('R4: where only inactive records match, those are the matches', () => {
  const facts = buildFacts(
    ['contact:a', 'contact:b'].map((record) =>
      buildOwner(record as `${string}:${string}`, 'info@fabrikam.test', { active: false }),
    ),
  );
  const message = buildMessage({ from: [], to: [person('info@fabrikam.test')] });
  expect(lines(matchParties(message, facts, buildPolicy()))).toEqual([
    'to info@fabrikam.test -> contact:a',
    'to info@fabrikam.test -> contact:b',
  ]);
});

test('R5: a remembered choice makes one party of a recipient with several matches', () => {
  const choices = [{ addressKey: keyOf('info@fabrikam.test'), record: { type: 'lead', id: 'l' } }];
  const message = buildMessage({ from: [], to: [person('info@fabrikam.test')] });
  expect(lines(matchParties(message, { ...shared, choices }, buildPolicy()))).toEqual([
    'to info@fabrikam.test -> lead:l',
  ]);
});

test('R5: an author with several matches of one rank is one ambiguous party', () => {
  const facts = buildFacts([
    buildOwner('contact:a', 'anna@fabrikam.test'),
    buildOwner('contact:b', 'anna@fabrikam.test'),
  ]);
  const message = buildMessage({ to: [] });
  expect(lines(matchParties(message, facts, buildPolicy()))).toEqual(['from anna@fabrikam.test -> ambiguous']);
});

test('one mailbox twice in a field is one party, in two fields two', () => {
  const message = buildMessage({
    from: [],
    to: [person('Anna@Fabrikam.test', 'Anna'), person('anna@fabrikam.test.')],
    cc: [person('anna@fabrikam.test')],
  });
  expect(lines(matchParties(message, buildFacts([]), buildPolicy()))).toEqual([
    'to Anna@fabrikam.test -> unresolved',
    'cc anna@fabrikam.test -> unresolved',
  ]);
});

test('R8: what is no single address is shown as written, cut, and matches nobody', () => {
  const facts = buildFacts([buildOwner('contact:c', 'a@b.test')]);
  const message = buildMessage({ from: [person('a@b.test, c@d.test')], to: [person(`${'x'.repeat(400)}@b.test`)] });
  const parties = matchParties(message, facts, buildPolicy());
  expect(parties.map(({ resolution }) => resolution.kind)).toEqual(['unresolved', 'unresolved']);
  expect(parties.map(({ address }) => address.length)).toEqual(['a@b.test, c@d.test'.length, 320]);
});

test('ten thousand recipients are matched against ten thousand owners', () => {
  const addresses = Array.from({ length: 10_000 }, (_, n) => `person${n}@fabrikam.test`);
  const message = buildMessage({ from: [], to: addresses.map((address) => person(address)) });
  const facts = buildFacts(addresses.map((address, n) => buildOwner(`contact:c${n}`, address)));
  const parties = matchParties(message, facts, buildPolicy());
  expect(parties).toHaveLength(10_000);
  expect(parties.every(({ resolution }, n) => resolution.kind === 'resolved' && resolution.record.id === `c${n}`)).toBe(
    true,
  );
});
