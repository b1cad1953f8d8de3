import { addressKey, domainOf, isPublicDomain, sameMailbox } from '#shared/model/address.ts';
import type { AddressKey, AddressRules } from '#shared/model/address.ts';
import { authenticationOf } from '../mail/authentication-results.ts';
import type { Message } from '../mail/message.ts';

/** By what a sender is believed to belong to a conversation. */
export interface SenderTrust {
  /** Addresses of our own users and queues. */
  readonly ownAddresses: readonly AddressKey[];
  /** authserv-ids whose Authentication-Results count. */
  readonly authenticationServers: readonly string[];
  readonly rules?: AddressRules;
}

export const noRules: AddressRules = { plusTagDomains: [], dotlessDomains: [] };

const hasMailbox = (addresses: readonly AddressKey[], sender: AddressKey, rules: AddressRules): boolean =>
  addresses.some((address) => sameMailbox(address, sender, rules));

const sharesDomain = (parties: readonly AddressKey[], sender: AddressKey): boolean => {
  const domain = domainOf(sender);
  return !isPublicDomain(domain) && parties.some((party) => domainOf(party) === domain);
};

/**
 * C8: headers can be forged as easily as tokens, so a message joins a thread silently only if every author is a party
 * of it, shares the non-public domain of one, or is one of us, and our own servers do not say that the author is forged.
 */
export const isTrustedSender = (message: Message, parties: readonly AddressKey[], trust: SenderTrust): boolean => {
  const rules = trust.rules ?? noRules;
  const belongs = (sender: AddressKey | null): boolean =>
    sender !== null &&
    (hasMailbox(parties, sender, rules) ||
      sharesDomain(parties, sender) ||
      hasMailbox(trust.ownAddresses, sender, rules));
  return (
    message.from.length > 0 &&
    message.from.every((person) => belongs(addressKey(person.address))) &&
    authenticationOf(message, trust.authenticationServers) !== 'fail'
  );
};
