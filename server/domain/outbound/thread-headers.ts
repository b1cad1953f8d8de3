import { parseMessageIds } from '../mail/message-id.ts';

/** Long threads keep their first id and the newest ones, as RFC 5322 section 3.6.4 suggests for trimming. */
const mostReferences = 30;

/** In-Reply-To and References of an answer to a mail, from that mail's own fields; nothing for a mail without an id. */
export const threadHeaders = (parent: {
  readonly messageId: string | null;
  readonly references: readonly string[];
}): { readonly inReplyTo: string | null; readonly references: string[] } => {
  const [own] = parent.messageId === null ? [] : parseMessageIds(parent.messageId);
  if (own === undefined) return { inReplyTo: null, references: [] };
  const before = parent.references.filter((id) => id !== own);
  const kept =
    before.length < mostReferences ? before : [...before.slice(0, 1), ...before.slice(-(mostReferences - 2))];
  return { inReplyTo: own, references: [...kept, own] };
};

/** A new Message-ID (RFC 5322 section 3.6.4): chance on the left, the sender's own domain on the right. */
export const newMessageId = (random: string, senderAddress: string): string =>
  `<${random}@${senderAddress.slice(senderAddress.lastIndexOf('@') + 1).toLowerCase()}>`;

/** Far enough into any header block that a person can read. */
const searchedCharacters = 256 * 1024;

/** The ids of the References field of a message, oldest first, from the beginning of its bytes as Latin-1. */
export const referencesIn = (beginning: string): string[] => {
  const head = beginning.slice(0, searchedCharacters);
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.length;
  const field = /^references:((?:[^\r\n]*\r?\n?(?=[ \t]))*[^\r\n]*)/im.exec(head.slice(0, end));
  return parseMessageIds(field?.[1] ?? '');
};
