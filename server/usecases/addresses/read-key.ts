import { type AddressKey, addressKey, parseAddress } from '#shared/model/address.ts';
import { explainAddressProblem } from '../../domain/address-problem.ts';
import { Refusal } from '../refusal.ts';

/** One address that a request names in `field`, with its key. Refuses `invalid_address`, saying what is wrong with it. */
export const readKey = (text: string, field = 'address'): { readonly key: AddressKey; readonly address: string } => {
  const parsed = parseAddress(text);
  const key = parsed.kind === 'address' ? addressKey(parsed.address) : null;
  if (parsed.kind === 'address' && key !== null) return { key, address: parsed.address.text };
  const message = explainAddressProblem(parsed.kind === 'refused' ? parsed.problem : 'syntax');
  throw new Refusal('invalid_address', `${field}: ${message}`, { issues: [{ field, message }] });
};
