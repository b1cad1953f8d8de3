import type { Message } from '../domain/mail/message.ts';

/** Which bound or rule a message broke; the bytes are kept and a person is told (outcome `unreadable`). */
export type UnreadableReason =
  | 'notAMessage'
  | 'headerTooLarge'
  | 'fieldTooLarge'
  | 'tooManyParts'
  | 'tooDeep'
  | 'tookTooLong'
  | 'usedTooMuchMemory'
  | 'parserFailed';

export type Reading =
  | { readonly kind: 'readable'; readonly message: Message }
  | { readonly kind: 'unreadable'; readonly because: UnreadableReason; readonly detail: string };

/** Bytes to Message. Never throws on bad mail; throws TemporaryFailure when no worker can be had. */
export interface MessageReader {
  read(bytes: Uint8Array): Promise<Reading>;
  close(): Promise<void>;
}

/** An inline image by its Content-ID (without angle brackets). */
export interface InlineImage {
  readonly contentId: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface SafeHtml {
  /** Without scripts, forms, remote sources; inline images as data: addresses. */
  readonly html: string;
  /** How many remote sources were left out. */
  readonly remoteSources: number;
}

/** Sanitizes at reading time, so that a better rule reaches old mail too. */
export interface HtmlSanitizer {
  sanitize(html: string, images: readonly InlineImage[]): Promise<SafeHtml>;
}
