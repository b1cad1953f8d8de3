import type { ForwardSettingsBody } from '#shared/contracts/forward-rules.ts';
import { parseAddress } from '#shared/model/address.ts';
import type { ForwardSettings, ForwardSystem } from '#shared/model/forwarding.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredForwarding } from '../../ports/forward-rule-store.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

export interface ForwardSettingsNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
}

/** What the sealed secret belongs to. */
const placeOf = (organizationId: string): string => `${organizationId}/forwarding/secret`;

/** Throws PermanentFailure `secret_unreadable`. */
export const openForwardSecret = (box: SecretBox, organizationId: string, { sealedSecret }: StoredForwarding): string =>
  box.open(placeOf(organizationId), sealedSecret);

/** Whom the secret is shown to: another system or identity gets none that was meant for the former. */
const holderOf = (system: ForwardSystem): string =>
  JSON.stringify(
    system.kind === 'sieve'
      ? [system.host, system.port, system.security, system.master]
      : [system.tokenUrl, system.clientId, system.baseUrl],
  );

const sinkOf = (text: string): string => {
  const parsed = parseAddress(text);
  if (parsed.kind === 'address') return parsed.address.text;
  throw new Refusal('invalid_address', 'sink is not an address; write it as name@example.com.');
};

const missingSecret = (): Refusal => {
  const message = 'is missing; enter it, because system or service identity is another one';
  return new Refusal('invalid_request', `secret ${message}.`, { issues: [{ field: 'secret', message }] });
};

/** The change log keeps which system, never a secret. */
const logged = ({ system, sink, only }: ForwardSettings) => ({
  system: system.kind,
  host: system.kind === 'sieve' ? system.host : system.baseUrl,
  sink,
  only,
});

/** A15: the mail system whose users forward. Refuses `invalid_address`, `invalid_request` without a secret that is good for it. */
export const setForwardSettings =
  (needs: ForwardSettingsNeeds) =>
  (actor: Actor, { secret, ...body }: ForwardSettingsBody): Promise<ForwardSettings> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const { organizationId, userId: actorId } = actor;
      const settings = { ...body, sink: sinkOf(body.sink) };
      const before = await tx.forwardRules.settings();
      const stays = before !== null && holderOf(before.settings.system) === holderOf(settings.system);
      if (secret === undefined && !stays) throw missingSecret();
      const sealedSecret =
        secret === undefined ? (before?.sealedSecret ?? '') : needs.secretBox.seal(placeOf(organizationId), secret);
      await tx.forwardRules.saveSettings({ settings, sealedSecret, version: (before?.version ?? 0) + 1 });
      const change = { kind: 'forwarding.changed', subjectId: organizationId, at: needs.clock.now(), actorId } as const;
      await tx.journal.append([{ ...change, reason: 'settings', after: logged(settings) }]);
      return settings;
    });
