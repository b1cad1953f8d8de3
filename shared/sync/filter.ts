import { isEmptyValue, type SyncFields, type SyncValue } from './item.ts';

/** One row: a field, a comparison, and what it is compared with; moments as in ISO 8601. */
export type FilterRow =
  | {
      readonly field: string;
      readonly compares: 'is' | 'isNot' | 'contains' | 'startsWith' | 'before' | 'after';
      readonly with: string;
    }
  | { readonly field: string; readonly compares: 'isEmpty' | 'isFilled' };

/** Rows and groups of which all, or any, must hold. */
export interface FilterGroup {
  readonly join: 'and' | 'or';
  readonly rows: readonly (FilterRow | FilterGroup)[];
}

export type SyncFilter = FilterGroup;

const textOf = (value: SyncValue | undefined): string =>
  value === undefined || value === null ? '' : Array.isArray(value) ? value.join('\n') : String(value);

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

const entries = (value: SyncValue | undefined): string[] =>
  Array.isArray(value) ? value.map((entry: string) => folded(entry)) : [folded(textOf(value))];

const rowHolds = (row: FilterRow, fields: SyncFields): boolean => {
  const value = fields[row.field];
  switch (row.compares) {
    case 'isEmpty':
      return value === undefined || isEmptyValue(value);
    case 'isFilled':
      return value !== undefined && !isEmptyValue(value);
    case 'is':
      return entries(value).includes(folded(row.with));
    case 'isNot':
      return !entries(value).includes(folded(row.with));
    case 'contains':
      return entries(value).some((entry) => entry.includes(folded(row.with)));
    case 'startsWith':
      return entries(value).some((entry) => entry.startsWith(folded(row.with)));
    case 'before':
      return Date.parse(textOf(value)) < Date.parse(row.with);
    case 'after':
      return Date.parse(textOf(value)) > Date.parse(row.with);
  }
};

const holds = (rule: FilterRow | FilterGroup, fields: SyncFields): boolean => {
  if (!('join' in rule)) return rowHolds(rule, fields);
  return rule.join === 'and'
    ? rule.rows.every((row) => holds(row, fields))
    : rule.rows.some((row) => holds(row, fields));
};

/**
 * Whether a record goes to the mailbox: where any of the filters takes it, as several filters add up. A group without rows
 * takes everything with `and`, nothing with `or`. Features: Y3.
 */
export const isTaken = (filters: readonly SyncFilter[], fields: SyncFields): boolean =>
  filters.some((filter) => holds(filter, fields));
