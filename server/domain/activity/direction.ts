import type { Direction } from '#shared/model/activity.ts';
import { addressKey, sameMailbox } from '#shared/model/address.ts';
import type { AddressKey, AddressRules } from '#shared/model/address.ts';
import type { Message } from '../mail/message.ts';

/**
 * P19: direction follows From. An author who is one of the given addresses (the user's own, their aliases) makes the
 * mail outgoing; a Sender field, as a delegate or a mailing list writes it, does not.
 */
export const directionOf = (
  message: Pick<Message, 'from'>,
  ownAddresses: readonly AddressKey[],
  rules: AddressRules,
): Direction => {
  const authors = message.from.map((person) => addressKey(person.address)).filter((key) => key !== null);
  const own = authors.some((author) => ownAddresses.some((address) => sameMailbox(address, author, rules)));
  return own ? 'outgoing' : 'incoming';
};
