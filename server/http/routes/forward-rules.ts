import { z } from 'zod';
import * as contracts from '#shared/contracts/forward-rules.ts';
import { toWire } from '#shared/model/instant.ts';
import type { StoredForwardRule } from '../../ports/forward-rule-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredUser } from '../../ports/user-store.ts';
import { steerForwardRule } from '../../usecases/forwarding/forward-rule.ts';
import { setForwardSettings } from '../../usecases/forwarding/forward-settings.ts';
import {
  type ProbeView,
  probeForwarding,
  type ProbeNeeds,
  viewProbe,
} from '../../usecases/forwarding/probe-forwarding.ts';
import { pageOf, readCursor } from '../cursor.ts';
import type { RouteMaker } from '../route.ts';

const NameCursor = z.object({ nameKey: z.string().max(2_000), id: z.string().max(64) });

const present = (
  user: StoredUser,
  rule: StoredForwardRule | undefined,
  probe: ProbeView | undefined,
): contracts.WireForwardRule => ({
  user: { id: user.id, name: user.name },
  address: user.email,
  state: rule?.state ?? null,
  checkedAt: rule === undefined ? null : toWire(rule.checkedAt),
  problem: rule?.problem ?? null,
  // What a probe found is true of a rule that stood then; of one that does not work it says nothing.
  probe: probe === undefined || rule?.state !== 'working' ? null : { ...probe, sentAt: toWire(probe.sentAt) },
});

/** A15: rules in users' mailboxes that redirect mail to the forward mailbox. */
export const forwardRuleRoutes = (route: RouteMaker, needs: ProbeNeeds): void => {
  const set = setForwardSettings(needs);
  const steer = steerForwardRule(needs);
  const probe = probeForwarding(needs);
  const probesOf = async (read: StoreRead, userIds: readonly string[]): Promise<ReadonlyMap<string, ProbeView>> => {
    const views = new Map<string, ProbeView>();
    for (const one of await read.forwardRules.probes(userIds))
      views.set(one.userId, await viewProbe(read, one, needs.clock.now()));
    return views;
  };
  route(contracts.getForwardSettings, async ({ actor }) => {
    const found = await needs.store.read(actor.organizationId, (read) => read.forwardRules.settings());
    return { settings: found?.settings ?? null };
  });
  route(contracts.setForwardSettings, async ({ actor, body }) => ({ settings: await set(actor, body) }));
  route(contracts.listForwardRules, async ({ actor, query: { cursor, limit } }) => {
    const after = readCursor(cursor, NameCursor);
    return needs.store.read(actor.organizationId, async (read) => {
      const found = await read.users.list([], { limit: limit + 1, after });
      const { items, nextCursor } = pageOf(found, limit, ({ nameKey, id }) => ({ nameKey, id }));
      const ids = items.map(({ id }) => id);
      const rules = new Map((await read.forwardRules.rules(ids)).map((rule) => [rule.userId, rule]));
      const probes = await probesOf(read, ids);
      return { items: items.map((user) => present(user, rules.get(user.id), probes.get(user.id))), nextCursor };
    });
  });
  for (const [contract, take] of [
    [contracts.checkForwardRule, (actor, userId) => steer(actor, userId, 'check')],
    [contracts.deployForwardRule, (actor, userId) => steer(actor, userId, 'deploy')],
    [contracts.removeForwardRule, (actor, userId) => steer(actor, userId, 'remove')],
    [contracts.probeForwardRule, probe],
  ] as const satisfies readonly (readonly [unknown, typeof probe])[]) {
    route(contract, async ({ actor, params }) => {
      const { user, rule } = await take(actor, params.userId);
      const probes = await needs.store.read(actor.organizationId, (read) => probesOf(read, [user.id]));
      return present(user, rule, probes.get(user.id));
    });
  }
};
