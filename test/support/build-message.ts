import type { Message } from '../../server/domain/mail/message.ts';
import { fromWire } from '#shared/model/instant.ts';

/** A message from Anna at Fabrikam to the sales address of Contoso, with what a test says otherwise. */
export const buildMessage = (changes: Partial<Message> = {}): Message => ({
  messageId: '<quote-1@fabrikam.test>',
  inReplyTo: [],
  references: [],
  date: fromWire('2026-03-02T09:00:00Z'),
  subject: 'Quote for pumps',
  from: [{ address: 'anna@fabrikam.test', name: 'Anna Doe' }],
  sender: null,
  replyTo: [],
  to: [{ address: 'sales@contoso.test', name: null }],
  cc: [],
  bcc: [],
  headers: [],
  text: 'Could you quote twelve pumps?',
  html: null,
  attachments: [],
  recipientsTruncated: false,
  ...changes,
});
