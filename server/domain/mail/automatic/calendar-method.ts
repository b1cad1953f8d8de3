import type { Message } from '../message.ts';

/** RFC 5546 section 1.4, and COUNTER as some programs write it. */
const methods = ['PUBLISH', 'REQUEST', 'REPLY', 'ADD', 'CANCEL', 'REFRESH', 'COUNTER', 'DECLINECOUNTER'] as const;

/** METHOD stands among the first properties of VCALENDAR (RFC 5545 section 3.4). */
const looked = 4_096;

const asciiOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, looked));

/** The METHOD of the first calendar part; null without such a part, or when it states none: then it is a file. */
export const calendarMethod = (message: Pick<Message, 'attachments'>): (typeof methods)[number] | null => {
  const part = message.attachments.find(({ type }) => type === 'text/calendar');
  if (part === undefined) return null;
  const stated = /^METHOD(?:;[^:\r\n]{0,100})?:[ \t]*([A-Z]{3,20})/im.exec(asciiOf(part.bytes))?.[1]?.toUpperCase();
  return methods.find((method) => method === stated) ?? null;
};
