import { addressKey, domainOf } from '#shared/model/address.ts';
import type { AddressKey } from '#shared/model/address.ts';
import { domainToAscii } from '#shared/model/domain-name.ts';

/**
 * What is compared of an entry of a list: the key of an address, or a domain as A-label. `@example.com` is the domain.
 * Null when it is neither.
 */
export const listedKey = (entry: string): string | null => {
  const text = entry.trim().replace(/^@/, '');
  return text.includes('@') ? addressKey(text) : domainToAscii(text.toLowerCase());
};

/** Whether a list of keys (`listedKey`) names the address or its domain; subdomains are other domains. */
export const isListed = (key: AddressKey, list: readonly string[]): boolean =>
  list.includes(key) || list.includes(domainOf(key));
