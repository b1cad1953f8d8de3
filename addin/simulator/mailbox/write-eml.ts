import { toBase64 } from './bytes.ts';
import { plainTextOf } from './html-text.ts';
import type { Attachment, Draft, Person } from './model.ts';

/** What only the moment of sending knows. */
export interface Sending {
  readonly messageId: string;
  readonly sentAt: Date;
  /** Unique within the message; never inside its text. */
  readonly boundary: string;
}

/** The message a draft becomes when it is sent: RFC 5322 with CRLF, everything outside ASCII encoded (RFC 2045, 2047, 2231). */
export function writeEml(draft: Draft, sending: Sending): Uint8Array<ArrayBuffer> {
  const headers = [
    `Date: ${rfcDate(sending.sentAt)}`,
    `From: ${mailbox(draft.from)}`,
    ...addressLine('To', draft.to),
    ...addressLine('Cc', draft.cc),
    `Subject: ${encodedText(draft.subject)}`,
    `Message-ID: ${sending.messageId}`,
    ...(draft.inReplyTo === null ? [] : [`In-Reply-To: ${draft.inReplyTo}`]),
    ...(draft.references === '' ? [] : [`References: ${draft.references.split(/\s+/).join('\r\n ')}`]),
    ...Object.entries(draft.headers).map(([name, value]) => `${name}: ${encodedText(value)}`),
    'MIME-Version: 1.0',
  ];
  return new TextEncoder().encode([...headers, ...bodyOf(draft, sending.boundary)].join('\r\n'));
}

function bodyOf(draft: Draft, boundary: string): string[] {
  const alternative = multipart('alternative', `${boundary}-alt`, [
    textPart('text/plain', plainTextOf(draft.html)),
    textPart('text/html', draft.html),
  ]);
  if (draft.attachments.length === 0) return alternative;
  return multipart('mixed', boundary, [alternative, ...draft.attachments.map(attachmentPart)]);
}

const multipart = (kind: string, boundary: string, parts: readonly string[][]): string[] => [
  `Content-Type: multipart/${kind}; boundary="${boundary}"`,
  '',
  ...parts.flatMap((part) => [`--${boundary}`, ...part]),
  `--${boundary}--`,
  '',
];

const textPart = (contentType: string, text: string): string[] => [
  `Content-Type: ${contentType}; charset=utf-8`,
  'Content-Transfer-Encoding: base64',
  '',
  ...base64Lines(new TextEncoder().encode(text.replace(/\r?\n/g, '\r\n'))),
];

const attachmentPart = (attachment: Attachment): string[] => [
  `Content-Type: ${attachment.contentType}`,
  `Content-Disposition: ${attachment.isInline ? 'inline' : 'attachment'}; filename*=utf-8''${encodeURIComponent(attachment.name)}`,
  ...(attachment.contentId === null ? [] : [`Content-ID: <${attachment.contentId}>`]),
  'Content-Transfer-Encoding: base64',
  '',
  ...base64Lines(attachment.bytes),
];

const base64Lines = (bytes: Uint8Array): string[] => toBase64(bytes).match(/.{1,76}/g) ?? [''];

const addressLine = (name: string, people: readonly Person[]): string[] =>
  people.length === 0 ? [] : [`${name}: ${people.map(mailbox).join(',\r\n ')}`];

function mailbox(person: Person): string {
  if (person.name === '' || person.name === person.address) return person.address;
  const name = isPrintable(person.name) ? `"${person.name.replace(/["\\]/g, '\\$&')}"` : encodedText(person.name);
  return `${name} <${person.address}>`;
}

const isPrintable = (text: string): boolean => /^[ -~]*$/.test(text);

/** RFC 2047: words of at most 75 characters, cut between characters, never inside one. */
function encodedText(text: string): string {
  if (isPrintable(text)) return text;
  const encoder = new TextEncoder();
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (encoder.encode(word + character).length > 42) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((part) => `=?utf-8?B?${toBase64(encoder.encode(part))}?=`).join('\r\n ');
}

const rfcDate = (moment: Date): string => moment.toUTCString().replace('GMT', '+0000');
