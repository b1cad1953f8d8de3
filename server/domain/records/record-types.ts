import type { FieldDefinition, RecordTypeDefinition } from '#shared/model/record.ts';
import type { BuiltInRecordType } from '#shared/model/record-ref.ts';

const text = (name: string, label: string): FieldDefinition => ({ name, label, kind: 'text' });
const reference = (name: string, label: string, to: string): FieldDefinition => ({
  name,
  label,
  kind: 'reference',
  to: [to],
});
const flag = (name: string, label: string): FieldDefinition => ({ name, label, kind: 'boolean' });

const account = reference('account', 'Account', 'account');
const personName = [text('firstName', 'First name'), text('lastName', 'Last name')];
const work = [account, reference('contact', 'Contact', 'contact'), text('status', 'Status')];
const day = (name: string, label: string): FieldDefinition => ({ name, label, kind: 'date' });

/** What address books know of a person beside that (Y2). */
const personal = [
  text('mobilePhone', 'Mobile phone'),
  text('street', 'Street'),
  text('city', 'City'),
  text('region', 'State or province'),
  text('postalCode', 'Postal code'),
  text('country', 'Country'),
  text('website', 'Website'),
  day('birthday', 'Birthday'),
  text('notes', 'Notes'),
];
const consent = [flag('doNotEmail', 'Do not send e-mail'), flag('doNotBulkEmail', 'Do not send bulk e-mail')];
const description = [text('description', 'Description')];

/** Label, plural, fields, and whether records of the type have addresses that take part in matching (R1). */
const table: Readonly<Record<BuiltInRecordType, readonly [string, string, readonly FieldDefinition[], boolean]>> = {
  user: ['User', 'Users', [], true],
  account: ['Account', 'Accounts', [text('website', 'Website'), text('phone', 'Phone')], true],
  contact: [
    'Contact',
    'Contacts',
    [...personName, account, text('phone', 'Phone'), text('jobTitle', 'Job title'), ...personal, ...consent],
    true,
  ],
  lead: [
    'Lead',
    'Leads',
    [...personName, text('company', 'Company'), text('phone', 'Phone'), text('jobTitle', 'Job title'), ...consent],
    true,
  ],
  opportunity: ['Opportunity', 'Opportunities', work, false],
  case: ['Case', 'Cases', work, false],
  queue: ['Queue', 'Queues', description, true],
  team: ['Team', 'Teams', description, true],
  campaign: ['Campaign', 'Campaigns', [text('status', 'Status'), ...description], false],
};

/** The types that come with the product. */
export const builtInTypes: readonly RecordTypeDefinition[] = Object.entries(table).map(
  ([name, [label, pluralLabel, fields, emailEnabled]]) => ({
    name,
    label,
    pluralLabel,
    fields: [...fields],
    emailEnabled,
    builtIn: true,
  }),
);

/** Types whose name is first and last name when nobody wrote another. */
export const isPersonType = (type: RecordTypeDefinition): boolean =>
  type.fields.some(({ name }) => name === 'firstName') && type.fields.some(({ name }) => name === 'lastName');
