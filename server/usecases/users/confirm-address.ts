import type { AddressKey } from '#shared/model/address.ts';
import type { Actor } from '../../domain/actor.ts';
import { codeMaterial, codeRules, readCode } from '../../domain/addresses/address-code.ts';
import type { AddressClaim } from '../../ports/address-claim-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';
import { Refusal } from '../refusal.ts';
import { changeUserWithin } from './change-user.ts';
import { checkOwnAddress } from './check-own-address.ts';
import { aliasesOf, keyOfOwn, ownUser } from './own-addresses.ts';

interface ConfirmNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly signer: TokenSigner;
}

type Verdict = 'right' | 'notThere' | 'wrong' | 'tooOld' | 'tooOften';

/** The MAC is compared in the same time whatever was typed; a code that ended is not looked at. */
const judge = (
  { signer, clock }: ConfirmNeeds,
  { organizationId, userId }: Actor,
  claim: AddressClaim | null,
  typed: string,
): Verdict => {
  if (claim === null) return 'notThere';
  if (claim.expiresAt <= clock.now()) return 'tooOld';
  if (claim.tries > codeRules.tries) return 'tooOften';
  const signed = { text: codeMaterial(userId, claim.addressKey, readCode(typed)), mac: claim.codeMac };
  return signer.verify(organizationId, 'addressCode', signed) ? 'right' : 'wrong';
};

const refusals: Record<Exclude<Verdict, 'right'>, () => Refusal> = {
  notThere: () => new Refusal('not_found', 'No code was sent to this address; add it first.'),
  wrong: () => new Refusal('wrong_code', 'This is not the code of the newest mail to this address; type it again.'),
  tooOld: () => new Refusal('wrong_code', 'The code is older than 30 minutes; ask for a new one.'),
  tooOften: () => new Refusal('wrong_code', `The code was tried ${codeRules.tries} times; ask for a new one.`),
};

const addProven = async (
  needs: ConfirmNeeds,
  tx: SystemWrite,
  actor: Actor,
  { addressKey, address }: AddressClaim,
): Promise<void> => {
  const { organizationId, userId } = actor;
  const here = tx.within(organizationId);
  const user = await ownUser(here, actor);
  await checkOwnAddress(here, user, addressKey, 0);
  await here.addressClaims.remove(userId, addressKey);
  const by = { organizationId, actorId: userId, reason: 'addressConfirmed' };
  await changeUserWithin(tx, needs, by, { userId, changes: { aliases: [...aliasesOf(user), address] } });
};

/**
 * P20: the code proves that the address is the caller's; from now on it counts as theirs in all that follows. A wrong try
 * is kept although it is refused. Refuses `invalid_address`, `not_found`, `wrong_code`, `conflict`, `already_exists`.
 */
export const confirmAddress =
  (needs: ConfirmNeeds) =>
  async (actor: Actor, text: string, typed: string): Promise<void> => {
    const key: AddressKey = keyOfOwn(text);
    const verdict = await needs.store.system.transact(async (tx) => {
      const claim = await tx.within(actor.organizationId).addressClaims.countTry(actor.userId, key);
      const found = judge(needs, actor, claim, typed);
      if (found === 'right' && claim !== null) await addProven(needs, tx, actor, claim);
      return found;
    });
    if (verdict !== 'right') throw refusals[verdict]();
  };
