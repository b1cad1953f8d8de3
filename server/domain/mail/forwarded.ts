import type { Message, MessageAttachment } from './message.ts';
import { headerValue } from './message.ts';
import { inlineForward, type InlineForward } from './inline-forward.ts';
import { deliveredTo, redirectedBy } from './delivered-to.ts';

/** A11: how a forward mailbox's mail carries the one it is about. */
export type Wrapping =
  /** The original is the attachment, byte for byte. */
  | { readonly kind: 'attached'; readonly bytes: Uint8Array }
  /** The mail is the original; a server sent it on as it was. */
  | { readonly kind: 'redirected' }
  /** The original stands in the text, and header fields say which mail it was. */
  | { readonly kind: 'inline'; readonly original: InlineForward }
  /** Nothing proves who wrote the original. */
  | { readonly kind: 'unproved'; readonly because: string };

const isMail = ({ type }: MessageAttachment): boolean => type === 'message/rfc822' || type === 'message/global';

const noteOfRedirect = (message: Message): boolean =>
  redirectedBy(message).length > 0 ||
  (headerValue(message, 'x-original-to') ?? headerValue(message, 'resent-to')) !== null;

/**
 * What stands in a forward mailbox. `byOneOfUs`: From is an address of our own, so somebody or their rule wrote a
 * forward; everybody else's mail came here as it was written. A mail of our own that carries no other and bears the
 * note of a redirect is an original too; without such a note nothing says that it is.
 */
export const wrappingOf = (message: Message, { byOneOfUs }: { readonly byOneOfUs: boolean }): Wrapping => {
  if (!byOneOfUs) return { kind: 'redirected' };
  const mails = message.attachments.filter(isMail);
  const [only, another] = mails;
  if (only !== undefined && another === undefined) return { kind: 'attached', bytes: only.bytes };
  if (another !== undefined)
    return {
      kind: 'unproved',
      because: `it carries ${mails.length} mails, and none of them is the one that was meant`,
    };
  if (noteOfRedirect(message)) return { kind: 'redirected' };
  const original = inlineForward(message);
  if (original !== null) return { kind: 'inline', original };
  const delivered = deliveredTo(message).length > 0 ? ' although it was delivered here' : '';
  return {
    kind: 'unproved',
    because: `it carries no original${delivered}, and no header field says which mail it forwards`,
  };
};
