import type { ForwardSettings, ForwardState } from '#shared/model/forwarding.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { ForwardRuleStoreWrite, StoredProbe } from '../../../ports/forward-rule-store.ts';
import { isAnyOf, type Scope } from '../scope.ts';
import type { ForwardProbeTable } from './schema.ts';

const presentProbe = (row: ForwardProbeTable): StoredProbe => ({
  userId: row.user_id,
  emailId: row.email_id,
  sentAt: row.sent_at as Instant,
  noted: row.state as StoredProbe['noted'],
  answer: row.answer,
});

/** Forward rules and the system that keeps them (A15). */
export const forwardRuleStore = (scope: Scope): ForwardRuleStoreWrite => {
  const { db, organizationId: org } = scope;
  return {
    settings: async () => {
      const row = await db
        .selectFrom('forward_system')
        .selectAll()
        .where('organization_id', '=', org)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        settings: JSON.parse(row.settings) as ForwardSettings,
        sealedSecret: row.sealed_secret,
        version: row.version,
      };
    },
    rules: async (userIds) => {
      const rows = await db
        .selectFrom('forward_rule')
        .selectAll()
        .where('organization_id', '=', org)
        .where(isAnyOf(scope, 'user_id', userIds))
        .execute();
      return rows.map((row) => ({
        userId: row.user_id,
        state: row.state as ForwardState,
        checkedAt: row.checked_at as Instant,
        problem: row.problem,
      }));
    },
    probes: async (userIds) => {
      const rows = await db
        .selectFrom('forward_probe')
        .selectAll()
        .where('organization_id', '=', org)
        .where(isAnyOf(scope, 'user_id', userIds))
        .execute();
      return rows.map(presentProbe);
    },
    probeOf: async (emailId) => {
      const row = await db
        .selectFrom('forward_probe')
        .selectAll()
        .where('organization_id', '=', org)
        .where('email_id', '=', emailId)
        .executeTakeFirst();
      return row === undefined ? null : presentProbe(row);
    },
    knownSenders: async (limit) => {
      const rows = await db
        .selectFrom('record_address as a')
        .innerJoin('record as r', (on) =>
          on.onRef('r.organization_id', '=', 'a.organization_id').onRef('r.id', '=', 'a.record_id'),
        )
        .select('a.address')
        .distinct()
        .where('a.organization_id', '=', org)
        .where('r.deleted_at', 'is', null)
        .where('r.type', 'not in', ['user', 'queue'])
        .orderBy('a.address')
        .limit(limit)
        .execute();
      return rows.map(({ address }) => address);
    },
    saveSettings: async ({ settings, sealedSecret, version }) => {
      const values = { settings: JSON.stringify(settings), sealed_secret: sealedSecret, version };
      await db
        .insertInto('forward_system')
        .values({ organization_id: org, ...values })
        .onConflict((on) => on.column('organization_id').doUpdateSet(values))
        .execute();
    },
    saveProbe: async ({ userId, emailId, sentAt, noted, answer }) => {
      const values = { email_id: emailId, sent_at: sentAt, state: noted, answer };
      await db
        .insertInto('forward_probe')
        .values({ organization_id: org, user_id: userId, ...values })
        .onConflict((on) => on.columns(['organization_id', 'user_id']).doUpdateSet(values))
        .execute();
    },
    saveRule: async ({ userId, state, checkedAt, problem }) => {
      const values = { state, checked_at: checkedAt, problem };
      await db
        .insertInto('forward_rule')
        .values({ organization_id: org, user_id: userId, ...values })
        .onConflict((on) => on.columns(['organization_id', 'user_id']).doUpdateSet(values))
        .execute();
    },
  };
};
