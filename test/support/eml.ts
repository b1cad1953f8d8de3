/** An RFC 5322 message for a test, as a person would describe it; lines end with CRLF. */
export interface Eml {
  readonly id?: string | null;
  readonly from?: string;
  readonly to?: string;
  readonly cc?: string;
  readonly subject?: string;
  readonly date?: string | null;
  readonly text?: string;
  /** Further header lines, each complete. */
  readonly headers?: readonly string[];
}

export const eml = ({
  id = 'quote-1@fabrikam.example',
  from = 'Anna Berg <anna@fabrikam.example>',
  to = 'Ben Carter <ben@contoso.test>',
  cc,
  subject = 'Quote for pumps',
  date = 'Mon, 02 Mar 2026 08:00:00 +0000',
  text = 'Please send us a quote for twelve pumps.',
  headers = [],
}: Eml = {}): string =>
  [
    `From: ${from}`,
    `To: ${to}`,
    ...(cc === undefined ? [] : [`Cc: ${cc}`]),
    `Subject: ${subject}`,
    ...(date === null ? [] : [`Date: ${date}`]),
    ...(id === null ? [] : [`Message-ID: <${id}>`]),
    ...headers,
    '',
    text,
    '',
  ].join('\r\n');
