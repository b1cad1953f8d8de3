/** Line breaks and NUL in anything that becomes a header value are refused before a header is written. */
import type { MessageParts } from '#shared/contracts/promotions.ts';
import { PermanentFailure } from '../../ports/failure.ts';

const unsafe = /[\r\n\0]/;

const refuse = (field: string, remedy: string): never => {
  throw new PermanentFailure(`${field}: ${remedy}`, { code: 'invalid_message', fields: { field } });
};

const checkLine = (field: string, value: string | undefined): void => {
  if (value !== undefined && unsafe.test(value)) refuse(field, 'remove line breaks and NUL characters');
};

const checkPerson = (field: string, person: MessageParts['from']): void => {
  checkLine(`${field}.name`, person.name);
  checkLine(`${field}.address`, person.address);
  if (/[<>]/.test(person.address))
    refuse(`${field}.address`, 'give the address alone, without name and angle brackets');
};

const checkList = (field: string, people: readonly MessageParts['from'][]): void =>
  people.forEach((person, index) => checkPerson(`${field}.${index}`, person));

/** Throws PermanentFailure `invalid_message` with the path of the first unsafe field in `fields.field`. */
export const refuseUnsafeParts = (parts: MessageParts): void => {
  checkLine('internetMessageId', parts.internetMessageId);
  checkLine('subject', parts.subject);
  checkPerson('from', parts.from);
  checkList('to', parts.to);
  checkList('cc', parts.cc);
  checkList('bcc', parts.bcc);
  if (parts.headers?.includes('\0')) refuse('headers', 'remove NUL characters');
  parts.attachments.forEach((one, index) => {
    checkLine(`attachments.${index}.name`, one.name);
    checkLine(`attachments.${index}.type`, one.type);
    checkLine(`attachments.${index}.contentId`, one.contentId);
  });
};
