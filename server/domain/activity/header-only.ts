import type { HeaderField, Message } from '../mail/message.ts';

/** People, moments and ids; no field that says what a mail is about. */
const kept: readonly string[] = ['from', 'sender', 'to', 'cc', 'date', 'message-id', 'in-reply-to', 'references'];

const written = (name: string): string =>
  name === 'message-id'
    ? 'Message-ID'
    : name.replaceAll(/(^|-)([a-z])/g, (_whole, before: string, letter: string) => before + letter.toUpperCase());

const line = ({ name, value }: HeaderField): string => `${written(name)}: ${value.replaceAll(/[\r\n\0]+/g, ' ')}\r\n`;

/** A9: all that is kept of a mail where nothing of its content may be: no subject, no text, no attachments. */
export const withoutContent = (message: Message): Message => ({
  ...message,
  subject: '',
  text: '',
  html: null,
  attachments: [],
});

/** A9: the bytes of such a mail (RFC 5322), made of the header fields that are kept. */
export const headerOnlyText = (message: Pick<Message, 'headers'>): string =>
  `${message.headers
    .filter(({ name }) => kept.includes(name))
    .map(line)
    .join('')}\r\n`;
