import { type AddressKey, addressKey, looseAddressKey, parseAddress } from '#shared/model/address.ts';
import type { FieldValue, RecordInput, RecordTypeDefinition } from '#shared/model/record.ts';
import { explainAddressProblem } from '../address-problem.ts';
import type { FieldIssue } from './check-fields.ts';

/** An address of a record, as it is stored for matching. */
export interface OwnedAddress {
  readonly address: string;
  readonly addressKey: AddressKey;
  readonly looseKey: AddressKey;
  readonly primary: boolean;
}

const owned = (address: string, key: AddressKey, primary: boolean): OwnedAddress => ({
  address,
  addressKey: key,
  looseKey: looseAddressKey(key),
  primary,
});

type Written = NonNullable<RecordInput['addresses']>[number];

const readOne = (written: Written, index: number): OwnedAddress | FieldIssue => {
  const { address: text, primary = false } = typeof written === 'string' ? { address: written } : written;
  const parsed = parseAddress(text);
  if (parsed.kind === 'refused')
    return { field: `addresses[${index}]`, message: explainAddressProblem(parsed.problem) };
  const key = addressKey(parsed.address);
  if (key === null) return { field: `addresses[${index}]`, message: explainAddressProblem('syntax') };
  return owned(parsed.address.text, key, primary);
};

/** Each mailbox once, with exactly one primary: the one that says so, else the first. */
export const arrangeAddresses = (addresses: readonly OwnedAddress[]): OwnedAddress[] => {
  const byKey = new Map<AddressKey, OwnedAddress>();
  for (const address of addresses) {
    const known = byKey.get(address.addressKey);
    if (known === undefined) byKey.set(address.addressKey, address);
    else if (address.primary && !known.primary) byKey.set(address.addressKey, { ...known, primary: true });
  }
  const each = [...byKey.values()];
  const primary = each.find((address) => address.primary) ?? each[0];
  return each.map((address) => ({ ...address, primary: address === primary }));
};

/** The addresses as written by a person; issues name the entry, such as `addresses[2]`. */
export const readAddresses = (
  written: readonly Written[],
): { readonly addresses: OwnedAddress[]; readonly issues: readonly FieldIssue[] } => {
  const read = written.map(readOne);
  const issues = read.filter((one) => 'field' in one);
  const addresses = read.filter((one) => 'addressKey' in one);
  if (addresses.filter(({ primary }) => primary).length > 1)
    issues.push({ field: 'addresses', message: 'only one address can be primary' });
  return { addresses: arrangeAddresses(addresses), issues };
};

/** R1: the values of e-mail fields are addresses of the record. */
export const addressesInFields = (
  type: RecordTypeDefinition,
  fields: Readonly<Record<string, FieldValue>>,
): OwnedAddress[] =>
  type.fields.flatMap(({ name, kind }) => {
    const value = fields[name];
    if (kind !== 'email' || typeof value !== 'string') return [];
    const key = addressKey(value);
    return key === null ? [] : [owned(value, key, false)];
  });
