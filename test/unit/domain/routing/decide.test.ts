import { describe, expect, test } from 'vitest';
import { outcomeCodes } from '#shared/model/outcome.ts';
import type { Acceptance } from '#shared/model/router-settings.ts';
import { defaultOrganizationSettings } from '../../../../server/domain/default-settings.ts';
import { audienceOf } from '../../../../server/domain/routing/audience.ts';
import type { Correlation } from '../../../../server/domain/routing/correlate.ts';
import { type Choices, decide, loopLimit, type RoutingQuestion } from '../../../../server/domain/routing/decide.ts';
import { buildActivity, buildFacts, buildOwner, keyOf } from '../../../support/build-facts.ts';
import { buildMessage } from '../../../support/build-message.ts';

const person = (address: string) => ({ address, name: null });
const ben = buildOwner('user:ben', 'ben@contoso.test');
const carla = buildOwner('user:carla', 'carla@contoso.test');
const sales = buildOwner('queue:sales', 'sales@contoso.test');
const plain: Choices = { acceptance: 'replies', exclusions: [], rules: [], vetoed: false };

const link = (changes: Partial<Correlation> = {}): Correlation => ({
  method: 'inReplyTo',
  activity: buildActivity(),
  evidence: '<quote-1@fabrikam.test>',
  subjectChanged: false,
  trusted: true,
  ...changes,
});

interface Situation {
  readonly from?: string;
  readonly to?: readonly string[];
  readonly sender?: `${string}:${string}`;
  readonly foundAt?: readonly string[];
  readonly settings?: Partial<RoutingQuestion['settings']>;
  readonly ben?: Partial<Choices>;
  readonly carla?: Partial<Choices>;
  readonly sales?: Partial<Choices>;
  readonly subject?: string;
  readonly changes?: Partial<RoutingQuestion>;
}

const decided = (situation: Situation = {}) => {
  const { from = 'anna@fabrikam.example', to = ['ben@contoso.test'], sender, foundAt = [], subject } = situation;
  const message = buildMessage({
    from: [person(from)],
    to: to.map(person),
    ...(subject === undefined ? {} : { subject }),
  });
  const settings = { ...defaultOrganizationSettings, ...situation.settings };
  const matching = buildFacts([ben, carla, sales, ...(sender === undefined ? [] : [buildOwner(sender, from)])]);
  const audience = audienceOf({
    message,
    deliveredTo: [],
    foundAt: foundAt.map(keyOf),
    matching,
    ownDomains: settings.ownDomains,
    rules: settings,
  });
  return decide({
    message,
    settings,
    audience,
    choices: new Map([
      ['ben', { ...plain, ...situation.ben }],
      ['carla', { ...plain, ...situation.carla }],
      ['sales', { ...plain, acceptance: 'all', ...situation.sales }],
    ]),
    correlation: null,
    trackedOnSend: null,
    automatic: null,
    isReport: false,
    isCodeMail: false,
    automaticBefore: 0,
    folder: null,
    categories: [],
    ...situation.changes,
  });
};

const code = (situation?: Situation): number => outcomeCodes[decided(situation).reason];
const whom = (situation?: Situation): string[] => {
  const decision = decided(situation);
  return decision.kind === 'promote' ? decision.trackedFor.map(({ id }) => id) : [];
};

describe('A2: which unsolicited mail is taken, by option and by who is on the other side', () => {
  const table: readonly [Acceptance, stranger: number, supplier: number, contact: number, reply: number][] = [
    ['all', 6, 6, 6, 2],
    ['anyRecord', 7, 5, 5, 2],
    ['known', 7, 7, 5, 2],
    ['replies', 1, 1, 1, 2],
    ['none', 3, 3, 3, 2],
  ];
  test.each(table)('%s', (...[acceptance, stranger, supplier, contact, reply]) => {
    const option = { ben: { acceptance } };
    expect(code(option)).toBe(stranger);
    expect(code({ ...option, sender: 'supplier:wind' })).toBe(supplier);
    for (const sender of ['contact:anna', 'lead:anna', 'account:fabrikam'] as const)
      expect(code({ ...option, sender })).toBe(contact);
    // A3: what continues tracked mail is recorded whatever the option.
    expect(code({ ...option, changes: { correlation: link() } })).toBe(reply);
  });

  test('A2: with the organization switched off nothing is tracked, not even a reply', () => {
    const off = { settings: { trackEmail: false }, ben: { acceptance: 'all' as const } };
    expect([code(off), code({ ...off, changes: { correlation: link() } })]).toEqual([3, 3]);
  });

  test('A2: an address of no user or queue is code 3, a mail without author code 7', () => {
    expect(code({ to: ['nobody@contoso.test'] })).toBe(3);
    expect(code({ changes: { message: buildMessage({ from: [] }) } })).toBe(7);
  });
});

