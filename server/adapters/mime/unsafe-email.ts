/** S11, S17: what may not stand in an outgoing message; each refusal names the field. */
import type { ComposedAttachment, ComposedEmail } from '../../ports/message-composer.ts';
import { checkLine, checkPeople, checkPerson, refuse } from './unsafe-parts.ts';

/** Ours to write; everything else in the header is said by a property of its own. */
const ownName = /^(?:x-correspond-[a-z0-9-]{1,60}|auto-submitted|precedence|x-auto-response-suppress|feedback-id)$/i;
const printable = /^[\x20-\x7e]{0,900}$/;
const messageId = /^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/;

const checkMessageId = (field: string, id: string): void => {
  if (!messageId.test(id)) refuse(field, 'write it as <left@right>, without spaces and other than ASCII characters');
};

const checkUnsubscribe = (given: NonNullable<ComposedEmail['listUnsubscribe']>): void => {
  if (!URL.canParse(given.url) || !given.url.startsWith('https://') || /[<>,\s]/.test(given.url)) {
    refuse('listUnsubscribe.url', 'must be an https address without spaces, commas and angle brackets (RFC 8058)');
  }
  if (given.mailto !== null) checkPerson('listUnsubscribe.mailto', { address: given.mailto });
};

const checkAttachment = (one: ComposedAttachment, index: number): void => {
  checkLine(`attachments.${index}.name`, one.name);
  checkLine(`attachments.${index}.type`, one.type);
  checkLine(`attachments.${index}.contentId`, one.contentId);
  if (one.contentId !== null && /[<>\s]/.test(one.contentId)) {
    refuse(`attachments.${index}.contentId`, 'give it without angle brackets and spaces');
  }
};

const checkOwnField = ({ name, value }: ComposedEmail['ownFields'][number], index: number): void => {
  if (!ownName.test(name)) refuse(`ownFields.${index}.name`, 'is no field of ours');
  checkLine(`ownFields.${index}.value`, value);
  if (!printable.test(value)) refuse(`ownFields.${index}.value`, 'use at most 900 printable ASCII characters');
};

/** Throws PermanentFailure `invalid_message` with the path of the first unsafe field in `fields.field`. */
export const refuseUnsafeEmail = (email: ComposedEmail): void => {
  checkPerson('from', email.from);
  if (email.sender !== null) checkPerson('sender', email.sender);
  checkPeople('replyTo', email.replyTo);
  checkPeople('to', email.to);
  checkPeople('cc', email.cc);
  checkLine('subject', email.subject);
  checkMessageId('messageId', email.messageId);
  checkLine('inReplyTo', email.inReplyTo);
  email.references.forEach((id, index) => checkLine(`references.${index}`, id));
  email.attachments.forEach(checkAttachment);
  email.ownFields.forEach(checkOwnField);
  if (email.readReceiptTo !== null) checkPerson('readReceiptTo', { address: email.readReceiptTo });
  if (email.listUnsubscribe !== null) checkUnsubscribe(email.listUnsubscribe);
  if (email.html === null && email.text === null) refuse('text', 'give a text, HTML, or both');
};
