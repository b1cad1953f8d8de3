import type { Instant } from '#shared/model/instant.ts';
import type { ActivityDetailView, ActivityView, AttachmentView } from '../../domain/activity/activity-view.ts';
import { referencesIn, threadHeaders } from '../../domain/outbound/thread-headers.ts';
import type {
  ComposedAttachment,
  ComposedPerson,
  Composition,
  MessageComposer,
  OwnField,
} from '../../ports/message-composer.ts';
import type { StoredOutbound } from '../../ports/stored-outbound.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';
import { Refusal } from '../refusal.ts';
import { markOwnMail } from '../tokens/own-mail.ts';

interface Needs {
  readonly composer: MessageComposer;
  readonly signer: TokenSigner;
}

interface Parts {
  readonly email: StoredOutbound;
  readonly detail: ActivityDetailView;
  readonly parent: ActivityView | null;
  readonly messageId: string;
  readonly subject: string;
  readonly date: Instant;
}

const peopleIn = (email: StoredOutbound, role: 'to' | 'cc'): ComposedPerson[] =>
  email.recipients.filter((recipient) => recipient.role === role).map(({ address, name }) => ({ address, name }));

const filesOf = async (read: StoreRead, attachments: readonly AttachmentView[]): Promise<ComposedAttachment[]> => {
  const files: ComposedAttachment[] = [];
  for (const { n, name, type, inline, contentId, sha256 } of attachments) {
    const bytes = await read.contents.read(sha256);
    if (bytes === null)
      throw new Refusal('email_not_sendable', `attachments: the bytes of attachment ${n} are missing.`);
    files.push({ name, type, bytes, contentId: inline ? contentId : null });
  }
  return files;
};

/** The thread goes on as the answered mail says, as far as its bytes are here. */
const threadOf = async (read: StoreRead, parent: ActivityView | null) => {
  if (parent === null) return { inReplyTo: null, references: [] };
  const bytes = parent.sourceSha256 === null ? null : await read.contents.read(parent.sourceSha256);
  const beginning =
    bytes === null
      ? ''
      : Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 256 * 1024)).toString('latin1');
  return threadHeaders({ messageId: parent.messageId, references: referencesIn(beginning) });
};

/** Whoever wrote it stands in Sender when it leaves in another's name (RFC 5322 section 3.6.2). */
const senderOf = async (read: StoreRead, email: StoredOutbound): Promise<ComposedPerson | null> => {
  if (email.principal.id === email.authorId) return null;
  const author = await read.users.find(email.authorId);
  const address = author?.addresses.find(({ primary }) => primary)?.address ?? author?.email;
  return author === null || address === undefined ? null : { address, name: author.name };
};

/** RFC 3834 section 5, and the field by which the systems of many offices hold back their own answers. */
const automaticFields = ({ autoSubmitted }: StoredOutbound): OwnField[] =>
  autoSubmitted === null
    ? []
    : [
        { name: 'Auto-Submitted', value: autoSubmitted },
        { name: 'X-Auto-Response-Suppress', value: 'All' },
      ];

/** A draft to the bytes that every attempt will send (S8, S11). Bcc stands in the envelope alone (S17). */
export const composeEmail = async (
  { composer, signer }: Needs,
  read: StoreRead,
  { email, detail, parent, messageId, subject, date }: Parts,
): Promise<Composition> =>
  composer.compose({
    from: email.from,
    sender: await senderOf(read, email),
    replyTo: [],
    to: peopleIn(email, 'to'),
    cc: peopleIn(email, 'cc'),
    subject,
    html: detail.html,
    text: detail.text === '' && detail.html !== null ? null : detail.text,
    attachments: await filesOf(read, detail.attachments),
    date,
    messageId,
    ...(await threadOf(read, parent)),
    ownFields: [
      markOwnMail({ signer }, read.organizationId, { messageId, from: [email.from], date }),
      ...automaticFields(email),
    ],
    priority: email.priority,
    readReceiptTo: email.readReceipt ? email.from.address : null,
    listUnsubscribe: email.listUnsubscribe,
  });
