import { parseMessage } from '../../server/adapters/mime/parse-message.ts';
import { readDeliveryReport } from '../../server/domain/mail/delivery-report.ts';
import type { Message } from '../../server/domain/mail/message.ts';

/** Read by the product's own reader. */
export const readMail = (text: string): Message => {
  const reading = parseMessage(Buffer.from(text));
  if (reading.kind === 'unreadable') throw new Error(reading.detail);
  return reading.message;
};

export const readReport = (text: string) => readDeliveryReport(readMail(text));

const daemon = [
  'Return-Path: <>',
  'From: Mail Delivery System <MAILER-DAEMON@mx.contoso.test>',
  'To: ben@contoso.test',
  'Date: Mon, 02 Mar 2026 08:00:05 +0000',
  'Message-ID: <report-1@mx.contoso.test>',
];

const returned = [
  'Return-Path: <ben@contoso.test>',
  'Message-ID: <mail-1@contoso.test>',
  'From: Ben Carter <ben@contoso.test>',
  'To: anna@fabrikam.example',
  'Subject: Quote for pumps',
];

export interface DsnOptions {
  /** Fields of each recipient, a group each. */
  readonly groups: readonly (readonly string[])[];
  readonly words?: string;
  /** Header of the mail that comes back. */
  readonly returned?: readonly string[];
  readonly to?: string;
}

/** A report by RFC 3464 as a server of ours would write it. */
export const dsn = ({ groups, words = 'Your message could not be delivered.', ...rest }: DsnOptions): string =>
  [
    ...daemon.map((line) => (line.startsWith('To:') && rest.to !== undefined ? `To: ${rest.to}` : line)),
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    words,
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.contoso.test',
    '',
    ...groups.flatMap((group) => [...group, '']),
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    ...(rest.returned ?? returned),
    '',
    '--b--',
    '',
  ].join('\r\n');

/** A report that only people were meant to read. */
export const wordsOnly = (subject: string, ...lines: readonly string[]): string =>
  [...daemon, `Subject: ${subject}`, '', ...lines, '', ...returned, '', 'Good morning,'].join('\r\n');

/** A message from a mail system with this subject and text, as the reader would give it. */
export const messageWith = ({ subject, text }: { readonly subject: string; readonly text: string }): Message => ({
  ...readMail([...daemon, 'Subject: x', '', ''].join('\r\n')),
  subject,
  text,
});
