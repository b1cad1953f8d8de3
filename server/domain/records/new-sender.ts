import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import {
  addressKey,
  domainOf,
  isPublicDomain,
  isRoleAddress,
  usesLooseKey,
  looseAddressKey,
} from '#shared/model/address.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { Message } from '../mail/message.ts';
import type { Audience } from '../routing/audience.ts';
import type { MatchingFacts } from '../routing/facts.ts';

/** Somebody who wrote to us and stands nowhere in the CRM. */
export interface NewSender {
  readonly type: 'contact' | 'lead';
  readonly name: string;
  readonly address: string;
  readonly key: AddressKey;
}

export interface SenderFacts {
  readonly message: Pick<Message, 'from'>;
  readonly settings: OrganizationSettings;
  readonly audience: Audience;
  readonly matching: MatchingFacts;
  /** A program wrote it. */
  readonly isAutomatic: boolean;
}

/** With the mark before it, as long as an external id may be. */
const longestKey = 195;

/** Domains of the organization: those it names, and those of whom the mail was for; never one where anybody has mail. */
export const isOwnDomain = (key: AddressKey, ownDomains: readonly string[], ours: readonly AddressKey[]): boolean => {
  const domain = domainOf(key);
  return ownDomains.includes(domain) || (!isPublicDomain(domain) && ours.some((own) => domainOf(own) === domain));
};

type Author = Message['from'][number];

/** The one author of the mail; null for none, for several and for an address too long to be told by. */
const onlyAuthor = ({ from }: SenderFacts['message']): { readonly author: Author; readonly key: AddressKey } | null => {
  const [author, ...others] = from;
  const key = author === undefined ? null : addressKey(author.address);
  if (author === undefined || key === null) return null;
  return others.length > 0 || key.length > longestKey ? null : { author, key };
};

/** Nobody of ours, no office, and whom nobody knows yet. */
const isSomebodyNew = (key: AddressKey, { settings, audience, matching }: SenderFacts): boolean => {
  const ours = audience.concerned.map(({ address }) => address);
  if (audience.standing !== 'stranger' || isRoleAddress(key) || isOwnDomain(key, settings.ownDomains, ours))
    return false;
  const loose = usesLooseKey(key, settings) ? looseAddressKey(key) : key;
  return !matching.crowded.includes(key) && !matching.crowded.includes(loose);
};

/**
 * R7: whether the author of an incoming mail is to become a record, by the setting. Never one of our own domains, never an
 * office (`info@`) or a program, never several authors of one mail, and never whom any record has already.
 */
export const newSender = (facts: SenderFacts): NewSender | null => {
  const { message, settings, audience, isAutomatic } = facts;
  if (settings.createSenders === 'never' || isAutomatic || audience.direction !== 'incoming') return null;
  const only = onlyAuthor(message);
  if (only === null || !isSomebodyNew(only.key, facts)) return null;
  const { author, key } = only;
  const name = author.name?.trim() ?? '';
  return { type: settings.createSenders, name: name === '' ? key : name, address: author.address, key };
};
