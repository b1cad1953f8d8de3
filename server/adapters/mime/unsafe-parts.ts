/** Line breaks and NUL in anything that becomes a header value are refused before a header is written. */
import type { MessageParts } from '#shared/contracts/promotions.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import { readAddresses } from './address-list.ts';
import { endsField } from './composer-parts.ts';

interface Person {
  readonly address: string;
  readonly name?: string | null | undefined;
}

export const refuse = (field: string, remedy: string): never => {
  throw new PermanentFailure(`${field}: ${remedy}`, { code: 'invalid_message', fields: { field } });
};

export const checkLine = (field: string, value: string | null | undefined): void => {
  if (typeof value === 'string' && endsField.test(value)) refuse(field, 'remove line breaks and NUL characters');
};

/** Reads back as itself; what is no Internet address at all (a legacy Exchange name) reads back as nothing. */
const isOneAddress = (address: string): boolean => {
  const found = readAddresses(address);
  return !/[<>]/.test(address) && found.every((person) => person.address === address) && found.length < 2;
};

/** One address and a name that stays in its place. */
export const checkPerson = (field: string, person: Person): void => {
  checkLine(`${field}.name`, person.name);
  checkLine(`${field}.address`, person.address);
  if (!isOneAddress(person.address.trim())) refuse(`${field}.address`, 'give one address, without name and comments');
};

export const checkPeople = (field: string, people: readonly Person[]): void =>
  people.forEach((person, index) => checkPerson(`${field}.${index}`, person));

/** Throws PermanentFailure `invalid_message` with the path of the first unsafe field in `fields.field`. */
export const refuseUnsafeParts = (parts: MessageParts): void => {
  checkLine('internetMessageId', parts.internetMessageId);
  checkLine('subject', parts.subject);
  checkPerson('from', parts.from);
  checkPeople('to', parts.to);
  checkPeople('cc', parts.cc);
  checkPeople('bcc', parts.bcc);
  if (parts.headers?.includes('\0')) refuse('headers', 'remove NUL characters');
  parts.attachments.forEach((one, index) => {
    checkLine(`attachments.${index}.name`, one.name);
    checkLine(`attachments.${index}.type`, one.type);
    checkLine(`attachments.${index}.contentId`, one.contentId);
  });
};
