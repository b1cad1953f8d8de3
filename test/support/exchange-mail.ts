import { eml, type Eml } from './eml.ts';

/** What Exchange Online writes above a mail that it takes in and sends on, with names of our own. */
const stamps = (tenant: string): readonly string[] => [
  'Received: from AM0PR01MB0001.prod.exchange.test (2001:db8::10) by AM8PR01MB0002.prod.exchange.test',
  ' (2001:db8::20) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE); Mon, 2 Mar 2026 08:00:09 +0000',
  'ARC-Seal: i=1; a=rsa-sha256; s=arcselector10001; d=exchange.test; cv=none; b=c2VhbA==',
  'ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=exchange.test; s=arcselector10001;',
  ' h=From:Date:Subject:Message-ID:Content-Type; bh=Ym9keQ==; b=c2lnbg==',
  'ARC-Authentication-Results: i=1; mx.exchange.test 1; spf=pass smtp.mailfrom=fabrikam.example;',
  ' dmarc=pass action=none header.from=fabrikam.example; dkim=pass header.d=fabrikam.example; arc=none',
  'Authentication-Results: mx.contoso.test; spf=pass smtp.mailfrom=contoso.test; dmarc=fail header.from=fabrikam.example',
  `X-MS-Exchange-CrossTenant-Id: ${tenant}`,
  'X-MS-Exchange-CrossTenant-FromEntityHeader: Internet',
  'X-OriginatorOrg: contoso.test',
  'X-MS-Exchange-Transport-EndToEndLatency: 00:00:01.7434729',
];

const tenant = '5b1f9c4e-0000-4000-8000-000000000000';
/** The envelope's sender, rewritten so that it is of the domain which sends (SRS). */
const rewritten = 'Return-Path: <bounces+SRS=q1W2e=AB@contoso.test>';

const redirected = (given: Eml, fields: readonly string[]): string =>
  eml({ ...given, headers: [rewritten, ...stamps(tenant), ...(given.headers ?? []), ...fields] });

/** As a rule of this user's mailbox with the action "redirect" sends a mail on. */
export const redirectedByRule = (user: string, given: Eml = {}): string =>
  redirected(given, [`X-MS-Exchange-Inbox-Rules-Loop: ${user}`, `Resent-From: <${user}>`]);

/** As it is sent on where the mailbox has a forwarding address: no Resent field. */
export const forwardedByMailbox = (user: string, given: Eml = {}): string =>
  redirected(given, [`X-MS-Exchange-ForwardingLoop: ${user};${tenant}`]);

/** As a rule with the action "forward" does it: a mail of the user's own, whose text holds the other. */
export const forwardedByRule = (user: string, sink: string): string =>
  eml({
    id: 'AM0PR01MB0001F0@prod.exchange.test',
    from: `Ben Carter <${user}>`,
    to: sink,
    subject: 'FW: Quote for pumps',
    date: 'Mon, 02 Mar 2026 08:00:12 +0000',
    headers: [
      ...stamps(tenant),
      `X-MS-Exchange-Inbox-Rules-Loop: ${user}`,
      'x-ms-exchange-parent-message-id: <quote-1@fabrikam.example>',
      'auto-submitted: auto-generated',
      'x-ms-exchange-generated-message-source: Mailbox Rules Agent',
      'In-Reply-To: <quote-1@fabrikam.example>',
    ],
    text: [
      '________________________________',
      'From: Anna Berg <anna@fabrikam.example>',
      'Sent: Monday, March 2, 2026 8:00 AM',
      'To: Ben Carter <ben@contoso.test>',
      'Subject: Quote for pumps',
      '',
      'Please send us a quote for twelve pumps.',
    ].join('\r\n'),
  });
