import type { TokenAnswer } from '#shared/contracts/session.ts';
import type { DeviceDescription } from '#shared/contracts/session.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { RefreshToken, SessionDevice } from '../../ports/session-store.ts';
import type { Store } from '../../ports/store.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import { Refusal } from '../refusal.ts';
import { presentMemberships } from './memberships.ts';

export interface SessionNeeds {
  readonly store: Store;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly clock: Clock;
  readonly log: Log;
}

export const tokenLifetimes = { accessMs: 15 * 60_000, refreshMs: 30 * 24 * 60 * 60_000 } as const;

type KnownDevice = SessionDevice & { readonly isNew: boolean };

interface Refreshing {
  /** What the device keeps: family and token, of 256 random bits each. */
  readonly text: string;
  readonly stored: RefreshToken;
}

const newRefreshToken = ({ ids, digests, clock }: SessionNeeds, family = ids.secret()): Refreshing => {
  const token = ids.secret();
  return {
    text: `${family}.${token}`,
    stored: {
      familyHash: digests.sha256(family),
      tokenHash: digests.sha256(token),
      expiresAt: (clock.now() + tokenLifetimes.refreshMs) as Instant,
    },
  };
};

/** Null when the person may come in nowhere any more. */
const tokensFor = async (
  tx: SystemWrite,
  { ids, digests, clock }: SessionNeeds,
  device: KnownDevice,
  refreshToken: string,
): Promise<TokenAnswer | null> => {
  const login = await tx.logins.get(device.loginId);
  const memberships = presentMemberships(login.email, await tx.logins.memberships(login.id));
  if (memberships.length === 0) return null;
  const accessToken = ids.secret();
  await tx.access.add({
    tokenHash: digests.sha256(accessToken),
    loginId: login.id,
    deviceId: device.id,
    organizationId: null,
    expiresAt: (clock.now() + tokenLifetimes.accessMs) as Instant,
  });
  return {
    accessToken,
    expiresInSeconds: tokenLifetimes.accessMs / 1000,
    refreshToken,
    device: { id: device.id, name: device.name, isNew: device.isNew },
    memberships,
  };
};

/** The device that the profile remembers when it is this person's; else a new one: two people never share a device. */
const knownDevice = async (
  tx: SystemWrite,
  { ids, clock }: SessionNeeds,
  loginId: string,
  described: DeviceDescription,
): Promise<KnownDevice> => {
  const { name, client, platform, mailbox = null } = described;
  const details = { loginId, name, client, platform, mailbox, at: clock.now() };
  if (described.id !== undefined && (await tx.sessions.recogniseDevice({ ...details, id: described.id })))
    return { id: described.id, name, loginId, isNew: false };
  const id = ids.next();
  await tx.sessions.addDevice({ ...details, id });
  return { id, name, loginId, isNew: true };
};

const granted = (answer: TokenAnswer | null, sentence: string): TokenAnswer => {
  if (answer === null) throw new Refusal('invalid_grant', sentence);
  return answer;
};

export interface CodeExchange {
  readonly code: string;
  readonly verifier: string;
  readonly device: DeviceDescription;
}

/**
 * Sign-in, second half (RFC 7636 section 4.6): code and verifier for tokens. The code is used up by the first try,
 * right or wrong: the refusal is thrown after the transaction that removed it.
 */
export const exchangeCode =
  (needs: SessionNeeds) =>
  async ({ code, verifier, device: described }: CodeExchange): Promise<TokenAnswer> => {
    const { store, digests, clock } = needs;
    const answer = await store.system.transact(async (tx) => {
      const taken = await tx.sessions.takeCode(digests.sha256(code));
      if (taken === null || taken.expiresAt <= clock.now() || digests.challenge(verifier) !== taken.challenge)
        return null;
      const device = await knownDevice(tx, needs, taken.loginId, described);
      await tx.sessions.endTokens(device.id);
      const refresh = newRefreshToken(needs);
      await tx.sessions.startFamily({ ...refresh.stored, deviceId: device.id });
      return tokensFor(tx, needs, device, refresh.text);
    });
    return granted(answer, 'The code is wrong, used or older than a minute; sign in again.');
  };

/**
 * A new access token, and the next refresh token in the place of the one shown. A token that is not the newest of its
 * family was copied: everybody who holds the family is signed out, and the device stays known (I8).
 */
export const refreshSession =
  (needs: SessionNeeds) =>
  async (shown: string): Promise<TokenAnswer> => {
    const { store, digests, clock, log } = needs;
    const [family = '', token = ''] = shown.split('.');
    const answer = await store.system.transact(async (tx) => {
      const next = newRefreshToken(needs, family);
      const use = await tx.sessions.rotate(digests.sha256(token), next.stored, clock.now());
      if (use.kind === 'unknown') return null;
      if (use.kind === 'reused') {
        await tx.sessions.endTokens(use.deviceId);
        log.warn('a refresh token was used twice; everybody who held it is signed out', { deviceId: use.deviceId });
        return null;
      }
      const device = await tx.sessions.device(use.deviceId);
      if (device === null) return null;
      await tx.sessions.touch(device.id, clock.now());
      return tokensFor(tx, needs, { ...device, isNew: false }, next.text);
    });
    return granted(answer, 'This sign-in has ended; sign in again.');
  };