describe('A3: solicited or not', () => {
  test.each(['inReplyTo', 'references', 'token', 'conversationIndex'] as const)('%s is', (method) => {
    expect(code({ changes: { correlation: link({ method }) } })).toBe(2);
  });

  test('likeness alone is not, and neither is a stranger to the conversation (C8)', () => {
    expect(code({ changes: { correlation: link({ method: 'smartMatch' }) } })).toBe(1);
    expect(code({ changes: { correlation: link({ trusted: false }) } })).toBe(1);
  });

  const both = { to: ['ben@contoso.test', 'carla@contoso.test'], carla: { acceptance: 'all' as const } };
  test('any recipient who accepts is enough, and the mail is theirs', () => {
    expect([code(both), whom(both)]).toEqual([6, ['carla']]);
  });

  test('by setting only the mailbox it was found in decides; without such a mailbox all do', () => {
    const settings = { unsolicitedBy: 'readingMailbox' as const };
    expect(code({ ...both, settings, foundAt: ['ben@contoso.test'] })).toBe(1);
    expect(whom({ ...both, settings, foundAt: ['carla@contoso.test'] })).toEqual(['carla']);
    expect(code({ ...both, settings })).toBe(6);
  });
});

describe('A6: internal mail', () => {
  const internal = { from: 'ben@contoso.test', to: ['carla@contoso.test'] };
  test('is ignored by default, and its reply inside a tracked thread is recorded', () => {
    expect(code(internal)).toBe(4);
    expect(code({ ...internal, changes: { correlation: link() } })).toBe(2);
  });
  test('by setting it is two activities, of its author and of its receivers', () => {
    const decision = decided({ ...internal, settings: { internalMail: 'record' } });
    expect(decision).toMatchObject({
      kind: 'promote',
      twice: true,
      trackedFor: [
        { id: 'ben', side: 'author' },
        { id: 'carla', side: 'receiver' },
      ],
    });
  });
  test('somebody at our own domain who is no user counts as one of us; a queue does not', () => {
    const settings = { ownDomains: ['contoso.test'] };
    expect(code({ from: 'temp@contoso.test', settings, ben: { acceptance: 'all' } })).toBe(4);
    expect(code({ from: 'ben@contoso.test', to: ['sales@contoso.test'], settings })).toBe(6);
  });
});

describe('A7, A8: exclusions and ceiling', () => {
  const open = { acceptance: 'all' as const };
  test.each([['anna@fabrikam.example'], ['fabrikam.example']])('%s excluded by the organization', (entry) => {
    expect(code({ ben: open, settings: { exclusions: [entry] } })).toBe(103);
    expect(code({ settings: { exclusions: [entry] }, changes: { correlation: link() } })).toBe(103);
  });
  test('a subdomain is another domain, and one outsider who is not excluded is enough', () => {
    expect(code({ ben: open, settings: { exclusions: ['example'] } })).toBe(6);
    const settings = { exclusions: ['fabrikam.example'] };
    expect(code({ ben: open, settings, to: ['ben@contoso.test', 'someone@else.example'] })).toBe(6);
  });
  test("a user's exclusion is theirs alone", () => {
    const excluded = { acceptance: 'all' as const, exclusions: ['fabrikam.example'] };
    expect(code({ ben: excluded })).toBe(103);
    expect(whom({ to: ['ben@contoso.test', 'carla@contoso.test'], ben: excluded, carla: open })).toEqual(['carla']);
  });
  test('an option counts only as far as the ceiling allows', () => {
    expect(code({ ben: open, settings: { acceptanceCeiling: 'known' } })).toBe(7);
    expect(code({ ben: open, settings: { acceptanceCeiling: 'known' }, sender: 'lead:anna' })).toBe(5);
    expect(code({ ben: open, settings: { acceptanceCeiling: 'none' } })).toBe(3);
  });
});

