import { expect, test } from 'vitest';
import { eml } from '../../../support/eml.ts';
import { dsn, readReport, wordsOnly } from '../../../support/reports.ts';

const unknownUser = [
  'Final-Recipient: rfc822; Anna@fabrikam.example',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1 <anna@fabrikam.example>: Recipient address rejected:',
  ' User unknown in virtual mailbox table',
];

test('S12: a report by RFC 3464 names recipient, status, reply, reason and the mail it is about', () => {
  expect(readReport(dsn({ groups: [unknownUser] }))).toEqual({
    kind: 'delivery',
    feedbackType: null,
    recipients: [
      {
        address: 'anna@fabrikam.example',
        action: 'failed',
        status: '5.1.1',
        statusStated: true,
        reply: '550',
        reason: 'userUnknown',
        hard: true,
        answer: '550 5.1.1 <anna@fabrikam.example>: Recipient address rejected: User unknown in virtual mailbox table',
      },
    ],
    originalMessageId: '<mail-1@contoso.test>',
    returnedHeaders: expect.arrayContaining([{ name: 'subject', value: 'Quote for pumps' }]),
  });
});

const about = (status: string, words: string, action = 'failed') =>
  readReport(
    dsn({
      groups: [
        [
          `Final-Recipient: rfc822;anna@fabrikam.example`,
          `Action: ${action}`,
          `Status: ${status}`,
          `Diagnostic-Code: smtp; ${words}`,
        ],
      ],
    }),
  )?.recipients[0];

test.each([
  ['5.2.2', '552 5.2.2 The mailbox is full', 'mailboxFull', false],
  ['5.1.2', '550 Host unknown', 'hostUnknown', true],
  ['5.1.6', '551 5.1.6 The recipient has moved to another address', 'hasMoved', true],
  ['5.7.26', '550 5.7.26 unauthenticated email is not accepted due to the DMARC policy', 'authentication', false],
  ['5.7.1', '554 5.7.1 Service unavailable; Client host blocked using zen.spamhaus.org', 'blocked', false],
  ['5.7.1', '550 5.7.1 This mail looks like spam', 'spam', false],
  ['5.3.4', '552 5.3.4 Message size exceeds fixed limit', 'messageTooBig', false],
  ['5.4.1', '550 5.4.1 Recipient address rejected: Access denied.', 'userUnknown', true],
  ['5.7.1', '550 5.7.1 Unable to relay', 'relaying', false],
  ['5.1.1', '550 5.1.1 Rejected', 'userUnknown', true],
])('S12: %s %s is %s, hard: %s', (status, words, reason, hard) => {
  expect(about(status, words)).toMatchObject({ status, reason, hard });
});

test('S12: the words of the server count before the status that the reporting system made of them', () => {
  expect(about('5.0.0', '550 5.2.2 over quota')).toMatchObject({ status: '5.2.2', reason: 'mailboxFull' });
  expect(about('5.1.1', '550 5.7.1 IP address is on a block list')).toMatchObject({ status: '5.7.1', hard: false });
});

test('S12: an unknown user in the words of a filter is soft; at RCPT it is hard', () => {
  expect(about('5.0.0', '550 User unknown')).toMatchObject({ reason: 'filtered', hard: false });
  expect(about('5.0.0', '550 User unknown (in reply to RCPT TO command)')).toMatchObject({ hard: true });
});

test('S12: what is delayed is soft, and what was delivered is not a failure', () => {
  expect(about('4.4.1', '451 4.4.1 connection timed out', 'delayed')).toMatchObject({ action: 'delayed', hard: false });
  expect(about('2.0.0', '250 2.0.0 stored', 'delivered')).toMatchObject({ action: 'delivered', hard: false });
});

test('S12: each recipient of a report has its own state', () => {
  const full = ['Final-Recipient: rfc822; ben@fabrikam.example', 'Action: failed', 'Status: 5.2.2'];
  const found = readReport(dsn({ groups: [unknownUser, full] }))?.recipients;
  expect(found?.map(({ address, status, hard }) => [address, status, hard])).toEqual([
    ['anna@fabrikam.example', '5.1.1', true],
    ['ben@fabrikam.example', '5.2.2', false],
  ]);
});

