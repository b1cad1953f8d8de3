import { createHash } from 'node:crypto';
import { createTokenSigner } from '../../server/adapters/crypto/hmac-token-signer.ts';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { bytesToBase32 } from '../../server/domain/tokens/base32.ts';
import { signedId, writeSigned } from '../../server/domain/tokens/token-text.ts';
import { genuineTokens } from '../../server/usecases/promotion/thread-question.ts';

const derived = (seed: string) => (purpose: string) => createHash('sha256').update(`${seed} ${purpose}`).digest();

/** The signer of the installation under attack. */
export const attackedSigner = createTokenSigner(derived('the key nobody knows'));
const otherSigner = createTokenSigner(derived('the key of another installation'));

const idsInUse = 1_000;
const random = (n: number, what: string): Buffer => createHash('sha256').update(`${what} ${n}`).digest();

const changedAt = (mac: string, at: number, by: number): string => {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  const other = digits.charAt((digits.indexOf(mac.charAt(at)) + 1 + (by % 31)) % 32);
  return `${mac.slice(0, at)}${other}${mac.slice(at + 1)}`;
};

/** Ways to make up a MAC for an id that is in use; each differs from the right one. */
const forgeries: readonly ((n: number, id: string) => string)[] = [
  (n) => bytesToBase32(random(n, 'chance'), 13),
  (_, id) => bytesToBase32(createHash('sha256').update(id).digest(), 13),
  (_, id) => bytesToBase32(createHash('md5').update(id).digest(), 13),
  (_, id) => otherSigner.sign('contoso', 'token', id),
  (_, id) => attackedSigner.sign('fabrikam', 'token', id),
  (_, id) => attackedSigner.sign('contoso', 'ownMail', id),
  (n, id) => changedAt(attackedSigner.sign('contoso', 'token', id), n % 13, n),
  (n) => attackedSigner.sign('contoso', 'token', signedId(((n + 1) % idsInUse) + idsInUse + 1)),
];

/** How many of so many forged tokens count as genuine for the organization `contoso`. */
export const acceptedForgeries = (count: number): number => {
  const { token, formerTokenFormats } = defaultOrganizationSettings;
  let accepted = 0;
  for (let n = 0; n < count; n += 1) {
    const id = signedId((n % idsInUse) + 1);
    const mac = forgeries[n % forgeries.length]?.(n, id) ?? '';
    const { text } = writeSigned('CRM:', id, mac);
    accepted += genuineTokens({ signer: attackedSigner }, 'contoso', `Re: Offer ${text}`, {
      token,
      formerTokenFormats,
    }).length;
  }
  return accepted;
};

/** The genuine one, which proves that the attack would see an accepted token. */
export const acceptedGenuine = (): number => {
  const { token, formerTokenFormats } = defaultOrganizationSettings;
  const id = signedId(1);
  const { text } = writeSigned('CRM:', id, attackedSigner.sign('contoso', 'token', id));
  return genuineTokens({ signer: attackedSigner }, 'contoso', `Re: Offer ${text}`, { token, formerTokenFormats })
    .length;
};
