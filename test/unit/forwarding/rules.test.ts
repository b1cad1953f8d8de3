import { describe, expect, test } from 'vitest';
import { defaultTokenSettings } from '#shared/model/tracking-token.ts';
import { mostSenders } from '../../../server/domain/forwarding/forward-rule.ts';
import { messageRules, messageRuleState, type MessageRule } from '../../../server/domain/forwarding/message-rules.ts';
import { forwardScript, includedScript } from '../../../server/domain/forwarding/sieve-script.ts';
import { wantedRule } from '../../../server/domain/forwarding/wanted-rule.ts';

const sink = 'crm@contoso.test';
const only = { subjectParts: ['[CRM-'], senders: ['kim@fabrikam.example'] };
const tokens = { token: defaultTokenSettings, formerTokenFormats: [] };
const served = (given: Partial<MessageRule> = {}, at = 0): MessageRule => ({
  id: '1',
  hasError: false,
  exceptions: null,
  ...messageRules({ sink, only })[at],
  ...given,
});

describe('A15: what a forward rule says', () => {
  test('a script keeps what it includes, whatever its name', () => {
    for (const name of ['plain', 'my "own" \\ rules', 'ñandú']) {
      expect(includedScript(forwardScript({ sink, only: null }, name))).toBe(name);
    }
    expect(includedScript(forwardScript({ sink, only: null }, null))).toBeNull();
  });
  test('nothing that a name or address holds ends its string', () => {
    const script = forwardScript({ sink: 'a"; discard; #@b.test', only: null }, 'x"; stop;\r\n');
    expect(script).toContain('redirect :copy "a\\"; discard; #@b.test";');
    expect(script).toContain('include :personal :optional "x\\"; stop;  ";');
  });
  test.each([
    ['all', null],
    ['token', { subjectParts: ['[CRM-'], senders: [] }],
    ['tokenOrKnown', { subjectParts: ['[CRM-'], senders: ['kim@fabrikam.example'] }],
  ] as const)('forward %s', (scope, wanted) => {
    expect(wantedRule({ sink, only: scope }, tokens, ['kim@fabrikam.example'])).toEqual({ sink, only: wanted });
  });
  test('classic tokens, now and before, are forwarded too', () => {
    const classic = { prefix: 'Ref:', userDigits: 3, counterDigits: 3 };
    const settings = { token: { ...defaultTokenSettings, mode: 'classic' as const }, formerTokenFormats: [classic] };
    expect(wantedRule({ sink, only: 'token' }, settings, [])?.only?.subjectParts).toEqual(['[CRM-', 'CRM:', 'Ref:']);
  });
  test.each([
    [mostSenders, false],
    [mostSenders + 1, true],
  ])('%i known senders: too many %s', (count, tooMany) => {
    const senders = Array.from({ length: count }, (_, n) => `s${n}@x.test`);
    expect(wantedRule({ sink, only: 'tokenOrKnown' }, tokens, senders) === null).toBe(tooMany);
  });
});

describe('A15: how rules at Graph are found', () => {
  const both = [served(), served({}, 1)];
  const user: MessageRule = { id: '9', displayName: 'Move newsletters', actions: { moveToFolder: 'x' } };
  test.each([
    ['none of ours', [user], 'missing'],
    ['both', [user, ...both], 'working'],
    ['one of two', [served()], 'altered'],
    ['one too many', [...both, served({ displayName: 'Correspond: all mail' })], 'altered'],
    ['switched off', [served({ isEnabled: false }), served({}, 1)], 'switchedOff'],
    ['in error', [served({ hasError: true }), served({}, 1)], 'switchedOff'],
    [
      'another address',
      [served({ actions: { redirectTo: [{ emailAddress: { address: 'x@y.test' } }] } }), served({}, 1)],
      'altered',
    ],
    ['deletes too', [served({ actions: { ...served().actions, delete: true } }), served({}, 1)], 'altered'],
    ['an exception', [served({ exceptions: { subjectContains: ['private'] } }), served({}, 1)], 'altered'],
    ['other words', [served({ conditions: { subjectContains: ['x'] } }), served({}, 1)], 'altered'],
    [
      'as the service fills it up',
      [
        served({ conditions: { subjectContains: ['[crm-'], hasAttachments: null, sentToMe: false, bodyContains: [] } }),
        served({}, 1),
      ],
      'working',
    ],
  ] as const)('%s: %s', (_, rules, state) => {
    expect(messageRuleState(rules, { sink, only })).toBe(state);
  });
});
