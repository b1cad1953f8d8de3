import { describe, expect, test } from 'vitest';
import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import { defaultOrganizationSettings } from '../../../../server/domain/default-settings.ts';
import { likelyPredecessors, subjectWords } from '../../../../server/domain/routing/smart-match.ts';
import { buildActivity, day, keyOf } from '../../../support/build-facts.ts';
import { buildMessage } from '../../../support/build-message.ts';

const on = { ...defaultOrganizationSettings.smartMatch, enabled: true };
const people = ['anna@fabrikam.test', 'sales@contoso.test', 'ben@contoso.test'];

const likely = (
  subject: string,
  {
    settings = {},
    stored = 'Quote for pumps',
    common = 2,
    days = 1,
  }: { settings?: Partial<OrganizationSettings['smartMatch']>; stored?: string; common?: number; days?: number } = {},
): boolean => {
  const message = buildMessage({
    subject,
    messageId: '<reply@fabrikam.test>',
    date: day(100),
    from: [{ address: people[0]!, name: null }],
    to: people.slice(1).map((address) => ({ address, name: null })),
    cc: [],
  });
  const known = buildActivity({
    subject: stored,
    sentAt: day(100 - days),
    threadParties: people.slice(0, common).map(keyOf),
  });
  return (
    likelyPredecessors(message, [known], { settings: { ...on, ...settings }, formats: [] }).activities.length === 1
  );
};

