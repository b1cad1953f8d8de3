/** What the service knows of a mail by its header fields. */
import type { GraphMailbox, GraphMessage } from './mailbox.ts';

const headerOf = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n');
  return text.slice(0, text.indexOf('\n\n')).replace(/\n[ \t]+/g, ' ');
};

const fieldOf = (bytes: Uint8Array, name: string): string =>
  new RegExp(`^${name}:(.*)$`, 'im').exec(headerOf(bytes))?.[1]?.trim() ?? '';

const idsIn = (text: string): readonly string[] => text.match(/<[^<>\s]+>/g) ?? [];

export const messageIdOf = ({ bytes }: GraphMessage): string | null => idsIn(fieldOf(bytes, 'Message-ID'))[0] ?? null;
export const inReplyToOf = ({ bytes }: GraphMessage): string | null => idsIn(fieldOf(bytes, 'In-Reply-To'))[0] ?? null;

/** From, To, Cc and Bcc, as the property `participants` of a search. */
export const participantsOf = ({ bytes }: GraphMessage): string =>
  ['From', 'To', 'Cc', 'Bcc']
    .map((name) => fieldOf(bytes, name))
    .join(' ')
    .toLowerCase();

/** Mails that follow one another are one conversation as long as their subject is the same. */
export const conversationOf = (mailbox: GraphMailbox, message: GraphMessage): string => {
  const topic = (one: GraphMessage) => fieldOf(one.bytes, 'Subject').replace(/^(?:re|fwd?): */i, '');
  const byId = new Map([...mailbox.messages.values()].map((one) => [messageIdOf(one) ?? '', one]));
  let first = message;
  for (const seen = new Set([message.number]); ;) {
    const [before] = idsIn(fieldOf(first.bytes, 'References')).toReversed();
    const parent = byId.get(inReplyToOf(first) ?? before ?? '');
    if (parent === undefined || seen.has(parent.number) || topic(parent) !== topic(message)) break;
    first = parent;
    seen.add(first.number);
  }
  return `C${String(first.number)}=`;
};
