import type { Instant } from '#shared/model/instant.ts';

/** One mailbox of an address field. `address` is the addr-spec as written, comments and display name removed. */
export interface MailPerson {
  readonly address: string;
  readonly name: string | null;
}

/** One header field in order of appearance: name in lower case, value unfolded, not decoded. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** A leaf part that is not the text shown. `n` counts from 1 in order of appearance. */
export interface MessageAttachment {
  readonly n: number;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly inline: boolean;
  /** Content-ID without angle brackets. */
  readonly contentId: string | null;
}

/** Our own form of a parsed message (RFC 5322, RFC 2045); nothing of the parser shows through. */
export interface Message {
  /** With angle brackets, as written. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  /** In the order of the field: oldest first. */
  readonly references: readonly string[];
  readonly date: Instant | null;
  /** Decoded (RFC 2047), unfolded. */
  readonly subject: string;
  readonly from: readonly MailPerson[];
  readonly sender: MailPerson | null;
  readonly replyTo: readonly MailPerson[];
  readonly to: readonly MailPerson[];
  readonly cc: readonly MailPerson[];
  readonly bcc: readonly MailPerson[];
  readonly headers: readonly HeaderField[];
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly MessageAttachment[];
  /** More than the limit of addresses: the rest was cut. */
  readonly recipientsTruncated: boolean;
}

/** The first value of a field, by lower-case name. */
export const headerValue = (message: Pick<Message, 'headers'>, name: string): string | null =>
  message.headers.find((field) => field.name === name)?.value ?? null;
