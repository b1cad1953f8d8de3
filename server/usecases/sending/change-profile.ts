import type { SendingProfileBody } from '#shared/contracts/sending.ts';
import type { SendingSettings } from '#shared/model/sending-settings.ts';
import type { Actor } from '../../domain/actor.ts';
import { keepsSecrets, settingsIssues, type SendingSecrets } from '../../domain/outbound/sending-settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { ProfileOwner, StoredSendingProfile } from '../../ports/sending-profile-store.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { openSecretsOf, sealSecret } from './profile-secrets.ts';

export interface ChangeProfileNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
}

/** What the change log keeps: which server, which user; never a secret. */
const logged = ({ host, port, tls, signIn, user }: SendingSettings) => ({ host, port, tls, signIn, user });

const journalChange = (tx: StoreWrite, actor: Actor, change: { at: Clock; owner: ProfileOwner; after: unknown }) =>
  tx.journal.append([
    {
      kind: 'sendingProfile.changed',
      subjectId: change.owner.id,
      at: change.at.now(),
      actorId: actor.userId,
      reason: change.owner.type,
      after: change.after,
    },
  ]);

const keptSecrets = (
  { secretBox }: ChangeProfileNeeds,
  organizationId: string,
  before: StoredSendingProfile | null,
  settings: SendingSettings,
): SendingSecrets => {
  if (before === null || !keepsSecrets(before.settings, settings)) return { secret: null, clientSecret: null };
  return openSecretsOf(secretBox, organizationId, before);
};

const refuseMistakes = (settings: SendingSettings, secrets: SendingSecrets): void => {
  const issues = settingsIssues(settings, secrets);
  const [first] = issues;
  if (first === undefined) return;
  throw new Refusal('invalid_request', `${first.field} ${first.message}.`, { issues });
};

/**
 * S2: sets the server of an owner; used from the next mail on. What an administrator sets is approved with it; other
 * settings wait for an approval and always for a test. Refuses `invalid_request` with an issue for every mistake.
 */
export const setProfile =
  (needs: ChangeProfileNeeds) =>
  (actor: Actor, owner: ProfileOwner, body: SendingProfileBody): Promise<void> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const { secret, clientSecret, ...settings } = body;
      const before = await tx.sendingProfiles.find(owner);
      const kept =
        secret !== undefined && clientSecret !== undefined
          ? { secret: null, clientSecret: null }
          : keptSecrets(needs, actor.organizationId, before, settings);
      const secrets: SendingSecrets =
        settings.signIn === 'none'
          ? { secret: null, clientSecret: null }
          : { secret: secret ?? kept.secret, clientSecret: clientSecret ?? kept.clientSecret };
      refuseMistakes(settings, secrets);
      const seal = (field: keyof SendingSecrets) =>
        sealSecret(needs.secretBox, actor.organizationId, owner, [field, secrets[field]]);
      await tx.sendingProfiles.save({
        owner,
        // The moment beside the count: what is set anew after it was removed is another profile.
        version: Math.max((before?.version ?? 0) + 1, needs.clock.now()),
        settings,
        sealedSecret: seal('secret'),
        sealedClientSecret: seal('clientSecret'),
        approved: actor.role === 'administrator',
        test: null,
      });
      await journalChange(tx, actor, { at: needs.clock, owner, after: logged(settings) });
    });

/** The owner's mail goes the ordinary way again; nothing happens when there was no server. */
export const removeProfile =
  (needs: ChangeProfileNeeds) =>
  (actor: Actor, owner: ProfileOwner): Promise<void> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      if (await tx.sendingProfiles.remove(owner)) {
        await journalChange(tx, actor, { at: needs.clock, owner, after: null });
      }
    });

/** S10: an administrator lets a user's own server send, or no longer. Refuses `user_not_found`, `not_found`. */
export const approveProfile =
  (needs: ChangeProfileNeeds) =>
  (actor: Actor, userId: string, approved: boolean): Promise<void> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      if ((await tx.users.find(userId)) === null) {
        throw new Refusal('user_not_found', 'The organization has no user with this id.');
      }
      const owner: ProfileOwner = { type: 'user', id: userId };
      const profile = await tx.sendingProfiles.find(owner);
      if (profile === null) throw new Refusal('not_found', 'This user has no sending server of their own.');
      await tx.sendingProfiles.save({ ...profile, approved });
      await journalChange(tx, actor, { at: needs.clock, owner, after: { approved } });
    });
