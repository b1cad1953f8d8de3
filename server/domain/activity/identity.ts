import { addressKey } from '#shared/model/address.ts';
import type { Message } from '../mail/message.ts';
import { messageIdKey } from '../mail/message-id.ts';

/** What of a message says which one it is. */
type Identified = Pick<Message, 'messageId' | 'from' | 'date' | 'subject' | 'text'>;

/** A5: what makes two copies one message within an organization; whoever stores it hashes `material`. */
export interface Identity {
  readonly material: string;
  readonly messageIdKey: string | null;
  /** Whether the material rests on the Message-ID, without one on the content, or on nothing: then only the bytes tell. */
  readonly complete: 'messageId' | 'content' | 'nothing';
}

/**
 * Message-ID, From and Date to the second; bytes differ by the way a copy took (Bcc of the Sent copy, banner, footer,
 * rebuilt parts), so nothing else counts. Without Message-ID: From, Date, subject and text, white space folded.
 * The parts are one JSON array, so that no content can imitate the border between two of them.
 */
export const identityMaterial = (message: Identified): Identity => {
  const id = messageIdKey(message.messageId);
  const shared = [authorsOf(message), secondOf(message)];
  return id === null
    ? {
        material: JSON.stringify(['content', ...shared, folded(message.subject), folded(message.text)]),
        messageIdKey: null,
        complete: saysNothing(message) ? 'nothing' : 'content',
      }
    : { material: JSON.stringify(['messageId', id, ...shared]), messageIdKey: id, complete: 'messageId' };
};

const saysNothing = (message: Identified): boolean =>
  message.from.length === 0 && message.date === null && folded(message.subject) === '' && folded(message.text) === '';

const authorsOf = (message: Pick<Message, 'from'>): string[] =>
  message.from.map((person) => addressKey(person.address) ?? person.address.trim().toLowerCase()).sort();

/** The Date field knows no fraction of a second; programs that give the date otherwise do. */
const secondOf = (message: Pick<Message, 'date'>): number | null =>
  message.date === null ? null : Math.floor(message.date / 1_000);

const folded = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
