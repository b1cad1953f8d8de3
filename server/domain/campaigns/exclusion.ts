import type { Exclusion } from '#shared/contracts/campaigns.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { FieldValue } from '#shared/model/record.ts';

/** A record that a campaign would write to. */
export interface MemberRecord {
  readonly active: boolean;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Its primary address; null when it has none. */
  readonly address: string | null;
  readonly addressKey: AddressKey | null;
}

/** What is known of addresses, beside the record. */
export interface SuppressedAddresses {
  readonly unsubscribed: ReadonlySet<AddressKey>;
  /** Hard bounces (S12). */
  readonly bounced: ReadonlySet<AddressKey>;
  /** Addresses that an earlier member of the same campaign has. */
  readonly taken: ReadonlySet<AddressKey>;
}

const says = (record: MemberRecord, field: string): boolean => record.fields[field] === true;

/**
 * S9: why a member gets nothing; null when it gets the mail. What a person decided comes before what a machine found.
 */
export const exclusionOf = (record: MemberRecord, known: SuppressedAddresses): Exclusion | null => {
  if (!record.active) return 'inactive';
  if (record.address === null || record.addressKey === null) return 'noAddress';
  if (says(record, 'doNotEmail')) return 'doNotEmail';
  if (says(record, 'doNotBulkEmail')) return 'doNotBulkEmail';
  if (known.unsubscribed.has(record.addressKey)) return 'unsubscribed';
  if (known.bounced.has(record.addressKey)) return 'bounced';
  return known.taken.has(record.addressKey) ? 'sameAddress' : null;
};
