import { type AddressProblem, addressKey, looseAddressKey, parseAddress } from '#shared/model/address.ts';
import type { StoredAddress } from '../../ports/record-store.ts';
import { Refusal } from '../refusal.ts';

const causes: Partial<Record<AddressProblem, string>> = {
  empty: 'it is empty',
  tooLong: 'it is longer than an address may be',
  lineBreak: 'it holds a line break',
  controlCharacter: 'it holds a character nobody can see',
};

/** Reads one address that a person typed. Refuses with the field and what is wrong with it. */
export const readAddress = (text: string, field: string): StoredAddress => {
  const parsed = parseAddress(text);
  if (parsed.kind === 'refused') {
    const cause = causes[parsed.problem] ?? 'it cannot be read';
    throw new Refusal('invalid_address', `${field}: write one address such as anna@example.com; ${cause}.`, {
      issues: [{ field, message: cause }],
    });
  }
  const key = addressKey(parsed.address);
  if (key === null) throw new Error('a parsed address has a key');
  return { address: parsed.address.text, addressKey: key, looseKey: looseAddressKey(key), primary: false };
};

/** The sign-in address first, then the aliases, each mailbox once. */
export const readAddresses = (
  email: string,
  aliases: readonly string[],
): readonly [StoredAddress, ...StoredAddress[]] => {
  const first = { ...readAddress(email, 'email'), primary: true };
  const seen = new Set<string>([first.addressKey]);
  const others = aliases
    .map((alias, index) => readAddress(alias, `addresses.${index}`))
    .filter(({ addressKey: key }) => !seen.has(key) && seen.add(key));
  return [first, ...others];
};
