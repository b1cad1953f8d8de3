import { addressKey, looseAddressKey, usesLooseKey } from '#shared/model/address.ts';
import type { AddressKey, AddressRules } from '#shared/model/address.ts';
import type { Message } from '../mail/message.ts';
import { headerValue } from '../mail/message.ts';
import { messageIdKey, parseMessageIds } from '../mail/message-id.ts';

/** C1: of a long thread only the newest references are looked up. */
const mostReferences = 32;

/** What must be looked up before anything about a message can be decided. */
export interface RoutingKeys {
  readonly addresses: AddressKey[];
  /** Only of addresses whose domain has a loose rule. */
  readonly looseAddresses: AddressKey[];
  /** Keys of In-Reply-To and of the newest references. */
  readonly messageIds: string[];
  readonly conversationKey: string | null;
}

export const routingKeys = (message: Message, rules: AddressRules): RoutingKeys => {
  const addresses = addressKeysOf(message);
  const loose = addresses.filter((key) => usesLooseKey(key, rules)).map(looseAddressKey);
  return {
    addresses,
    looseAddresses: [...new Set(loose)],
    messageIds: [...new Set([...repliedIds(message), ...referencedIds(message)])],
    conversationKey: conversationKeyOf(message),
  };
};

/** The keys of every author and recipient, each once; what is no address has none. */
export const addressKeysOf = (message: Message): AddressKey[] => {
  const people = [...message.from, ...message.to, ...message.cc, ...message.bcc];
  return [...new Set(people.map((person) => addressKey(person.address)).filter((key) => key !== null))];
};

const keysOf = (values: readonly string[]): string[] =>
  values
    .flatMap(parseMessageIds)
    .map(messageIdKey)
    .filter((key) => key !== null);

/** Keys of In-Reply-To, in its order. */
export const repliedIds = (message: Message): string[] => keysOf(message.inReplyTo).slice(0, mostReferences);

/** Keys of the newest references, newest first. */
export const referencedIds = (message: Message): string[] =>
  keysOf(message.references).slice(-mostReferences).reverse();

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** The header of a conversation index is 22 octets: 29 base64 digits and two bits of the next. */
const wholeDigits = 29;

/**
 * The conversation that a Thread-Index field names: its first 22 octets (a reserved octet 1, a time and a GUID, as
 * Outlook writes them), in base64; the blocks of five octets that each reply adds are left out. Null when it has none.
 */
export const conversationKeyOf = (message: Pick<Message, 'headers'>): string | null => {
  const value =
    headerValue(message, 'thread-index')
      ?.replaceAll(/\s/g, '')
      .slice(0, wholeDigits + 1) ?? '';
  if (!/^A[Q-Za-f][A-Za-z0-9+/]{28}$/.test(value)) return null;
  const lastBits = base64Digits.indexOf(value.charAt(wholeDigits)) >> 4;
  return `${value.slice(0, wholeDigits)}${lastBits}`;
};
