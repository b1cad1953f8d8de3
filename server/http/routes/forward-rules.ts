import { z } from 'zod';
import * as contracts from '#shared/contracts/forward-rules.ts';
import { toWire } from '#shared/model/instant.ts';
import type { StoredForwardRule } from '../../ports/forward-rule-store.ts';
import type { StoredUser } from '../../ports/user-store.ts';
import { steerForwardRule, type ForwardRuleNeeds } from '../../usecases/forwarding/forward-rule.ts';
import { setForwardSettings } from '../../usecases/forwarding/forward-settings.ts';
import { pageOf, readCursor } from '../cursor.ts';
import type { RouteMaker } from '../route.ts';

const NameCursor = z.object({ nameKey: z.string().max(2_000), id: z.string().max(64) });

const present = (user: StoredUser, rule: StoredForwardRule | undefined): contracts.WireForwardRule => ({
  user: { id: user.id, name: user.name },
  address: user.email,
  state: rule?.state ?? null,
  checkedAt: rule === undefined ? null : toWire(rule.checkedAt),
  problem: rule?.problem ?? null,
});

/** A15: rules in users' mailboxes that redirect mail to the forward mailbox. */
export const forwardRuleRoutes = (route: RouteMaker, needs: ForwardRuleNeeds): void => {
  const set = setForwardSettings(needs);
  const steer = steerForwardRule(needs);
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
      const rules = await read.forwardRules.rules(items.map(({ id }) => id));
      const ruleOf = new Map(rules.map((rule) => [rule.userId, rule]));
      return { items: items.map((user) => present(user, ruleOf.get(user.id))), nextCursor };
    });
  });
  for (const [contract, step] of [
    [contracts.checkForwardRule, 'check'],
    [contracts.deployForwardRule, 'deploy'],
    [contracts.removeForwardRule, 'remove'],
  ] as const) {
    route(contract, async ({ actor, params }) => {
      const { user, rule } = await steer(actor, params.userId, step);
      return present(user, rule);
    });
  }
};
