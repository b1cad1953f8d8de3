import type { Message, MessageAttachment } from './message.ts';
import { inlineForward, type InlineForward } from './inline-forward.ts';
import { deliveredTo } from './delivered-to.ts';
import { redirectOf, type Surroundings } from './redirect.ts';

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

/** Whether From is an address of our own, and what is around. */
export interface WhereFound extends Surroundings {
  readonly byOneOfUs: boolean;
}

/**
 * What stands in a forward mailbox. By one of us: somebody or their rule wrote a forward; everybody else's mail came
 * here as it was written. A mail of our own that a server sent on as it was is an original too; where nothing says
 * so, whoever forwarded it would be taken for its author.
 */
export const wrappingOf = (message: Message, { byOneOfUs, ...around }: WhereFound): Wrapping => {
  if (!byOneOfUs) return { kind: 'redirected' };
  const redirect = redirectOf(message, around);
  if (redirect === 'byReceiver') return { kind: 'redirected' };
  const mails = message.attachments.filter(isMail);
  const [only, another] = mails;
  if (only !== undefined && another === undefined) return { kind: 'attached', bytes: only.bytes };
  if (another !== undefined)
    return {
      kind: 'unproved',
      because: `it carries ${mails.length} mails, and none of them is the one that was meant`,
    };
  if (redirect === 'byAuthor') return { kind: 'redirected' };
  const original = inlineForward(message);
  if (original !== null) return { kind: 'inline', original };
  const delivered = deliveredTo(message).length > 0 ? ' although it was delivered here' : '';
  return {
    kind: 'unproved',
    because: `it carries no original${delivered}, and no header field says which mail it forwards`,
  };
};
