import type { Message } from './message.ts';

/** Fields that only our own programs write and read. */
const controlPrefix = 'x-correspond-';

/**
 * A23: the message without fields that would steer us. Anyone can write them, so they are taken out of every message
 * from outside before anything looks at its headers; the stored bytes keep them.
 */
export const withoutControlHeaders = (message: Message): Message => ({
  ...message,
  headers: message.headers.filter(({ name }) => !name.trim().toLowerCase().startsWith(controlPrefix)),
});
