import type { HeaderField, Message } from '../message.ts';
import { parseMessageIds } from '../message-id.ts';
import { fieldIn, headerGroup } from './field-groups.ts';
import { plainText } from './plain-text.ts';

const returnedTypes: ReadonlySet<string> = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global',
  'message/global-headers',
  'text/rfc822',
]);

/** The header fields of the mail that came back as a part of its own; empty when none did. */
export const returnedHeaders = (message: Pick<Message, 'attachments'>): readonly HeaderField[] => {
  const part = message.attachments.find(({ type }) => returnedTypes.has(type));
  return part === undefined ? [] : headerGroup(plainText(part.bytes).replace(/^>?From [^\n]{0,500}\n/, ''));
};

/** The Message-ID of the mail that is reported on: from what came back, else from the one mail that is answered. */
export const originalId = (message: Message, returned: readonly HeaderField[]): string | null => {
  const own = parseMessageIds(fieldIn(returned, 'message-id') ?? '')[0];
  const named = parseMessageIds(message.headers.find(({ name }) => name === 'x-original-message-id')?.value ?? '')[0];
  return own ?? named ?? message.inReplyTo[0] ?? message.references.at(-1) ?? null;
};
