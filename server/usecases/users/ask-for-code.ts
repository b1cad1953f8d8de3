import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { codeFrom, codeMaterial, codeRules, requestPauseMs } from '../../domain/addresses/address-code.ts';
import type { MailLanguage } from '../../domain/addresses/address-code-mail.ts';
import type { Digests } from '../../ports/ids.ts';
import type { StoredAddress } from '../../ports/record-store.ts';
import type { SendingProfiles } from '../../ports/sending-profiles.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { checkOwnAddress } from './check-own-address.ts';
import { ownUser } from './own-addresses.ts';
import { sendCode, type SendCodeNeeds } from './send-code.ts';
import { readAddress } from './user-addresses.ts';

export interface AskForCodeNeeds extends SendCodeNeeds {
  readonly store: Store;
  readonly digests: Digests;
  readonly sendingProfiles: SendingProfiles;
}

interface Asked {
  readonly address: StoredAddress;
  readonly code: string;
  readonly requestId: string;
  readonly at: Instant;
}

const checkRequests = async (tx: StoreWrite, userId: string, { address, at }: Asked): Promise<void> => {
  const since = (at - codeRules.withinMs) as Instant;
  const pauseMs = requestPauseMs(await tx.addressClaims.requestsSince(userId, address.addressKey, since), at);
  if (pauseMs === null) return;
  const seconds = Math.ceil(pauseMs / 1_000);
  throw new Refusal('too_many_attempts', `Too many codes were asked for. Try again in ${seconds} seconds.`, {
    members: { retryAfterSeconds: seconds },
  });
};

/** What the mail says besides the code, once the claim stands. */
const claim = async (
  needs: Pick<AskForCodeNeeds, 'signer'>,
  tx: StoreWrite,
  actor: Actor,
  asked: Asked,
): Promise<{ readonly user: string; readonly language: MailLanguage }> => {
  const { address, code, requestId: id, at } = asked;
  const { addressKey } = address;
  const { userId } = actor;
  // In turn with the organization's other writers: requests that come at once are counted one after the other.
  await tx.journal.takeTurn();
  const user = await ownUser(tx, actor);
  await tx.addressClaims.removeEnded(at);
  const others = (await tx.addressClaims.waiting(userId, at)).filter((one) => one.addressKey !== addressKey);
  await checkOwnAddress(tx, user, addressKey, others.length);
  await checkRequests(tx, userId, asked);
  await tx.addressClaims.noteRequest({ id, userId, addressKey, at });
  await tx.addressClaims.put({
    userId,
    addressKey,
    address: address.address,
    codeMac: needs.signer.sign(actor.organizationId, 'addressCode', codeMaterial(userId, addressKey, code)),
    expiresAt: (at + codeRules.lifetimeMs) as Instant,
    tries: 0,
  });
  const after = { address: address.address };
  await tx.journal.append([
    { kind: 'user.changed', subjectId: userId, at, actorId: userId, reason: 'addressAsked', after },
  ]);
  const settings = await tx.organization.userSettings(userId);
  return { user: user.email, language: settings?.language === 'es' ? 'es' : 'en' };
};

/**
 * P20: sends a code to an address that the caller says is theirs; a code that was sent before ends. It goes out through the
 * organization's server and never the user's own. Refuses `invalid_address`, `already_exists`, `conflict`,
 * `too_many_attempts`, `mailbox_not_ready` where no server sends mail, `email_not_sendable`; then nothing waits.
 */
export const askForCode =
  (needs: AskForCodeNeeds) =>
  async (
    actor: Actor,
    wish: { readonly address: string; readonly language?: MailLanguage | undefined },
  ): Promise<void> => {
    const { organizationId, userId } = actor;
    const address = readAddress(wish.address, 'address');
    const choice = await needs.sendingProfiles.choose(organizationId, { type: 'organization', id: organizationId });
    if (choice.kind === 'notReady')
      throw new Refusal('mailbox_not_ready', `${choice.missing} An administrator can also add the address for you.`);
    const asked: Asked = {
      address,
      code: codeFrom(needs.digests.sha256(needs.ids.secret())),
      requestId: needs.ids.next(),
      at: needs.clock.now(),
    };
    const told = await needs.store.transact(organizationId, (tx) => claim(needs, tx, actor, asked));
    const organization = await needs.store.system.organizations.find(organizationId);
    const mail = {
      ...told,
      organizationId,
      to: address.address,
      code: asked.code,
      organization: organization?.name ?? '',
    };
    try {
      await sendCode(needs, choice.profile, { ...mail, language: wish.language ?? told.language });
    } catch (error) {
      await needs.store.transact(organizationId, (tx) => tx.addressClaims.remove(userId, address.addressKey));
      throw error;
    }
  };
