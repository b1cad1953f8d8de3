/** The simulated mailbox as plain values; every change makes a new value. */
export interface Person {
  readonly name: string;
  readonly address: string;
}

/** Whose mailbox a folder lies in that others may open, and what they may do there. */
export interface SharedBy extends Person {
  /** Office.MailboxEnums.DelegatePermissions, added up; 63 is all of them. */
  readonly permissions: number;
}

export interface Folder {
  readonly id: string;
  readonly name: string;
  /** Absent for a folder of one's own. */
  readonly sharedBy?: SharedBy;
}

/** How an appointment repeats, in the host's words; the library makes a SeriesTime of `seriesTimeJson`. */
export interface Recurrence {
  readonly recurrenceType: 'daily' | 'weekday' | 'weekly' | 'monthly' | 'yearly';
  readonly recurrenceProperties: Readonly<Record<string, unknown>> | null;
  readonly recurrenceTimeZone: { readonly name: string; readonly offset?: number } | null;
  readonly seriesTimeJson: Readonly<Record<string, unknown>>;
}

export interface Category {
  readonly displayName: string;
  readonly color: string;
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly isInline: boolean;
  readonly contentId: string | null;
  readonly kind: 'file' | 'item';
}

/** A bar above the item. `type` as the library numbers it: 0 information, 1 progress, 2 error, 3 insight. */
export interface Notice {
  readonly key: string;
  readonly type: number;
  readonly message: string;
  readonly icon?: string;
  readonly persistent?: boolean;
  readonly actions?: unknown;
}

/** What an add-in may leave on any item. */
export interface Marks {
  /** Our own key in the state; unlike `itemId` every item has one from the beginning. */
  readonly key: string;
  readonly folderId: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly categories: readonly string[];
  readonly customProperties: Readonly<Record<string, unknown>>;
  readonly notices: readonly Notice[];
}

export interface Message extends Marks {
  readonly kind: 'message';
  readonly itemId: string;
  readonly conversationId: string;
  /** The exact bytes of the file. */
  readonly bytes: Uint8Array;
  /** The header block as text, unchanged. */
  readonly headers: string;
  readonly messageId: string;
  readonly from: Person | null;
  readonly sender: Person | null;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly isRead: boolean;
  /** Whoever got it, where that is somebody else than the user: mail that the sandbox took in their place. */
  readonly receivedBy?: Person;
}

export interface Draft extends Marks {
  readonly kind: 'draft';
  /** Null until saved. */
  readonly itemId: string | null;
  readonly conversationId: string | null;
  readonly composeType: 'newMail' | 'reply' | 'forward';
  readonly inReplyTo: string | null;
  readonly references: string;
  readonly from: Person;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  readonly headers: Readonly<Record<string, string>>;
  readonly sessionData: Readonly<Record<string, string>>;
}

export interface Appointment extends Marks {
  readonly kind: 'appointment';
  readonly itemId: string;
  /** The organizer opens it for editing (compose), an attendee for reading. */
  readonly role: 'organizer' | 'attendee';
  readonly organizer: Person;
  readonly required: readonly Person[];
  readonly optional: readonly Person[];
  readonly start: number;
  readonly end: number;
  readonly location: string;
  /** Null: it takes place once. */
  readonly recurrence: Recurrence | null;
  /** Of one instance of a series, the id of the series; null for the series itself and for what takes place once. */
  readonly seriesId: string | null;
  readonly sessionData: Readonly<Record<string, string>>;
}

export type Item = Message | Draft | Appointment;

/** Distributes over the union, so that a change of one kind stays a change of that kind. */
export type Change<T extends Item> = Partial<Omit<T, 'kind' | 'key'>>;

export const emptyMarks = {
  html: '',
  text: '',
  attachments: [],
  categories: [],
  customProperties: {},
  notices: [],
} as const satisfies Partial<Marks>;
