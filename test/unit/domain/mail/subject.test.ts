import { expect, test } from 'vitest';
import { sameSubject, subjectKey } from '../../../../server/domain/mail/subject.ts';

test.each([
  ['Quote for pumps', 'quote for pumps'],
  ['RE: Quote', 'quote'],
  ['Re: Fwd: AW: Quote', 'quote'],
  ['RE:Quote', 'quote'],
  ['Re : Quote', 'quote'],
  ['Re[2]: Quote', 'quote'],
  ['Re (3): Quote', 'quote'],
  ['Antw: Quote', 'quote'],
  ['RV: Presupuesto', 'presupuesto'],
  ['回复：Quote', 'quote'],
  ['Vá: Quote', 'quote'],
  ['Отв: Quote', 'quote'],
  ['תשובה: Quote', 'quote'],
  ['  Quote \t for\r\n pumps ', 'quote for pumps'],
  ['Invoice: for pumps', 'invoice: for pumps'],
  ['Re: Invoice: Re: pumps', 'invoice: re: pumps'],
  ['RE: R: I: Preventivo', 'preventivo'],
  ['İLT: Teklif', 'teklif'],
  ['Two words: for pumps', 'two words: for pumps'],
  ['RE:', ''],
  [': Quote', ': quote'],
  ['', ''],
  ['Jose\u0301', 'josé'],
])('C3: the key of %j is %j', (subject, key) => {
  expect(subjectKey(subject)).toBe(key);
});

test('C3: prefixes, white space and case do not change a subject, words do', () => {
  expect(sameSubject('RE: AW: Quote  for pumps', 'quote for Pumps')).toBe(true);
  expect(sameSubject('RE: Quote for pumps', 'Quote for valves')).toBe(false);
});

test('a subject of a million characters costs what its first characters cost', () => {
  const long = 'Re: '.repeat(250_000);
  expect(subjectKey(long)).toBe('');
  expect(subjectKey('x '.repeat(500_000))).toHaveLength(9_999);
});
