import { parseAddress } from '#shared/model/address.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MailTransport } from '../../ports/mail-transport.ts';
import type { ProfileOwner } from '../../ports/sending-profile-store.ts';
import type { WakeUp } from '../../ports/wake-up.ts';
import { Refusal } from '../refusal.ts';
import { resumeSending } from '../outbound/sending-pauses.ts';
import { deliveryJob } from '../outbound/submit-email.ts';
import { openProfile, type OpenProfileNeeds, profileId } from './open-profile.ts';

export interface TestProfileNeeds extends OpenProfileNeeds {
  readonly clock: Clock;
  readonly transport: MailTransport;
  readonly wakeUp: WakeUp;
}

const addressOf = (text: string): string => {
  const parsed = parseAddress(text);
  if (parsed.kind === 'address') return parsed.address.text;
  throw new Refusal('invalid_address', 'to is not an address; write it as name@example.com.');
};

/**
 * S2: goes through every step and keeps what it found; nothing is sent, and no transaction is open meanwhile. Refuses
 * `not_found` without settings, `invalid_address`. Throws PermanentFailure `secret_unreadable`.
 */
export const testProfile =
  (needs: TestProfileNeeds) =>
  async (actor: Actor, owner: ProfileOwner, to: string | undefined): Promise<void> => {
    const { organizationId } = actor;
    const { stored, from } = await needs.store.read(organizationId, async (read) => ({
      stored: await read.sendingProfiles.find(owner),
      from: (await read.users.find(actor.userId))?.email ?? '',
    }));
    if (stored === null) throw new Refusal('not_found', 'There is no sending server to test; set one first.');
    const recipient = to === undefined ? from : addressOf(to);
    const steps = await needs.transport.test(openProfile(needs, organizationId, stored), { from, to: recipient });
    const passed = steps.every((step) => step.passed);
    await needs.store.transact(organizationId, (tx) =>
      tx.sendingProfiles.saveTest(owner, stored.version, { passed, at: needs.clock.now(), steps }),
    );
    // S5: what its server refused goes on as soon as a test succeeds.
    const resumed =
      passed && (await resumeSending(needs)(organizationId, profileId(organizationId, stored), actor.userId));
    if (resumed) needs.wakeUp(deliveryJob);
  };
