import type { MessageParts } from '#shared/contracts/promotions.ts';

/** A message as this Outlook could give it (P17): its bytes, or the parts it could be rebuilt from. */
export type MessageSource =
  | { readonly rung: 'original'; readonly bytes: Uint8Array; readonly numbers: AttachmentNumbers }
  | {
      readonly rung: 'reconstructed' | 'metadata';
      readonly parts: MessageParts;
      readonly numbers: AttachmentNumbers;
      /** Names of attachments that Outlook did not hand over. */
      readonly missing: readonly string[];
    };

/** Position shown in Outlook (from 1) to position in what is sent (from 1). */
export type AttachmentNumbers = ReadonlyMap<number, number>;
