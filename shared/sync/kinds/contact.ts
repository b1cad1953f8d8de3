import { isList, type SyncFields, type SyncValue } from '../item.ts';
import type { KindRules } from '../policy.ts';

const text = (fields: SyncFields, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
};

const firstOf = (value: SyncValue | undefined): string | undefined =>
  value !== undefined && isList(value) ? value[0] : undefined;

/** Two cards are of one person where they have an address in common with the name, or, without addresses, name and company. */
const identity = (fields: SyncFields): string | null => {
  const first = firstOf(fields['emails']);
  const name = text(fields, 'fullName');
  if (first !== undefined) return `address ${first.toLowerCase()}\n${name}`;
  const company = text(fields, 'company');
  return name === '' || company === '' ? null : `name ${name}\n${company}`;
};

/** Contacts: all fields go both ways (Y2). What is deleted on either side stays on the other, unlinked. */
export const contact: KindRules = {
  kind: 'contact',
  directions: {
    fullName: 'both',
    firstName: 'both',
    lastName: 'both',
    jobTitle: 'both',
    company: 'both',
    emails: 'both',
    businessPhone: 'both',
    mobilePhone: 'both',
    street: 'both',
    city: 'both',
    region: 'both',
    postalCode: 'both',
    country: 'both',
    website: 'both',
    birthday: 'both',
    notes: 'both',
  },
  identity,
  onDeletion: { crm: 'remove', mailbox: 'unlink' },
  isKept: () => false,
  comesByInvitation: () => false,
};