test('S12: words in a part of the same type before it do not hide the machine part', () => {
  const words = '--b\r\nContent-Type: message/delivery-status\r\n\r\n<anna@fabrikam.example> has restricted mail\r\n';
  const twice = dsn({ groups: [unknownUser] }).replace(
    '--b\r\nContent-Type: message/delivery-status',
    (part) => `${words}${part}`,
  );
  expect(readReport(twice)?.recipients).toMatchObject([{ address: 'anna@fabrikam.example', status: '5.1.1' }]);
});

const wordings: readonly (readonly [string, string, readonly string[], string, string])[] = [
  [
    'qmail',
    'failure notice',
    [
      'Hi. This is the qmail-send program at mx.contoso.test.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      '',
      '<anna@fabrikam.example>:',
      'Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
    ],
    '5.1.1',
    'userUnknown',
  ],
  [
    'Exim',
    'Mail delivery failed: returning message to sender',
    [
      'A message that you sent could not be delivered to one or more of its recipients.',
      '',
      '  anna@fabrikam.example',
      '    SMTP error from remote mail server after RCPT TO:<anna@fabrikam.example>:',
      '    host mx.fabrikam.example [192.0.2.7]: 550 Unknown user',
      '',
      '------ This is a copy of the message, including all the headers. ------',
    ],
    '5.1.1',
    'userUnknown',
  ],
  [
    'sendmail',
    'Returned mail: see transcript for details',
    [
      '   ----- The following addresses had permanent fatal errors -----',
      '<anna@fabrikam.example>',
      '    (reason: 552 5.2.2 Mailbox full)',
      '',
      '   ----- Transcript of session follows -----',
      '552 5.2.2 <anna@fabrikam.example>... Mailbox full',
      '',
      '   ----- Original message follows -----',
    ],
    '5.2.2',
    'mailboxFull',
  ],
  [
    'Exchange',
    'Undeliverable: Quote for pumps',
    [
      'Your message did not reach some or all of the intended recipients.',
      '',
      'The following recipient(s) could not be reached:',
      '',
      '      anna@fabrikam.example on 02/03/2026 08:00',
      '            The message could not be delivered because the mailbox is full.',
      '            < mx.fabrikam.example #5.2.2>',
      '',
      'Original message headers:',
    ],
    '5.2.2',
    'mailboxFull',
  ],
];

test.each(wordings)('S12: %s writes for people and is understood', (...wording) => {
  const [, subject, lines, status, reason] = wording;
  const report = readReport(wordsOnly(subject, ...lines));
  expect(report?.recipients).toHaveLength(1);
  expect(report?.recipients[0]).toMatchObject({ address: 'anna@fabrikam.example', action: 'failed', status, reason });
  expect(report?.originalMessageId).toBe('<mail-1@contoso.test>');
});

test('S12: lines that end with CR alone are lines', () => {
  const report = readReport(dsn({ groups: [unknownUser] }).replaceAll('\r\n', '\r'));
  expect(report?.recipients[0]?.status).toBe('5.1.1');
});

const feedback = [
  'From: complaints@fabrikam.example',
  'To: abuse@contoso.test',
  'Subject: complaint',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
  '',
  '--b',
  'Content-Type: message/feedback-report',
  '',
  'Feedback-Type: abuse',
  'User-Agent: Reporter/1',
  'Version: 1',
  'Original-Rcpt-To: <anna@fabrikam.example>',
  '',
  '--b',
  'Content-Type: message/rfc822',
  '',
  'Message-ID: <mail-1@contoso.test>',
  '',
  'text',
  '--b--',
].join('\r\n');

