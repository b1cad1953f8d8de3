import type { Instant } from '#shared/model/instant.ts';
import type { ComposedEmail } from '../../server/ports/message-composer.ts';

/** A plain mail of one author to one reader, with what the test changes. */
export const composedEmail = (given: Partial<ComposedEmail> = {}): ComposedEmail => ({
  from: { address: 'ana@contoso.test', name: 'Ana Ruiz' },
  sender: null,
  replyTo: [],
  to: [{ address: 'bo@northwind.example', name: 'Bo Lund' }],
  cc: [],
  subject: 'Offer',
  html: null,
  text: 'Dear Bo',
  attachments: [],
  date: Date.UTC(2026, 2, 3, 8, 15) as Instant,
  messageId: '<one@contoso.test>',
  inReplyTo: null,
  references: [],
  ownFields: [],
  priority: 'normal',
  readReceiptTo: null,
  listUnsubscribe: null,
  ...given,
});
