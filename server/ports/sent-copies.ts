import type { SentCopySettings } from '#shared/model/sending-settings.ts';
import type { SendingProfile } from './mail-transport.ts';

/** Where a copy of sent mail goes, and who we are there. */
export interface SentCopyTarget {
  readonly settings: SentCopySettings;
  readonly credentials: NonNullable<SendingProfile['credentials']>;
  /** Set by environment or command line: the egress guard lets the host pass. */
  readonly trusted: boolean;
}

/** S8: the copy in the mailbox's own folder of sent mail. */
export interface SentCopies {
  /**
   * Appends the bytes as read mail, unless a mail with this Message-ID lies there already. Throws TemporaryFailure
   * `sent_copy_unavailable`, PermanentFailure `sent_copy_refused`: neither says anything of the mail itself.
   */
  append(target: SentCopyTarget, copy: { readonly bytes: Uint8Array; readonly messageId: string }): Promise<void>;
  /** S4: whether a mail with this Message-ID lies there. Throws as `append` does. */
  find(target: SentCopyTarget, messageId: string): Promise<boolean>;
}
