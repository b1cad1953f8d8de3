import type { Instant } from '#shared/model/instant.ts';

/** Somebody in an address field; no line break, no NUL, one address. */
export interface ComposedPerson {
  readonly address: string;
  readonly name: string | null;
}

export interface ComposedAttachment {
  readonly name: string;
  /** Media type, `application/pdf`. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Shown in the HTML as `cid:` of this (without angle brackets); null: a file beside it. */
  readonly contentId: string | null;
}

/** A field of our own, below `X-Correspond-` or `Auto-Submitted` (RFC 3834), `Precedence`, `X-Auto-Response-Suppress`. */
export interface OwnField {
  readonly name: string;
  readonly value: string;
}

/** An e-mail that we owe to the world, in parts. Ids carry their angle brackets. */
export interface ComposedEmail {
  readonly from: ComposedPerson;
  /** Who really wrote it, when it goes out in the name of somebody else (RFC 5322 section 3.6.2). */
  readonly sender: ComposedPerson | null;
  readonly replyTo: readonly ComposedPerson[];
  readonly to: readonly ComposedPerson[];
  /** Blind copies stand in the envelope alone: there is no place for them here. */
  readonly cc: readonly ComposedPerson[];
  /** As it leaves, token included. */
  readonly subject: string;
  /** At least one of the two; a text is made when only HTML is given. */
  readonly html: string | null;
  readonly text: string | null;
  readonly attachments: readonly ComposedAttachment[];
  readonly date: Instant;
  readonly messageId: string;
  readonly inReplyTo: string | null;
  /** Oldest first. */
  readonly references: readonly string[];
  readonly ownFields: readonly OwnField[];
  readonly priority: 'high' | 'normal' | 'low';
  /** Where read receipts go (RFC 8098 section 2.1); null asks for none. */
  readonly readReceiptTo: string | null;
  /** One-click unsubscribe (RFC 8058): an https address that answers POST, and where it helps an address to write to. */
  readonly listUnsubscribe: { readonly url: string; readonly mailto: string | null } | null;
}

/** The bytes of a message as they are kept and sent on every attempt. */
export interface Composition {
  /** RFC 5322, every line ended by CRLF. */
  readonly bytes: Uint8Array;
  /** The plain text part, as given or made from the HTML. */
  readonly text: string;
}

/** Parts to bytes. The same parts give the same bytes. */
export interface MessageComposer {
  /**
   * Throws PermanentFailure `invalid_message` naming the field in `fields.field` when CR, LF or NUL stands in anything
   * that becomes a header, an address is not one address, or neither text nor HTML is given. Reads no file or network.
   */
  compose(email: ComposedEmail): Promise<Composition>;
}
