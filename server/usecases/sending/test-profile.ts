import type { SendingTest } from '#shared/contracts/sending.ts';
import { parseAddress } from '#shared/model/address.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MailTransport } from '../../ports/mail-transport.ts';
import type { ProfileOwner } from '../../ports/sending-profile-store.ts';
import type { WakeUp } from '../../ports/wake-up.ts';
import { Refusal } from '../refusal.ts';
import { resumeSending } from '../outbound/sending-pauses.ts';
import { deliveryJob } from '../outbound/submit-email.ts';
import { type ChooseProfileNeeds, findProfile } from './choose-profile.ts';
import { openProfile, type OpenProfileNeeds, profileId } from './open-profile.ts';

export interface TestProfileNeeds extends OpenProfileNeeds {
  readonly clock: Clock;
  readonly transport: MailTransport;
  readonly wakeUp: WakeUp;
}

const noServer = () => new Refusal('not_found', 'There is no sending server to test; set one first.');

const addressOf = (text: string): string => {
  const parsed = parseAddress(text);
  if (parsed.kind === 'address') return parsed.address.text;
  throw new Refusal('invalid_address', 'to is not an address; write it as name@example.com.');
};

const senderAddress = async (needs: TestProfileNeeds, actor: Actor): Promise<string> =>
  needs.store.read(actor.organizationId, async (read) => (await read.users.find(actor.userId))?.email ?? '');

/** S5: what its server refused goes on as soon as a test succeeds. */
const goOn = async (needs: TestProfileNeeds, actor: Actor, pausedId: string): Promise<void> => {
  if (await resumeSending(needs)(actor.organizationId, pausedId, actor.userId)) needs.wakeUp(deliveryJob);
};

/**
 * The same for the server of the installation, by an administrator whose organization sends through it: its pause is this
 * organization's, and so is the test that ends it. Refuses `not_found` when mail leaves elsewhere, `invalid_address`.
 */
export const testInstallation =
  (needs: TestProfileNeeds & ChooseProfileNeeds) =>
  async (actor: Actor, to: string | undefined): Promise<SendingTest> => {
    const { organizationId } = actor;
    const found = await findProfile(needs)(organizationId, { type: 'organization', id: organizationId });
    if (found.uses !== 'installation') throw noServer();
    const from = await senderAddress(needs, actor);
    const recipient = to === undefined ? from : addressOf(to);
    const steps = await needs.transport.test(found.profile, { from, to: recipient });
    const passed = steps.every((step) => step.passed);
    if (passed) await goOn(needs, actor, found.uses);
    return { passed, at: toWire(needs.clock.now()), steps: [...steps] };
  };

/**
 * S2: goes through every step and keeps what it found; nothing is sent, and no transaction is open meanwhile. Refuses
 * `not_found` without settings, `invalid_address`. Throws PermanentFailure `secret_unreadable`.
 */
export const testProfile =
  (needs: TestProfileNeeds) =>
  async (actor: Actor, owner: ProfileOwner, to: string | undefined): Promise<void> => {
    const { organizationId } = actor;
    const stored = await needs.store.read(organizationId, (read) => read.sendingProfiles.find(owner));
    if (stored === null) throw noServer();
    const from = await senderAddress(needs, actor);
    const recipient = to === undefined ? from : addressOf(to);
    const steps = await needs.transport.test(openProfile(needs, organizationId, stored), { from, to: recipient });
    const passed = steps.every((step) => step.passed);
    await needs.store.transact(organizationId, (tx) =>
      tx.sendingProfiles.saveTest(owner, stored.version, { passed, at: needs.clock.now(), steps }),
    );
    if (passed) await goOn(needs, actor, profileId(organizationId, stored));
  };
