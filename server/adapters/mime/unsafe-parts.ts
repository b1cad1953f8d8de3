/** Line breaks and NUL in anything that becomes a header value are refused before a header is written. */
import type { MessageParts } from '#shared/contracts/promotions.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import { readAddresses } from './address-list.ts';

const unsafe = /[\r\n\0]/;

const refuse = (field: string, remedy: string): never => {
  throw new PermanentFailure(`${field}: ${remedy}`, { code: 'invalid_message', fields: { field } });
};

const checkLine = (field: string, value: string | undefined): void => {
  if (value !== undefined && unsafe.test(value)) refuse(field, 'remove line breaks and NUL characters');
};

/** Reads back as itself; what is no Internet address at all (a legacy Exchange name) reads back as nothing. */
const isOneAddress = (address: string): boolean => {
  const found = readAddresses(address);
  return !/[<>]/.test(address) && found.every((person) => person.address === address) && found.length < 2;
};

const checkPerson = (field: string, person: MessageParts['from']): void => {
  checkLine(`${field}.name`, person.name);
  checkLine(`${field}.address`, person.address);
  if (!isOneAddress(person.address.trim())) refuse(`${field}.address`, 'give one address, without name and comments');
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
