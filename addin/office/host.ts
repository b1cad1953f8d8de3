import type { DeviceDescription } from '#shared/contracts/session.ts';
import type { MessageSource } from './message-source.ts';
import type { OpenAppointment } from './appointment.ts';
import type { OpenDraft } from './open-draft.ts';
import type { OpenItem } from './open-item.ts';

/** What this client can do beyond the floor of Mailbox 1.5; measured, not assumed from its name. */
export interface Capabilities {
  /** The whole message as bytes (1.14). */
  readonly original: boolean;
  /** Raw headers and attachment contents (1.8). */
  readonly parts: boolean;
  /** Categories on messages (1.8). */
  readonly categories: boolean;
  /** Shared folders and mailboxes (1.8, 1.13). */
  readonly shared: boolean;
}

/** One of several messages that are selected together. */
export interface SelectedMail {
  readonly itemId: string;
  readonly subject: string;
  /** With angle brackets; null where the message has none. */
  readonly messageId: string | null;
}

export interface HostTheme {
  readonly dark: boolean;
}

/** What the pane may ask of the program around it. */
export interface OutlookHost {
  /** Outlook, a browser without it, or a page whose office.js was `blocked` or is `silent`. */
  readonly kind: 'outlook' | 'browser' | 'blocked' | 'silent';
  readonly capabilities: Capabilities;
  readonly device: Omit<DeviceDescription, 'id'>;
  /** BCP 47 tag of the language Outlook is shown in. */
  readonly language: string;
  /** Opens the sign-in window and gives its code (RFC 7636 section 4.4); absent where there is none. */
  readonly askInDialog?: (challenge: string) => Promise<string>;

  /** Reads what is open at this moment. */
  readOpenItem(): OpenItem | null;
  /** Tells when something else may be open; also when the pane is looked at again. Gives the way to stop. */
  onItemChange(listener: () => void): () => void;
  /** Messages that are selected together, at most 100; empty where this Outlook does not tell. */
  readSelection(): Promise<readonly SelectedMail[]>;
  /** Tells when other messages may be selected. Gives the way to stop. */
  onSelectionChange(listener: () => void): () => void;
  /** The original of one of them, one after another; nothing has to be open. */
  readSelected(mail: SelectedMail, signal: AbortSignal): Promise<Uint8Array>;
  theme(): HostTheme | null;
  onThemeChange(listener: () => void): () => void;

  /** The message by the best rung of the ladder; rejects with ItemChanged when another item is open by then. */
  readSource(item: OpenItem, signal: AbortSignal): Promise<MessageSource>;
  /** The raw header block, or null where the client has none. */
  readHeaders(item: OpenItem, signal: AbortSignal): Promise<string | null>;
  readText(item: OpenItem, signal: AbortSignal): Promise<string>;
  /** The mail that is being written (P7). */
  openDraft(item: OpenItem): Promise<OpenDraft>;
  /** The appointment that is open (P11); `save` gives one's own an id, which it may lack before. */
  readAppointment(item: OpenItem, save?: 'save'): Promise<OpenAppointment>;
  /** What a mail that was sent was marked with when it was written, or null. */
  readSentMark(item: OpenItem, signal: AbortSignal): Promise<string | null>;
  /** Whose mailbox the item lies in when it is not one's own (P13). */
  readPrincipal(item: OpenItem, signal: AbortSignal): Promise<string | null>;
  /** Sets or takes off the category; `respected` when the person had taken it off by hand (P15). */
  mark(item: OpenItem, as: 'tracked' | 'untracked'): Promise<'done' | 'respected' | 'impossible'>;
}

/** Another item is open than the one this was asked for: nothing was done. */
export class ItemChanged extends Error {
  constructor() {
    super('another item is open in Outlook by now');
    this.name = 'ItemChanged';
  }
}