describe('C4: smart match', () => {
  test.each([
    ['RE: Quote for pumps', true],
    ['Antw: AW: quote  for PUMPS', true],
    ['RV: Quote for pumps', true],
    ['回复：Quote for pumps', true],
    ['RE: Quote, for "pumps"!', true],
    ['[list] Re: Quote for pumps', true],
    ['Re: [list] Quote for pumps', true],
    ['Spare parts (was: Quote for pumps)', true],
    ['Re: [list] Spare parts [Was Re: Quote for pumps]', true],
    ['Spare parts (was: Quote for valves)', false],
    ['Quote for pumps', false],
    ['Re: Invoice: Quote for pumps', false],
    ['RE: Quote for valves', false],
    ['Quote', false],
    ['', false],
  ])('%s: %s', (subject, expected) => {
    expect(likely(subject)).toBe(expected);
  });

  test('is off by default', () => {
    expect(defaultOrganizationSettings.smartMatch.enabled).toBe(false);
    expect(likely('RE: Quote for pumps', { settings: { enabled: false } })).toBe(false);
  });

  test('a listed word before a colon does not count', () => {
    expect(likely('Re: Invoice: Quote for pumps', { settings: { prefixes: ['invoice'] } })).toBe(true);
  });

  test('a subject without words follows none', () => {
    expect(likely('Re: !!!', { stored: '???' })).toBe(false);
  });

  test('at least 2 common addresses, or as set', () => {
    expect([0, 1, 2, 3].map((common) => likely('RE: Quote for pumps', { common }))).toEqual([false, false, true, true]);
    expect(likely('RE: Quote for pumps', { common: 2, settings: { commonAddresses: 3 } })).toBe(false);
    expect(likely('RE: Quote for pumps', { common: 1, settings: { commonAddresses: 1 } })).toBe(true);
  });

  test('90 days apart, or as set, before and after', () => {
    expect([90, 90.01, -90, -90.01].map((days) => likely('RE: Quote for pumps', { days }))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(likely('RE: Quote for pumps', { days: 8, settings: { days: 7 } })).toBe(false);
  });

  test('words that differ: none, or as set', () => {
    const subject = 'RE: Quote for large pumps';
    expect(likely(subject)).toBe(false);
    expect(likely(subject, { settings: { difference: 1 } })).toBe(true);
    expect(likely('RE: Quote for valves', { settings: { difference: 1 } })).toBe(false);
    expect(likely('RE: Quote for valves', { settings: { difference: 2 } })).toBe(true);
  });

  test('the first 20 words, or as set', () => {
    const words = (count: number, last = '') => [...Array.from({ length: count }, (_, n) => `w${n}`), last].join(' ');
    expect(likely(`Re: ${words(20, 'a')}`, { stored: words(20, 'b') })).toBe(true);
    expect(likely(`Re: ${words(19, 'a')}`, { stored: words(19, 'b') })).toBe(false);
    expect(likely(`Re: ${words(3, 'a')}`, { stored: words(3, 'b'), settings: { words: 3 } })).toBe(true);
  });

  test('a mail that quotes the other needs no common address and no reply prefix', () => {
    const message = (text: string) =>
      buildMessage({
        messageId: '<r@x.test>',
        subject: '[list] Quote for pumps',
        date: day(1),
        from: [],
        to: [],
        text,
      });
    const known = buildActivity({ sentAt: day(0), text: 'Dear Anna,\nplease send us twelve pumps by May.\nBen' });
    const found = (text: string) =>
      likelyPredecessors(message(text), [known], { settings: on, formats: [] }).activities.length === 1;
    expect(found('Gladly.\n\n> Dear Anna,\n> Please send us twelve pumps by May.')).toBe(true);
    expect(found('Gladly.\nAB> > please send us twelve pumps by May')).toBe(true);
    expect(found('Please send us twelve pumps by May.')).toBe(false);
    expect(found('> Dear Anna,')).toBe(false);
    expect(found('> please send us twelve valves by May.')).toBe(false);
  });

  const letter =
    'Dear Anna,\nwe should like to have twelve of the large pumps by the end of May.\n\nBest regards,\nBen';
  const asked = (text: string, stored: string) =>
    likelyPredecessors(
      buildMessage({ messageId: '<r@x.test>', subject: 'Quote for pumps', date: day(1), from: [], to: [], text }),
      [buildActivity({ sentAt: day(0), text: stored })],
      { settings: on, formats: [] },
    ).activities.length === 1;

  test('a quote whose lines were filled anew is a quote from eight words in a row on', () => {
    expect(asked('   Ben> we should like to have\n   Ben> twelve of the large pumps', letter)).toBe(true);
    expect(asked('   >> to have twelve of\n   >> the large pumps by', letter)).toBe(true);
    expect(asked('> to have twelve of\n> the large pumps', letter)).toBe(false);
    expect(asked('we should like to have\ntwelve of the large pumps', letter)).toBe(false);
  });

  test('all below the header block of Outlook is quoted', () => {
    const block = 'From: Ben Carter\nSent: Monday, March 2, 2026\nTo: Anna\nSubject: Quote for pumps\n\n';
    expect(asked(`Gladly.\n\n${block}${letter}`, letter)).toBe(true);
    expect(asked(`${letter}\n\n${block}`, letter)).toBe(false);
  });

  test('what a list writes below every mail is no quote', () => {
    const footer = '_______________________________________________\nPumps mailing list\npumps@lists.example';
    expect(asked('Yes.\n> Pumps mailing list\n> pumps@lists.example', `${letter}\n${footer}`)).toBe(false);
    expect(asked('Yes.\n> Pumps mailing list\n> pumps@lists.example', `${footer}${'\nmore'.repeat(15)}`)).toBe(true);
  });

  test('of two mails with one greeting the one is followed of which more is quoted', () => {
    const second = letter.replace('twelve of the large', 'two of the small');
    const found = likelyPredecessors(
      buildMessage({
        messageId: '<r@x.test>',
        subject: 'Quote for pumps',
        date: day(3),
        text: letter.replaceAll(/^/gm, '> '),
      }),
      [
        buildActivity({ id: 'a', sentAt: day(0), text: letter }),
        buildActivity({ id: 'b', sentAt: day(1), text: second }),
      ],
      { settings: on, formats: [] },
    );
    expect(found).toMatchObject({ quoted: true, activities: [{ id: 'a' }] });
  });

  test('tokens and the order of words say nothing', () => {
    expect(subjectWords('Pumps Quote pumps [CRM-00001-0123456789abc]', on, [])).toEqual(['pumps', 'quote']);
  });
});
