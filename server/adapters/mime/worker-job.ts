import type { InlineImage, SafeHtml } from '../../ports/message-reader.ts';
import type { PackedReading } from './wire-reading.ts';

/** What a worker is asked, one at a time. */
export type Job =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'sanitize'; readonly html: string; readonly images: readonly InlineImage[] };

/** What it answers; `ready` comes once, before the first job. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reading'; readonly reading: PackedReading }
  | { readonly kind: 'safeHtml'; readonly safe: SafeHtml };
