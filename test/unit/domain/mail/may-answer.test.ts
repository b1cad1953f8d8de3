import { expect, test } from 'vitest';
import { answerLimits, mayAnswer, type AnswerFacts } from '../../../../server/domain/mail/may-answer.ts';
import { eml } from '../../../support/eml.ts';
import { dsn, readMail } from '../../../support/reports.ts';

const quiet: AnswerFacts = { isOwnMail: false, answersInDay: 0, automaticInTwoHours: 0 };
const ask = (text: string, facts: Partial<AnswerFacts> = {}) => mayAnswer(readMail(text), { ...quiet, ...facts });

test('A19: a person gets an answer', () => {
  expect(ask(eml({ headers: ['Return-Path: <anna@fabrikam.example>'] }))).toEqual({ may: true });
});

test.each([
  ['the empty sender', eml({ headers: ['Return-Path: <>'] })],
  ['a mail system', eml({ from: 'MAILER-DAEMON@fabrikam.example' })],
  ['a list owner', eml({ headers: ['Return-Path: <owner-pumps@fabrikam.example>'] })],
  ['an absence', eml({ headers: ['Auto-Submitted: auto-replied'] })],
  ['a notice', eml({ headers: ['Auto-Submitted: auto-generated'] })],
  ['list mail', eml({ headers: ['List-Id: <pumps.fabrikam.example>'] })],
  ['bulk mail', eml({ headers: ['Precedence: bulk'] })],
  ['a delivery report', dsn({ groups: [['Final-Recipient: rfc822; a@fabrikam.example', 'Action: failed']] })],
])('A19: %s is never answered', (_, text) => {
  expect(ask(text).may).toBe(false);
});

test('A19: our own mail is not answered', () => {
  expect(ask(eml(), { isOwnMail: true })).toEqual({ may: false, because: 'it is our own mail' });
});

test('A19: one sender is answered once a day', () => {
  expect(ask(eml(), { answersInDay: answerLimits.perDay - 1 }).may).toBe(true);
  expect(ask(eml(), { answersInDay: answerLimits.perDay }).may).toBe(false);
});

test('A19: two programs that answer each other are parted at 20 mails in two hours', () => {
  expect(ask(eml(), { automaticInTwoHours: 19 }).may).toBe(true);
  expect(ask(eml(), { automaticInTwoHours: 20 }).may).toBe(false);
});
