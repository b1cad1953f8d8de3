import type { NewRecord } from '../../queries/records.ts';
import type { ReadPerson } from './signature.ts';

export type NewRecordType = 'contact' | 'lead' | 'account';

/** What the form holds, for every type; a type shows and sends its own part. */
export interface Draft extends ReadPerson {
  readonly email: string;
}

export const fieldsOfType = {
  contact: ['firstName', 'lastName', 'email', 'phone', 'jobTitle'],
  lead: ['firstName', 'lastName', 'company', 'email', 'phone'],
  account: ['company', 'email', 'website', 'phone'],
} as const satisfies Record<NewRecordType, readonly (keyof Draft)[]>;

/** The name a record will have; empty while none is given. */
export const nameOf = (type: NewRecordType, draft: Draft): string =>
  type === 'account' ? draft.company.trim() : `${draft.firstName} ${draft.lastName}`.trim();

/** What is sent to create it: a name, the address, and the fields that are filled. */
export const newRecordOf = (type: NewRecordType, draft: Draft): NewRecord => {
  const named = new Set(['email', ...(type === 'account' ? ['company'] : [])]);
  const fields = Object.fromEntries(
    fieldsOfType[type].flatMap((field) => {
      const value = draft[field].trim();
      return named.has(field) || value === '' ? [] : [[field, value] as const];
    }),
  );
  const email = draft.email.trim();
  return { type, input: { name: nameOf(type, draft), addresses: email === '' ? [] : [email], fields } };
};
