import { describe, expect, test } from 'vitest';
import { defaultTokenSettings } from '#shared/model/tracking-token.ts';
import type { Message } from '../../../../server/domain/mail/message.ts';
import { correlate } from '../../../../server/domain/routing/correlate.ts';
import { correlationPolicy } from '../../../../server/domain/routing/correlation-policy.ts';
import type { CorrelationFacts, KnownActivity, TokenHolder } from '../../../../server/domain/routing/facts.ts';
import { defaultOrganizationSettings } from '../../../../server/domain/default-settings.ts';
import { tokensIn } from '../../../../server/domain/tokens/read-tokens.ts';
import { buildActivity, day, keyOf } from '../../../support/build-facts.ts';
import { buildMessage } from '../../../support/build-message.ts';

const settings = { ...defaultOrganizationSettings, token: { ...defaultTokenSettings, mode: 'classic' as const } };
const anna = keyOf('anna@fabrikam.test');
const sales = keyOf('sales@contoso.test');

const holder = (id: string, changes: Partial<KnownActivity> = {}, key = 'c:crm:0001001', sent = 1): TokenHolder => ({
  key,
  sentAt: day(sent),
  activity: buildActivity({ id, threadId: id, messageIdKey: `${id}@contoso.test`, ...changes }),
});

const follow = (changes: Partial<Message>, known: Partial<CorrelationFacts>, own = [sales], over = {}) => {
  const message = buildMessage({
    messageId: '<reply@fabrikam.test>',
    from: [{ address: anna, name: null }],
    to: [{ address: sales, name: null }],
    cc: [],
    subject: 'RE: Quote for pumps CRM:0001001',
    ...changes,
  });
  const changed = { ...settings, ...over };
  return correlate(
    message,
    { byMessageId: [], byConversation: [], byToken: [], bySubject: [], ...known },
    { ownAddresses: own, authenticationServers: ['mx.contoso.test'] },
    correlationPolicy(changed, tokensIn(message.subject, [settings.token])),
  );
};

describe('C1: the token stands between references and conversation index', () => {
  test('the method that hit, its evidence, and no changed subject because of the token', () => {
    expect(follow({}, { byToken: [holder('a')] })).toMatchObject({
      method: 'token',
      activity: { id: 'a' },
      evidence: 'CRM:0001001',
      trusted: true,
      subjectChanged: false,
    });
  });

  test('a header decides before it', () => {
    const known = { byMessageId: [holder('b').activity], byToken: [holder('a')] };
    expect(follow({ inReplyTo: ['<b@contoso.test>'] }, known)).toMatchObject({ method: 'inReplyTo' });
    expect(follow({ references: ['<b@contoso.test>'] }, known)).toMatchObject({ method: 'references' });
  });

  test('T4: of several tokens the newest that is known', () => {
    const byToken = [holder('a'), holder('b', {}, 'c:crm:0001002')];
    expect(follow({ subject: 'RE: Quote CRM:0001001 CRM:0001002' }, { byToken })?.activity.id).toBe('b');
    expect(follow({ subject: 'RE: Quote CRM:0001001 CRM:0001009' }, { byToken })?.activity.id).toBe('a');
    expect(follow({ subject: 'RE: Quote CRM:0001009' }, { byToken })).toBeNull();
  });

  test('a copy of the mail itself does not follow itself', () => {
    expect(follow({ messageId: '<a@contoso.test>' }, { byToken: [holder('a')] })).toBeNull();
  });
});

describe('T6: the stranger rule for tokens', () => {
  const from = (address: string, headers: Message['headers'] = []) => ({ from: [{ address, name: null }], headers });
  test.each([
    ['a party', from('anna@fabrikam.test'), true],
    ['a colleague of a party', from('carla@fabrikam.test'), true],
    ['a stranger', from('mallory@evil.test'), false],
    [
      'a party whom our server calls forged',
      from('anna@fabrikam.test', [
        { name: 'authentication-results', value: 'mx.contoso.test; dmarc=fail header.from=fabrikam.test' },
      ]),
      false,
    ],
  ])('%s', (_, changes, trusted) => {
    expect(follow(changes, { byToken: [holder('a')] })?.trusted).toBe(trusted);
  });
});

describe('T5: a token that stands for several mails', () => {
  const withPeople = (id: string, people: string[], sent: number) =>
    holder(id, { threadParties: [sales, ...people.map(keyOf)] }, 'c:crm:0001001', sent);

  test('the newest of the conversations that share a person', () => {
    const byToken = [
      withPeople('first', ['anna@fabrikam.test'], 1),
      withPeople('second', ['anna@fabrikam.test'], 2),
      withPeople('other', ['bruno@gmail.com'], 3),
    ];
    expect(follow({}, { byToken })).toMatchObject({ activity: { id: 'second' }, trusted: true });
  });

  test('we ourselves are no common person: ambiguous, proposed and not linked', () => {
    const byToken = [withPeople('a', ['bruno@gmail.com'], 1), withPeople('b', ['clara@gmail.com'], 2)];
    expect(follow({}, { byToken })).toMatchObject({ trusted: false, ambiguous: true, activity: { id: 'b' } });
  });

  test('other evidence decides where the token does not', () => {
    const byToken = [withPeople('a', ['bruno@gmail.com'], 1), withPeople('b', ['clara@gmail.com'], 2)];
    const subject = 'RE: Quote CRM:0001001 CRM:0001002';
    expect(follow({ subject }, { byToken: [...byToken, holder('c', {}, 'c:crm:0001002')] })?.activity.id).toBe('c');
  });
});

describe('C5: a forward to colleagues alone', () => {
  const own = ['sales@contoso.test', 'ben@contoso.test', 'carla@contoso.test'].map(keyOf);
  const to = (...addresses: string[]) => addresses.map((address) => ({ address, name: null }));
  const forward = {
    from: to('ben@contoso.test'),
    to: to('carla@contoso.test'),
    inReplyTo: ['<b@contoso.test>'],
    subject: 'FW: Quote for pumps',
  };
  const known = { byMessageId: [holder('b').activity] };
  const on = { skipInternalForwards: true };

  test('belongs to no conversation when the setting is on', () => {
    expect(follow(forward, known, own, on)).toBeNull();
    expect(follow({ ...forward, subject: 'WG: RE: Quote for pumps' }, known, own, on)).toBeNull();
    expect(follow(forward, known, own)?.activity.id).toBe('b');
  });

  test.each([
    ['a reply', { ...forward, subject: 'RE: FW: Quote for pumps' }],
    ['to a customer too', { ...forward, cc: to('anna@fabrikam.test') }],
    ['from a customer', { ...forward, from: to('anna@fabrikam.test') }],
    ['to nobody', { ...forward, to: [] }],
  ])('%s is correlated', (_, changes) => {
    expect(follow(changes, known, own, on)?.activity.id).toBe('b');
  });
});
