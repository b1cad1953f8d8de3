import { afterAll, expect, test } from 'vitest';
import { parseAddress } from '#shared/model/address.ts';
import { authenticationOf } from '../../server/domain/mail/authentication-results.ts';
import { classifyAutomatic } from '../../server/domain/mail/auto-submitted.ts';
import { readDeliveryReport } from '../../server/domain/mail/delivery-report.ts';
import { messageIdKey, parseMessageIds } from '../../server/domain/mail/message-id.ts';
import { quotedBy, quotesIn } from '../../server/domain/mail/quotes-mail.ts';
import { removeQuotedHtml } from '../../server/domain/mail/quoted-html.ts';
import { removeQuotedText } from '../../server/domain/mail/quoted-text.ts';
import { formerSubject, subjectKey } from '../../server/domain/mail/subject.ts';
import { messageWith } from '../support/reports.ts';
import { tokensIn, withoutTokens } from '../../server/domain/tokens/read-tokens.ts';
import { openStepCounter } from '../support/count-steps.ts';

const classic = { prefix: 'CRM:', userDigits: 3, counterDigits: 3 };
const tokens = (text: string) => tokensIn(text, [classic]);

const servers = ['mx.test'];
const results = (value: string) =>
  authenticationOf({ headers: [{ name: 'authentication-results', value: `mx.test; ${value}` }] }, servers);

const automatic = (subject: string) => classifyAutomatic(messageWith({ subject, text: subject }));
const report = (text: string) =>
  readDeliveryReport(messageWith({ subject: 'Undelivered mail', text: `It could not be delivered\n${text}` }));

/** Reader, what is repeated, and how often at first. The second run is four times as long. */
const cases: [string, (text: string) => unknown, string, number][] = [
  ['address: opened comments', parseAddress, '(', 400],
  ['address: comments', parseAddress, '(a)', 130],
  ['address: opened quotes', parseAddress, '"', 400],
  ['address: escapes', parseAddress, '"\\', 200],
  ['address: @', parseAddress, '@', 400],
  ['address: <', parseAddress, '<', 400],
  ['address: words', parseAddress, 'a ', 200],
  ['address: labels', parseAddress, 'é.', 200],
  ['address: after an @', (text) => parseAddress(`a@${text}`), 'a.', 200],
  ['subject: prefixes', subjectKey, 'Re: ', 500],
  ['subject: colons', subjectKey, ':', 2_000],
  ['subject: before it was changed', formerSubject, '(was a) ', 200],
  ['subject: counters', subjectKey, 'Re[1', 500],
  ['token: closed brackets', tokens, ']', 400],
  ['token: brackets', tokens, '[a-', 300],
  ['token: prefixes', tokens, 'CRM:', 400],
  ['token: digits', tokens, 'CRM:0001001 ', 200],
  ['token: white space', tokens, ' ', 1_000],
  ['token: taken away', (text) => withoutTokens(text, [classic]), 'CRM:0001001 ', 200],
  ['quoted: marks', (text) => quotedBy(quotesIn(text), text), '> > a\n', 300],
  ['quoted: one line', (text) => quotedBy(quotesIn(`> ${text}`), text), 'a. ', 500],
  ['ids: opened', parseMessageIds, '<', 2_000],
  ['ids: closed', parseMessageIds, '<a@b>', 400],
  ['id: opened comments', messageIdKey, '(', 2_000],
  ['quote: marks', removeQuotedText, '> a\n', 500],
  ['quote: sentences', removeQuotedText, 'On 1 a wrote\n', 500],
  ['quote: sentences with a quote', removeQuotedText, 'On 1 a wrote:\n> a\n', 300],
  ['quote: fields', removeQuotedText, 'From: a\n', 500],
  ['quote: blank lines', removeQuotedText, '\n', 2_000],
  ['html: opened tags', removeQuotedHtml, '<', 2_000],
  ['html: elements', removeQuotedHtml, '<div>', 500],
  ['html: quotes', removeQuotedHtml, '<div class="gmail_quote">', 200],
  ['html: closed quotes', removeQuotedHtml, '<div class="gmail_quote"></div>', 200],
  ['html: comments', removeQuotedHtml, '<!---->', 500],
  ['html: opened comments', removeQuotedHtml, '<!--', 500],
  ['html: attributes left open', removeQuotedHtml, '<a b="', 500],
  ['automatic: words', automatic, 'i am ', 200],
  ['report: recipients', report, '<a@b.test>: 550 unknown\n', 30],
  ['report: codes', report, '5.1.1 ', 300],
  ['report: blank lines', report, '\n', 500],
  ['report: words', report, 'user mailbox ', 200],
  ['results: methods', results, 'spf=fail;', 300],
  ['results: comments', results, '(', 1_000],
  ['results: quotes', results, '"a', 1_000],
];

const steps = await openStepCounter();
afterAll(() => steps.close());

test.each(cases)('%s: four times the text costs at most four times the steps', async (_, read, piece, times) => {
  const few = await steps.count(() => read(piece.repeat(times)));
  const many = await steps.count(() => read(piece.repeat(4 * times)));
  expect(few).toBeGreaterThan(0);
  expect(many / few).toBeLessThan(4.5);
});
