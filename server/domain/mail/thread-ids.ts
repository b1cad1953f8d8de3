import type { Message } from './message.ts';
import { messageIdKey, parseMessageIds } from './message-id.ts';

/** What a server is asked for stands in one line of its protocol: printable characters alone (RFC 5322 section 3.6.4). */
const isPlain = (id: string): boolean => /^<[\x21-\x7e]+>$/.test(id);

/** A Message-ID as it can be looked for, with angle brackets; null where nothing comparable is in it. */
export const plainMessageId = (text: string | null): string | null => {
  const key = messageIdKey(text);
  return key !== null && isPlain(`<${key}>`) ? `<${key}>` : null;
};

/** The ids by which other mails of its conversation are found: its own, then those it follows, newest first. */
export const threadIdsOf = ({ messageId, inReplyTo, references }: Message): readonly string[] => {
  const own = plainMessageId(messageId);
  const followed = [...inReplyTo.flatMap(parseMessageIds), ...references.flatMap(parseMessageIds).reverse()];
  return [...new Set([...(own === null ? [] : [own]), ...followed.filter(isPlain)])];
};
