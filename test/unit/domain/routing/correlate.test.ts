import { describe, expect, test } from 'vitest';
import type { Correlation } from '../../../../server/domain/routing/correlate.ts';
import { correlate } from '../../../../server/domain/routing/correlate.ts';
import type { CorrelationFacts, KnownActivity } from '../../../../server/domain/routing/facts.ts';
import type { Message } from '../../../../server/domain/mail/message.ts';
import type { SenderTrust } from '../../../../server/domain/routing/sender-trust.ts';
import { buildActivity, day, keyOf } from '../../../support/build-facts.ts';
import { buildMessage } from '../../../support/build-message.ts';

const trustNobody: SenderTrust = { ownAddresses: [], authenticationServers: [] };

const facts = (
  byMessageId: readonly KnownActivity[],
  byConversation: readonly KnownActivity[] = [],
): CorrelationFacts => ({
  byMessageId,
  byConversation,
  byToken: [],
  bySubject: [],
});

const stored = (id: string, changes: Partial<KnownActivity> = {}): KnownActivity =>
  buildActivity({ id, threadId: id, messageIdKey: `${id}@fabrikam.test`, ...changes });

const follow = (changes: Partial<Message>, known: CorrelationFacts, trust = trustNobody): Correlation | null =>
  correlate(
    buildMessage({ messageId: '<reply@fabrikam.test>', subject: 'RE: Quote for pumps', ...changes }),
    known,
    trust,
  );