test('S12: a feedback report (RFC 5965) says who complained, and is no bounce', () => {
  expect(readReport(feedback)).toMatchObject({
    kind: 'feedback',
    feedbackType: 'abuse',
    recipients: [{ address: 'anna@fabrikam.example', action: 'complained', hard: false }],
    originalMessageId: '<mail-1@contoso.test>',
  });
});

test.each([
  ['an absence', eml({ subject: 'Out of office', headers: ['Auto-Submitted: auto-replied', 'Return-Path: <>'] })],
  [
    'a person who quotes a bounce',
    eml({ subject: 'Re: bounces', text: 'I got this:\r\n> <anna@fabrikam.example>: 550 5.1.1 User unknown' }),
  ],
  ['a person who writes about delivery', eml({ subject: 'Delivery failed', text: 'Your parcel was not delivered.' })],
])('S12: %s is no report', (_, text) => {
  expect(readReport(text)).toBeNull();
});

const listServer = (subject: string, ...text: readonly string[]) =>
  readReport(
    eml({
      from: 'pumps-admin@lists.fabrikam.example',
      subject,
      headers: ['X-MLServer: fml [fml 4.0.3 release (20011202/4.0.3)]'],
      text: text.join('\r\n'),
    }),
  );

test('S12: what the list server fml refuses did not reach the list', () => {
  const subject = 'You ben@contoso.test are not member (pumps ML)';
  const guide = ['', 'please send mail to the address', '', '\tpumps-ctl@lists.fabrikam.example'];
  const refused = listServer(
    subject,
    'You are not a member of this mailing list <pumps@lists.fabrikam.example>.',
    ...guide,
  );
  expect(refused?.recipients).toMatchObject([
    { address: 'pumps@lists.fabrikam.example', reason: 'senderRejected', hard: false },
  ]);
  const twice = [
    'Duplicated Message-ID in <pumps@lists.fabrikam.example>.',
    '',
    'Original mail as follows:',
    '',
    '   a',
  ];
  expect(listServer('Loop Alert: Duplicated Message-ID (pumps ML)', ...twice)?.recipients).toMatchObject([
    { address: 'pumps@lists.fabrikam.example', hard: false },
  ]);
  expect(
    listServer('Re: pumps', 'You are not a member of this mailing list <pumps@lists.fabrikam.example>.'),
  ).toBeNull();
});

test('S12: a mail system that writes down the answer to RCPT reports; a person who does the same does not', () => {
  const text = [
    'Error: Invalid user address',
    '',
    '550 - Requested action not taken: no such user here',
    '',
    '  MAIL FROM: ben@contoso.test',
    '  RCPT TO: anna@fabrikam.example',
  ].join('\r\n');
  const report = readReport(eml({ from: 'post_master@fabrikam.example', subject: 'Re: Quote', text }));
  expect(report?.recipients).toMatchObject([{ address: 'anna@fabrikam.example', reply: '550', reason: 'userUnknown' }]);
  expect(readReport(eml({ from: 'anna@fabrikam.example', subject: 'Re: Quote', text }))).toBeNull();
  const unasked = text.replace('RCPT TO', 'Sent to');
  expect(readReport(eml({ from: 'post_master@fabrikam.example', subject: 'Re: Quote', text: unasked }))).toBeNull();
});

test('S12: an account or domain that may not exist is no address, whatever else it may be', () => {
  const words = 'The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.';
  expect(about('5.0.0', words)).toMatchObject({ reason: 'hostUnknown', hard: true });
});

test('S12: fields of parts that could not be told apart are no words about the mail', () => {
  const container = ['Content-Disposition: inline', '', 'Error: Invalid user address', '550 no such user here'];
  const headers = ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=other'];
  const text = ['--b', ...container, '  RCPT TO: anna@fabrikam.example', '--b--'].join('\r\n');
  const from = 'post_master@fabrikam.example';
  expect(readReport(eml({ from, subject: 'Re: Quote', headers, text }))?.recipients).toMatchObject([
    { address: 'anna@fabrikam.example', reason: 'userUnknown', hard: true },
  ]);
});
