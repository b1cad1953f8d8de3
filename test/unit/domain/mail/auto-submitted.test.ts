import { expect, test } from 'vitest';
import { parseMessage } from '../../../../server/adapters/mime/parse-message.ts';
import { classifyAutomatic } from '../../../../server/domain/mail/auto-submitted.ts';
import { eml } from '../../../support/eml.ts';

const classify = (text: string) => {
  const reading = parseMessage(Buffer.from(text));
  if (reading.kind === 'unreadable') throw new Error(reading.detail);
  return classifyAutomatic(reading.message);
};

test.each([
  ['Auto-Submitted: auto-replied (vacation)', 'reply'],
  ['Auto-Submitted: auto-generated', 'notice'],
  ['X-Autoreply: yes', 'reply'],
  ['X-Autorespond: Quote for pumps', 'reply'],
  ['Precedence: auto_reply', 'reply'],
  ['Return-Path: <>', 'reply'],
  ['X-Auto-Response-Suppress: DR, OOF, AutoReply', 'notice'],
  ['List-Id: Pumps <pumps.fabrikam.example>', 'list'],
  ['Precedence: bulk', 'list'],
  ['List-Unsubscribe: <https://fabrikam.example/u>', 'list'],
])('A19: %s is %s', (header, kind) => {
  const found = classify(eml({ headers: [header] }));
  expect(found?.kind).toBe(kind);
  expect(header).toContain(found?.evidence.replace('the field ', '').split(':')[0]);
});

test.each(['Auto-Submitted: no', 'X-Autoreply: no', 'Precedence: normal', 'Return-Path: <anna@fabrikam.example>'])(
  'A19: %s is written by a person',
  (header) => {
    expect(classify(eml({ headers: [header] }))).toBeNull();
  },
);

test('A19: an answer by itself to a list is a reply, whatever list fields it carries along', () => {
  const headers = ['List-Id: <pumps.fabrikam.example>', 'Precedence: bulk', 'Auto-Submitted: auto-replied'];
  expect(classify(eml({ headers }))?.kind).toBe('reply');
});

test.each([
  'Out of Office: Quote for pumps',
  'Automatic reply: Quote for pumps',
  'Respuesta automática: Presupuesto',
  'Abwesenheitsnotiz: Angebot',
  'Réponse automatique : devis',
  'Automatisch antwoord: offerte',
  '自动回复: 报价',
  'Автоматический ответ: насосы',
])('A19: without headers the subject %s is that of an automatic reply', (subject) => {
  expect(classify(eml({ subject }))).toEqual({
    kind: 'reply',
    evidence: 'the words of an automatic reply in the subject',
  });
});

test.each([
  'I will be out of the office starting 02/03/2026 and will not return until 09/03/2026.',
  'Ich bin bis 9. März nicht im Büro.',
  'Bonjour, je suis absent jusqu’au 9 mars.',
  'Estaré fuera de la oficina hasta el 9 de marzo.',
  'This is an automated response. There is no need to reply.',
])('A19: without headers the opening "%s" is that of a program', (text) => {
  expect(classify(eml({ subject: '[pumps] Quote', text }))?.kind).toBe('reply');
});

test.each([
  ['Re: out of office', 'Imagine if everybody did that!\r\n\r\n> I am out of the office.'],
  ['Quote', 'Sorry for the late answer.\r\n\r\nOn Monday Anna wrote:\r\n> I am on leave.'],
  ['Summer vacation', 'Which weeks will you be away?'],
  ['Quote', 'I am currently away from my desk; Ben will send the quote.'],
])('A19: a person wrote "%s": %s', (subject, text) => {
  expect(classify(eml({ subject, text }))).toBeNull();
});

const invitation = (method: string): string =>
  eml({
    headers: ['MIME-Version: 1.0', 'Content-Type: text/calendar; charset=utf-8'],
    text: ['BEGIN:VCALENDAR', 'VERSION:2.0', ...(method === '' ? [] : [`METHOD:${method}`]), 'END:VCALENDAR'].join(
      '\r\n',
    ),
  });

test('A19: a calendar part with a METHOD is calendar mail, a calendar file is not', () => {
  expect(classify(invitation('REQUEST'))).toEqual({
    kind: 'calendar',
    evidence: 'a calendar part with METHOD:REQUEST',
  });
  expect(classify(invitation(''))).toBeNull();
});
