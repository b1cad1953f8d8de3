import { identityMaterial } from '../activity/identity.ts';
import type { MailPerson, Message } from './message.ts';
import { headerValue } from './message.ts';
import { messageIdKey } from './message-id.ts';
import type { Instant } from '#shared/model/instant.ts';

/** C2: the second header in which our mail carries its id, for providers that rewrite Message-ID. */
export const ownMailHeader = 'X-Correspond-Id';

/** What the header says; it counts only once the MAC over `material` is found right. */
export interface OwnMailMark {
  readonly messageId: string;
  readonly material: string;
  readonly mac: string;
}

/** What the MAC is made over: id, author and date together, so that the header says nothing on any other mail. */
export const ownMailMaterial = (mail: {
  readonly messageId: string;
  readonly from: readonly MailPerson[];
  readonly date: Instant | null;
}): string => identityMaterial({ ...mail, subject: '', text: '' }).material;

/** The value of the header: the id, a space, the MAC. */
export const writeOwnMailMark = (messageId: string, mac: string): string => `${messageId} ${mac}`;

/** The mark of a message as it came, before control headers are taken out of it (A23); null when it has none. */
export const readOwnMailMark = (message: Message): OwnMailMark | null => {
  const value = headerValue(message, ownMailHeader.toLowerCase());
  const [, id = '', mac = ''] = /^\s*(<[^<>\s]{1,998}>)\s+([0-9a-z]{13})\s*$/i.exec(value ?? '') ?? [];
  if (messageIdKey(id) === null) return null;
  return { messageId: id, material: ownMailMaterial({ ...message, messageId: id }), mac: mac.toLowerCase() };
};
