export interface Person {
  readonly address: string;
  readonly name: string;
}

export interface OpenAttachment {
  /** Position in the message, from 1. */
  readonly n: number;
  readonly name: string;
  readonly type: string;
  readonly sizeBytes: number;
  readonly inline: boolean;
}

/** What is open in Outlook, in one shape for every client; a snapshot that is read anew whenever it matters. */
export interface OpenItem {
  /** Tells this item from any other of the mailbox; compared before anything is done for it. */
  readonly key: string;
  readonly kind: 'message' | 'appointment';
  readonly mode: 'read' | 'compose';
  /** With angle brackets; null for a moment after sending, and in some clients. */
  readonly internetMessageId: string | null;
  readonly subject: string;
  /** ISO 8601. */
  readonly sentAt: string | null;
  readonly from: Person | null;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly attachments: readonly OpenAttachment[];
}

type ReadMessage = Office.MessageRead;

/** Takes the snapshot of what Outlook calls the current item. */
export const readOpenItem = (item: Office.Item | undefined | null): OpenItem | null => {
  if (!item) return null;
  const message = item as unknown as Partial<ReadMessage>;
  // In compose mode subject is an object with getAsync; in read mode it is the text.
  const mode = typeof message.subject === 'string' ? 'read' : 'compose';
  const kind = String(message.itemType) === 'appointment' ? 'appointment' : 'message';
  if (mode === 'compose' || kind === 'appointment') return { ...nothingRead, mode, kind, key: keyOf(message) };
  return {
    key: keyOf(message),
    kind,
    mode,
    // A mail without Message-ID has an empty one here.
    internetMessageId: message.internetMessageId || null,
    subject: message.subject ?? '',
    sentAt: isoOf(message.dateTimeCreated),
    from: personOf(message.from ?? message.sender),
    to: (message.to ?? []).flatMap(peopleOf),
    cc: (message.cc ?? []).flatMap(peopleOf),
    attachments: (message.attachments ?? []).map((attachment, index) => ({
      n: index + 1,
      name: attachment.name,
      type: (attachment as { contentType?: string }).contentType || 'application/octet-stream',
      sizeBytes: attachment.size,
      inline: attachment.isInline,
    })),
  };
};

/** The key of the item as it is now, without the rest. */
export const keyOfCurrent = (item: Office.Item | undefined | null): string | null => (item ? keyOf(item) : null);

const nothingRead = {
  internetMessageId: null,
  subject: '',
  sentAt: null,
  from: null,
  to: [],
  cc: [],
  attachments: [],
} as const;

// Item ids may be missing or change when a mail is moved, Message-IDs when it is sent: only both together are stable.
const keyOf = (item: Partial<ReadMessage>): string => `${item.itemId ?? ''}|${item.internetMessageId ?? ''}`;

const isoOf = (date: Date | undefined): string | null =>
  date && !Number.isNaN(date.getTime()) ? date.toISOString() : null;

const personOf = (person: Office.EmailAddressDetails | undefined): Person | null =>
  person ? { address: person.emailAddress, name: person.displayName || person.emailAddress } : null;

const peopleOf = (person: Office.EmailAddressDetails): Person[] => {
  const read = personOf(person);
  return read ? [read] : [];
};
