import type { TokenFormat, TokenSettings } from '#shared/model/tracking-token.ts';
import { toBase32 } from './base32.ts';

/** T6: the id of a signed token is at least, and at most, so long; its MAC is 13 characters: 65 bits. */
export const signedLengths = { id: 5, longestId: 10, mac: 13 } as const;

/** T1: the digit of the deployment, always the same here. */
const deployment = '0';

/** White space and case of a prefix do not count. */
export const prefixKey = (prefix: string): string =>
  prefix.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();

/** A token as it is looked up: what it says without what mail programs change. */
export const classicKey = (prefix: string, digits: string): string => `c:${prefixKey(prefix)}${digits}`;
export const signedKey = (id: string): string => `s:${id}`;

const lastDigits = (value: number, width: number): string => String(value % 10 ** width).padStart(width, '0');

/** How many mails of one user have a counter of their own before it begins again; 0 is never written. */
export const counterCapacity = ({ counterDigits }: Pick<TokenFormat, 'counterDigits'>): number =>
  10 ** counterDigits - 1;

/** T1: prefix, deployment 0, user number, counter: `CRM:0001001`. Larger numbers begin again (T5). */
export const writeClassic = (
  settings: TokenSettings,
  { user, mail }: { readonly user: number; readonly mail: number },
): { readonly text: string; readonly key: string } => {
  const number = lastDigits(settings.userBase + user, settings.userDigits);
  const counter = String(((mail - 1) % counterCapacity(settings)) + 1).padStart(settings.counterDigits, '0');
  const digits = `${deployment}${number}${counter}`;
  return { text: `${settings.prefix}${digits}`, key: classicKey(settings.prefix, digits) };
};

/** T5: how many numbers of the round that is under way are used, of how many, and whether it nears its end. */
export const counterUsage = (
  settings: Pick<TokenFormat, 'counterDigits'>,
  mail: number,
): { readonly used: number; readonly capacity: number; readonly nearlyUsedUp: boolean } => {
  const capacity = counterCapacity(settings);
  const used = mail === 0 ? 0 : ((mail - 1) % capacity) + 1;
  return { used, capacity, nearlyUsedUp: used >= Math.ceil(capacity * 0.9) };
};

/** T5: this mail is the first at 90 % of the counter of its round, so that administrators are told once a round. */
export const isNearlyUsedUp = (settings: Pick<TokenFormat, 'counterDigits'>, mail: number): boolean => {
  const { used, capacity } = counterUsage(settings, mail);
  return used === Math.ceil(capacity * 0.9);
};

/** The letters and digits of the prefix: brackets and hyphens are the token's own. */
const signedPrefix = (prefix: string): string => {
  const plain = prefix.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return plain === '' ? 'CRM' : plain;
};

/** What every signed token begins with. */
export const signedOpening = (prefix: string): string => `[${signedPrefix(prefix)}-`.toUpperCase();

/** The id of the organization's nth signed token; what its MAC is made over. */
export const signedId = (n: number): string => toBase32(n, signedLengths.id);

/** T6: `[CRM-0000f-3k9x…]`. `mac` is the keyed MAC of the id. */
export const writeSigned = (
  prefix: string,
  id: string,
  mac: string,
): { readonly text: string; readonly key: string } => ({
  text: `${signedOpening(prefix)}${id}-${mac}]`.toUpperCase(),
  key: signedKey(id),
});
