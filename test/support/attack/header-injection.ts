import fc from 'fast-check';
import { createMessageComposer } from '../../../server/adapters/mime/message-composer.ts';
import { PermanentFailure } from '../../../server/ports/failure.ts';
import type { ComposedEmail } from '../../../server/ports/message-composer.ts';
import { composedEmail } from '../composed-email.ts';
import { readable } from '../mail.ts';

const file = { name: 'a.txt', type: 'text/plain', bytes: Buffer.from('x'), contentId: null };

/** Every place where a text becomes part of a header, with the path that a refusal must name. */
export const headerPlaces: readonly (readonly [string, (text: string) => Partial<ComposedEmail>])[] = [
  ['subject', (subject) => ({ subject })],
  ['messageId', (messageId) => ({ messageId })],
  ['inReplyTo', (inReplyTo) => ({ inReplyTo })],
  ['references.1', (id) => ({ references: ['<a@b.example>', id] })],
  ['from.name', (name) => ({ from: { address: 'ana@contoso.test', name } })],
  ['from.address', (address) => ({ from: { address, name: null } })],
  ['sender.name', (name) => ({ sender: { address: 'ben@contoso.test', name } })],
  ['sender.address', (address) => ({ sender: { address, name: null } })],
  ['replyTo.0.name', (name) => ({ replyTo: [{ address: 'r@contoso.test', name }] })],
  ['replyTo.0.address', (address) => ({ replyTo: [{ address, name: null }] })],
  ['to.0.name', (name) => ({ to: [{ address: 'bo@northwind.example', name }] })],
  ['to.0.address', (address) => ({ to: [{ address, name: null }] })],
  ['cc.0.name', (name) => ({ cc: [{ address: 'cy@northwind.example', name }] })],
  ['cc.0.address', (address) => ({ cc: [{ address, name: null }] })],
  ['attachments.0.name', (name) => ({ attachments: [{ ...file, name }] })],
  ['attachments.0.type', (type) => ({ attachments: [{ ...file, type }] })],
  ['attachments.0.contentId', (contentId) => ({ attachments: [{ ...file, contentId }] })],
  ['ownFields.0.name', (name) => ({ ownFields: [{ name, value: 'x' }] })],
  ['ownFields.0.value', (value) => ({ ownFields: [{ name: 'X-Correspond-Id', value }] })],
  ['readReceiptTo', (readReceiptTo) => ({ readReceiptTo })],
  ['listUnsubscribe.url', (url) => ({ listUnsubscribe: { url, mailto: null } })],
  ['listUnsubscribe.mailto', (mailto) => ({ listUnsubscribe: { url: 'https://c.test/u', mailto } })],
];

const allowed = new Set(
  (
    'from sender reply-to to cc subject date message-id in-reply-to references mime-version content-type ' +
    'content-transfer-encoding content-disposition content-id x-correspond-id disposition-notification-to ' +
    'list-unsubscribe list-unsubscribe-post auto-submitted precedence x-auto-response-suppress feedback-id'
  ).split(' '),
);

const lineEnd = fc.constantFrom(
  '\r\nX-Evil: 1',
  '\nX-Evil: 1',
  '\rX-Evil: 1',
  '\0',
  '\r\n\r\n<script>',
  '\r\n.\r\n',
  '\n',
);
const harmless = fc.string({ unit: 'binary', maxLength: 30 });
const hostile = fc.tuple(harmless, lineEnd, harmless).map((pieces) => pieces.join(''));
const anyText = fc.oneof({ weight: 3, arbitrary: hostile }, { weight: 1, arbitrary: harmless });
const aCase = fc.tuple(fc.nat(headerPlaces.length - 1), anyText);

const composer = createMessageComposer();

/** What went wrong with this text in this place; null when it was refused by name or added nothing. */
const wrongWith = async (place: (typeof headerPlaces)[number], text: string): Promise<string | null> => {
  const [field, given] = place;
  const email = composedEmail(given(text));
  try {
    const { bytes } = await composer.compose(email);
    if (/[\r\n\0]/.test(text)) return `${field} took a line break`;
    const extra = readable(bytes).headers.filter((one) => !allowed.has(one.name));
    return extra.length === 0 ? null : `${field} brought ${extra.map((one) => one.name).join(', ')}`;
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    const named = String(error.fields['field']);
    return named === field || named.startsWith(`${field}.`) ? null : `${field} was refused as ${named}`;
  }
};

/** Composes that many mails with hostile text in one place; gives what went wrong, which is nothing. */
export const attackHeaders = async (cases: number, seed?: number): Promise<readonly string[]> => {
  const wrong: string[] = [];
  const texts = fc.sample(aCase, seed === undefined ? cases : { numRuns: cases, seed });
  for (const [index, text] of texts) {
    const place = headerPlaces[index];
    const problem = place === undefined ? null : await wrongWith(place, text);
    if (problem !== null) wrong.push(`${problem}: ${JSON.stringify(text)}`);
  }
  return wrong;
};
