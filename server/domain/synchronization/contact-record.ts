import type { AddressKey } from '#shared/model/address.ts';
import type { FieldValue, RecordInput } from '#shared/model/record.ts';
import { isEmptyValue, isList, type SyncFields, type SyncValue } from '#shared/sync/item.ts';
import { contact } from '#shared/sync/kinds/contact.ts';
import type { FieldDirections } from '#shared/sync/policy.ts';

/** A contact as far as address books are concerned. */
export interface ContactFacts {
  readonly name: string;
  readonly active: boolean;
  readonly ownerId: string | null;
  readonly version: number;
  readonly addresses: readonly {
    readonly address: string;
    readonly addressKey: AddressKey;
    readonly primary: boolean;
  }[];
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Name and version of the contact's account, where the user may read it. */
  readonly account: { readonly name: string; readonly version: number } | null;
}

/** Fields of an address book, by the record's name for them. */
const columns: Readonly<Record<string, string>> = {
  firstName: 'firstName',
  lastName: 'lastName',
  jobTitle: 'jobTitle',
  businessPhone: 'phone',
  mobilePhone: 'mobilePhone',
  street: 'street',
  city: 'city',
  region: 'region',
  postalCode: 'postalCode',
  country: 'country',
  website: 'website',
  birthday: 'birthday',
  notes: 'notes',
};

/** An account is a record of its own: its name goes to the address book, and a word there makes no account. */
export const contactDirections: FieldDirections = { ...contact.directions, company: 'toMailbox' };

const asText = (value: FieldValue | undefined): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** What the address book is to show of the record. */
export const contactFields = ({ name, addresses, fields, account }: ContactFacts): SyncFields => ({
  fullName: name,
  emails: addresses.map(({ addressKey }) => addressKey).sort(),
  ...Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, asText(fields[column])])),
  ...(account === null ? {} : { company: account.name }),
});

/** Changes whenever something of it does that an address book shows. */
export const contactRevision = ({ version, account }: ContactFacts): string =>
  account === null ? `${version}` : `${version}.${account.version}`;

/** What a filter row may name beside the fields themselves. */
export const filterFields = (facts: ContactFacts, userId: string): SyncFields => ({
  ...contactFields(facts),
  mine: facts.ownerId === userId,
  active: facts.active,
});

const addressInput = (value: SyncValue, standing: ContactFacts | null) =>
  (isList(value) ? value : []).map((key) => {
    const known = standing?.addresses.find(({ addressKey }) => addressKey === key);
    return known === undefined ? { address: key } : { address: known.address, primary: known.primary };
  });

/** What is to be written on the record; fields that are not named stay as they are, and so does a name that is emptied. */
export const contactInput = (writes: SyncFields, standing: ContactFacts | null): RecordInput => {
  const named = Object.entries(writes).flatMap(([field, value]) => {
    const column = columns[field];
    return column === undefined ? [] : [[column, isEmptyValue(value) ? null : (value as string)] as const];
  });
  const { fullName, emails } = writes;
  return {
    ...(typeof fullName === 'string' && fullName !== '' ? { name: fullName } : {}),
    ...(emails === undefined ? {} : { addresses: addressInput(emails, standing) }),
    ...(named.length === 0 ? {} : { fields: Object.fromEntries(named) }),
  };
};