describe('A24: rules', () => {
  const rule = { name: 'Tenders', enabled: true, subjectWords: ['quote', 'pumps'] };
  test('a rule goes beyond the option, names itself, and brings its regarding', () => {
    const regarding = [{ type: 'opportunity', id: 'tender' }];
    const decision = decided({ ben: { rules: [{ ...rule, regarding }] } });
    expect(decision).toMatchObject({ reason: 'rule', because: expect.stringContaining('Tenders') as string });
    expect(decision).toMatchObject({ trackedFor: [{ id: 'ben', regarding }] });
  });
  test.each([
    ['from', { from: ['fabrikam.example'] }, 111],
    ['from elsewhere', { from: ['contoso.test'] }, 1],
    ['to', { to: ['ben@contoso.test'] }, 111],
    ['part of a word', { subjectWords: ['quo'] }, 1],
    ['folder', { folder: 'Tenders' }, 111],
    ['category', { category: 'red' }, 111],
    ['all conditions', { from: ['fabrikam.example'], category: 'blue' }, 1],
  ] as const)('%s', (_name, conditions, expected) => {
    const own = { name: 'Mine', enabled: true, ...structuredClone(conditions) } as never;
    expect(code({ ben: { rules: [own] }, changes: { folder: 'tenders', categories: ['Red'] } })).toBe(expected);
  });
  test('a rule that is off says nothing; the first in order is named', () => {
    expect(code({ ben: { rules: [{ ...rule, enabled: false }] } })).toBe(1);
    const decision = decided({ ben: { rules: [{ ...rule, name: 'First' }, rule] } });
    expect(decision.because).toContain('First');
  });
  test('no rule passes an exclusion, a ceiling or a veto', () => {
    const rules = [rule];
    expect(code({ ben: { rules, exclusions: ['fabrikam.example'] } })).toBe(103);
    expect(code({ ben: { rules }, settings: { acceptanceCeiling: 'replies' } })).toBe(1);
    expect(code({ ben: { rules, vetoed: true } })).toBe(102);
  });
});

describe('A16, A19, C6, P7', () => {
  const toQueue = { to: ['sales@contoso.test'] };
  test('A16: a queue takes all mail that names it; mail that does not, only by setting', () => {
    expect([code(toQueue), whom(toQueue)]).toEqual([6, ['sales']]);
    const unnamed = { to: ['list@else.example'], foundAt: ['sales@contoso.test'] };
    expect(code(unnamed)).toBe(3);
    expect(code({ ...unnamed, settings: { queueUnnamedMail: 'accept' } })).toBe(6);
  });
  const kinds = [
    ['reply', 'automaticReplies', 100],
    ['notice', 'automaticReplies', 100],
    ['calendar', 'calendarMail', 100],
    ['list', 'listMail', 108],
  ] as const;
  test.each(kinds)('A19: %s by each policy', (kind, setting, rejected) => {
    const automatic = { kind, evidence: 'the field X-Test' };
    const by = (policy: 'ignore' | 'knownThreads' | 'likeOther', correlation: Correlation | null) =>
      code({ ...toQueue, settings: { [setting]: policy }, changes: { automatic, correlation } });
    expect([by('ignore', null), by('ignore', link())]).toEqual([rejected, rejected]);
    expect([by('knownThreads', null), by('knownThreads', link())]).toEqual([rejected, 2]);
    expect([by('likeOther', null), by('likeOther', link())]).toEqual([6, 2]);
  });
  test('A19: the twentieth automatic mail within two hours is taken, the next is a loop', () => {
    const automatic = { kind: 'reply', evidence: 'the field Auto-Submitted' } as const;
    const after = (automaticBefore: number) => code({ changes: { automatic, automaticBefore, correlation: link() } });
    expect([after(loopLimit.mails - 1), after(loopLimit.mails)]).toEqual([2, 101]);
  });
  test('A19: a report of a mail system is neither mail nor refused', () => {
    expect(code({ changes: { isReport: true }, settings: { trackEmail: false } })).toBe(107);
  });
  test('C6: a veto stands above a reply, for those who have it', () => {
    expect(code({ ben: { vetoed: true }, changes: { correlation: link() } })).toBe(102);
  });
  test('P7: what its author wrote with Track on is tracked for them', () => {
    const situation = { from: 'ben@contoso.test', to: ['anna@fabrikam.example'], changes: { trackedOnSend: 'ben' } };
    expect([code(situation), whom(situation)]).toEqual([110, ['ben']]);
  });
});
