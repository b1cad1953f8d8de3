import type { SyncFilter, SyncKind } from '../../queries/synchronization.ts';

/** How a field is compared and entered. */
export type FieldForm = 'text' | 'yesNo' | 'day';

/** What a filter may ask of a kind; a new kind is one line. */
const askable: Readonly<Record<SyncKind, Readonly<Record<string, FieldForm>>>> = {
  contact: {
    mine: 'yesNo',
    active: 'yesNo',
    fullName: 'text',
    firstName: 'text',
    lastName: 'text',
    company: 'text',
    jobTitle: 'text',
    emails: 'text',
    businessPhone: 'text',
    mobilePhone: 'text',
    street: 'text',
    city: 'text',
    region: 'text',
    postalCode: 'text',
    country: 'text',
    website: 'text',
    birthday: 'day',
    notes: 'text',
  },
  task: {
    mine: 'yesNo',
    active: 'yesNo',
    subject: 'text',
    start: 'day',
    due: 'day',
    completed: 'yesNo',
    percentComplete: 'text',
    notes: 'text',
  },
  appointment: {
    mine: 'yesNo',
    active: 'yesNo',
    subject: 'text',
    start: 'day',
    end: 'day',
    location: 'text',
    notes: 'text',
  },
};

/** The kind's fields with their forms; of no kind: those that every kind has. */
export const fieldsFor = (kind: SyncKind | undefined, offered: readonly SyncKind[]): ReadonlyMap<string, FieldForm> => {
  if (kind !== undefined) return new Map(Object.entries(askable[kind]));
  const [first, ...others] = offered.map((one) => askable[one]);
  return new Map(Object.entries(first ?? {}).filter(([name]) => others.every((fields) => name in fields)));
};

type Rule = SyncFilter['rows'][number];
export type Group = Extract<Rule, { readonly rows: unknown }>;
export type Row = Exclude<Rule, Group>;
export type Comparison = Row['compares'];

export const isGroup = (rule: Rule): rule is Group => 'rows' in rule;

/** What is offered for a field. */
export const comparisonsOf: Readonly<Record<FieldForm, readonly Comparison[]>> = {
  yesNo: ['is'],
  text: ['is', 'isNot', 'contains', 'startsWith', 'isEmpty', 'isFilled'],
  day: ['is', 'before', 'after', 'isEmpty', 'isFilled'],
};

/** The row with this field and comparison, keeping the value where it still fits. */
export const rowOf = (field: string, form: FieldForm, wanted: Comparison, value: string): Row => {
  const compares = comparisonsOf[form].find((one) => one === wanted) ?? comparisonsOf[form][0] ?? 'is';
  if (compares === 'isEmpty' || compares === 'isFilled') return { field, compares };
  return { field, compares, with: form === 'yesNo' && value !== 'false' ? 'true' : value };
};

export const valueOf = (row: Row): string => ('with' in row ? row.with : '');
