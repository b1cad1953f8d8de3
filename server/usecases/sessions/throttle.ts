import { attemptsForgottenAfterMs, countAttempt, type LockRule, lockRules } from '../../domain/sign-in-lock.ts';
import type { Instant } from '#shared/model/instant.ts';
import { addressKey } from '#shared/model/address.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Digests } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

export interface ThrottleNeeds {
  readonly store: Store;
  readonly digests: Digests;
  readonly clock: Clock;
}

export interface Attempt {
  readonly email: string;
  /** Where the connection comes from, never what a header claims. */
  readonly clientAddress: string;
}

interface Subject {
  readonly name: string;
  readonly rule: LockRule;
}

/**
 * What attempts are counted by: the mailbox that the text names, whatever its spelling, and the connection. Whether the
 * mailbox has a login does not matter, so that a lock tells nothing. A text that names none is counted by connection.
 */
const subjectsOf = (
  { email, clientAddress }: Attempt,
  digests: Digests,
): { login: Subject | null; address: Subject } => {
  const key = addressKey(email);
  return {
    login: key === null ? null : { name: `login:${digests.sha256(key)}`, rule: lockRules.login },
    address: { name: `address:${clientAddress}`, rule: lockRules.address },
  };
};

const refuse = (lockedUntil: Instant, now: Instant): never => {
  const seconds = Math.ceil((lockedUntil - now) / 1000);
  throw new Refusal('too_many_attempts', `Too many failed attempts. Try again in ${seconds} seconds.`, {
    members: { retryAfterSeconds: seconds },
  });
};

/**
 * Counts an attempt before it is judged, so that many at once are not judged at once. Refuses while a lock lasts; such
 * an attempt is not counted. `succeeded` takes the count back.
 */
export const throttle = ({ store, digests, clock }: ThrottleNeeds) => ({
  count: async (attempt: Attempt): Promise<void> => {
    const now = clock.now();
    const { login, address } = subjectsOf(attempt, digests);
    await store.system.transact(async ({ attempts }) => {
      await attempts.purge((now - 2 * attemptsForgottenAfterMs) as Instant);
      for (const subject of [address, ...(login === null ? [] : [login])]) {
        const before = await attempts.take(subject.name, now);
        if (before.lockedUntil > now) refuse(before.lockedUntil, now);
        await attempts.save(subject.name, countAttempt(before, subject.rule, now));
      }
    });
  },
  succeeded: async (attempt: Attempt): Promise<void> => {
    const { login, address } = subjectsOf(attempt, digests);
    await store.system.transact(async ({ attempts }) => {
      await attempts.forgive(address.name);
      if (login !== null) await attempts.forget(login.name);
    });
  },
});