/** The octet 1, a time and a GUID, then one block of five octets for each reply. */
const guid = [1, 0xd9, 0x10, 0x22, 0x33, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const threadIndex = (...blocks: number[][]): string => Buffer.from([...guid, ...blocks.flat()]).toString('base64');
const conversationKey = `${threadIndex().slice(0, 29)}${'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(threadIndex().charAt(29)) >> 4}`;
const headers = (value: string) => [{ name: 'thread-index', value }];

describe('C1: order of the evidence', () => {
  const a = stored('a');
  const b = stored('b');
  const c = stored('c', { conversationKey });
  const all = facts([a, b], [c]);
  const everything = {
    inReplyTo: ['<a@fabrikam.test>'],
    references: ['<b@fabrikam.test>'],
    headers: headers(threadIndex([1, 2, 3, 4, 5])),
  };

  test.each([
    ['In-Reply-To first', everything, 'inReplyTo', 'a', '<a@fabrikam.test>'],
    ['then References', { ...everything, inReplyTo: ['<unknown@x.test>'] }, 'references', 'b', '<b@fabrikam.test>'],
    [
      'then the conversation index',
      { ...everything, inReplyTo: [], references: [] },
      'conversationIndex',
      'c',
      `Thread-Index: ${threadIndex([1, 2, 3, 4, 5])}`,
    ],
  ] as const)('%s', (_, message, ...[method, id, evidence]) => {
    expect(follow(message, all)).toMatchObject({ method, activity: { id }, evidence });
  });

  test('nothing known, nothing linked', () => {
    expect(follow(everything, facts([]))).toBeNull();
    expect(follow({}, all)).toBeNull();
  });

  test('of the references the newest known one', () => {
    const references = ['<a@fabrikam.test>', '<b@fabrikam.test>', '<unknown@x.test>'];
    expect(follow({ references }, all)).toMatchObject({ activity: { id: 'b' } });
  });

  test('only the last 32 references count', () => {
    const later = (count: number): string[] => Array.from({ length: count }, (_, n) => `<later${n}@x.test>`);
    expect(follow({ references: ['<a@fabrikam.test>', ...later(31)] }, all)).toMatchObject({ activity: { id: 'a' } });
    expect(follow({ references: ['<a@fabrikam.test>', ...later(32)] }, all)).toBeNull();
  });

  test('folded references are one list', () => {
    const references = ['<unknown@x.test>\r\n\t<a@fabrikam.test>'];
    expect(follow({ references }, all)).toMatchObject({ activity: { id: 'a' } });
  });

  test('a message never follows itself', () => {
    const message = {
      messageId: '<a@fabrikam.test>',
      inReplyTo: ['<a@fabrikam.test>'],
      headers: headers(threadIndex()),
    };
    expect(follow(message, facts([a], [stored('a', { conversationKey })]))).toBeNull();
  });

  test('in a conversation the newest activity, whatever blocks the replies added', () => {
    const known = [
      stored('old', { conversationKey, sentAt: day(1) }),
      stored('new', { conversationKey, sentAt: day(2) }),
    ];
    expect(follow({ headers: headers(threadIndex()) }, facts([], known))).toMatchObject({ activity: { id: 'new' } });
  });

  test.each([
    ['too short', threadIndex().slice(0, 28)],
    ['not base64', '*'.repeat(30)],
    ['another first octet', Buffer.from([2, ...guid.slice(1)]).toString('base64')],
    ['empty', ''],
  ])('a Thread-Index that is none (%s) says nothing', (_, value) => {
    expect(follow({ headers: headers(value) }, facts([], [stored('x', { conversationKey })]))).toBeNull();
  });
});

describe('C2: only stored ids are looked up', () => {
  test.each([
    ['another case on the left', '<A@fabrikam.test>'],
    ['an id within an id', '<a@fabrikam.test-2>'],
    ['the activity id', '<activity-1>'],
    ['a look-alike', '<а@fabrikam.test>'],
  ])('%s is another id', (_, id) => {
    expect(follow({ inReplyTo: [id] }, facts([stored('a')]))).toBeNull();
  });

  test('of activities with one reused id the one whose thread the sender belongs to, then the first', () => {
    const reused = [
      stored('later', { messageIdKey: 'x@y.test', sentAt: day(5) }),
      stored('first', { messageIdKey: 'x@y.test', sentAt: day(1) }),
    ];
    expect(follow({ inReplyTo: ['<x@y.test>'] }, facts(reused))).toMatchObject({ activity: { id: 'first' } });
    const [later, first] = reused;
    const strangers = { ...first!, threadParties: [keyOf('mallory@evil.test')] };
    expect(follow({ inReplyTo: ['<x@y.test>'] }, facts([strangers, later!]))).toMatchObject({
      activity: { id: 'later' },
    });
  });
});

describe('C3: a changed subject', () => {
  test.each([
    ['RE: Quote for pumps', false],
    ['Antw: quote  for PUMPS', false],
    ['回复：Quote for pumps', false],
    ['Something else', true],
    ['RE: Quote for pumps and valves', true],
    ['', true],
  ])('%s: changed %s, linked in any case', (subject, subjectChanged) => {
    expect(follow({ subject, inReplyTo: ['<a@fabrikam.test>'] }, facts([stored('a')]))).toMatchObject({
      method: 'inReplyTo',
      subjectChanged,
    });
  });
});

describe('C8: the stranger rule', () => {
  const parties = ['anna@fabrikam.test', 'bruno@gmail.com', 'sales@contoso.test'].map(keyOf);
  const known = facts(
    [stored('a', { threadParties: parties })],
    [stored('c', { conversationKey, threadParties: parties })],
  );
  const from = (...addresses: string[]) => ({ from: addresses.map((address) => ({ address, name: null })) });

  test.each([
    ['a party', ['anna@fabrikam.test'], true],
    ['a party in another spelling', ['"Anna"@FABRIKAM.test.'], true],
    ["a colleague of a party (the firm's domain)", ['carla@fabrikam.test'], true],
    ['a party with a public domain', ['bruno@gmail.com'], true],
    ['another person at that public domain', ['mallory@gmail.com'], false],
    ['a stranger', ['mallory@evil.test'], false],
    ['a subdomain of a party', ['mallory@sub.fabrikam.test'], false],
    ['a look-alike domain', ['anna@fаbrikam.test'], false],
    ['one of us', ['clara@northwind.test'], true],
    ['a party and a stranger together', ['anna@fabrikam.test', 'mallory@evil.test'], false],
    ['no author', [], false],
    ['something that is no address', ['anna@fabrikam.test, mallory@evil.test'], false],
    ['a tag of a party at a public domain, without the rule', ['bruno+x@gmail.com'], false],
  ] as const)('%s', (_, addresses, trusted) => {
    const trust = { ownAddresses: [keyOf('clara@northwind.test')], authenticationServers: [] };
    const sender = from(...addresses);
    expect(follow({ ...sender, inReplyTo: ['<a@fabrikam.test>'] }, known, trust)?.trusted).toBe(trusted);
    expect(follow({ ...sender, references: ['<a@fabrikam.test>'] }, known, trust)?.trusted).toBe(trusted);
    expect(follow({ ...sender, headers: headers(threadIndex()) }, known, trust)?.trusted).toBe(trusted);
  });

  test('with the rule a tag is the party itself', () => {
    const rules = { plusTagDomains: ['gmail.com'], dotlessDomains: ['gmail.com'] };
    const reply = { ...from('bru.no+x@gmail.com'), inReplyTo: ['<a@fabrikam.test>'] };
    expect(follow(reply, known, { ...trustNobody, rules })?.trusted).toBe(true);
  });

  test('a party whom our own server calls forged is a stranger', () => {
    const forged = [{ name: 'authentication-results', value: 'mx.contoso.test; dmarc=fail header.from=fabrikam.test' }];
    const reply = { ...from('anna@fabrikam.test'), inReplyTo: ['<a@fabrikam.test>'], headers: forged };
    expect(follow(reply, known, { ownAddresses: [], authenticationServers: ['mx.contoso.test'] })?.trusted).toBe(false);
    expect(follow(reply, known, { ownAddresses: [], authenticationServers: ['mx.other.test'] })?.trusted).toBe(true);
    expect(follow(reply, known)?.trusted).toBe(true);
  });
});
