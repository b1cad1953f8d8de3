import type { Exclusion, MemberState } from '#shared/contracts/campaigns.ts';
import type { AddressKey } from '#shared/model/address.ts';
import { type RawBuilder, sql } from 'kysely';
import type { CampaignStoreRead, CampaignStoreWrite } from '../../../ports/campaign-store.ts';
import { isAnyOf, type Scope, type TimedScope } from '../scope.ts';
import { mailDue } from './due-mail.ts';
import { campaignRow, memberRow, presentCampaign, presentMember } from './present.ts';

/** Rows of one insert: PostgreSQL binds at most 65,535 values. */
const chunk = 1_000;

const noMembers: Readonly<Record<MemberState, number>> = { excluded: 0, waiting: 0, written: 0, failed: 0, stopped: 0 };

interface Counted {
  readonly state: MemberState;
  readonly because: Exclusion | null;
  readonly members: number | string;
}

const campaignReads = (scope: Scope): CampaignStoreRead => {
  const { db, organizationId: org } = scope;
  const campaigns = () => db.selectFrom('quick_campaign').selectAll().where('organization_id', '=', org);
  const members = (campaignId: string) =>
    db
      .selectFrom('campaign_member')
      .selectAll()
      .where('organization_id', '=', org)
      .where('campaign_id', '=', campaignId)
      .orderBy('position');
  /** From what waits to what belongs to the campaign: little waits at a time, and members may be many. */
  const ofCampaign = (campaignId: string, states: RawBuilder<unknown>, rest: RawBuilder<unknown>) =>
    sql<{ id: string }>`select r.email_id as id from outbound_recipient r
      where r.organization_id = ${org} and r.state in ${states} and exists (
        select 1 from campaign_member m where m.organization_id = r.organization_id
          and m.email_id = r.email_id and m.campaign_id = ${campaignId})
      ${rest}`;
  return {
    find: async (campaignId) => {
      const row = await campaigns().where('id', '=', campaignId).executeTakeFirst();
      return row === undefined ? null : presentCampaign(row);
    },
    list: async (ownerId, { limit, after }) => {
      let query = campaigns().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
      if (ownerId !== null) query = query.where('owner_id', '=', ownerId);
      if (after !== null)
        query = query.where(
          sql<boolean>`(created_at < ${after.sortAt} or (created_at = ${after.sortAt} and id < ${after.id}))`,
        );
      return (await query.execute()).map(presentCampaign);
    },
    underWay: async () => {
      const rows = await db
        .selectFrom('quick_campaign')
        .select('id')
        .where('organization_id', '=', org)
        .where('state', 'in', ['releasing', 'running'])
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    },
    counts: async (campaignId) => {
      const { rows } = await sql<Counted>`select state, because, count(*) as members from campaign_member
        where organization_id = ${org} and campaign_id = ${campaignId}
        group by state, because order by state, because`.execute(db);
      const mail = await sql<{ state: string; mails: number | string }>`select r.state, count(*) as mails
        from campaign_member m join outbound_recipient r
          on r.organization_id = m.organization_id and r.email_id = m.email_id
        where m.organization_id = ${org} and m.campaign_id = ${campaignId} and m.email_id is not null
        group by r.state`.execute(db);
      const states = { ...noMembers };
      for (const row of rows) states[row.state] += Number(row.members);
      return {
        states,
        exclusions: rows.flatMap(({ state, because, members }) =>
          state === 'excluded' && because !== null ? [{ because, members: Number(members) }] : [],
        ),
        mail: Object.fromEntries(mail.rows.map((row) => [row.state, Number(row.mails)])),
      };
    },
    members: async (campaignId, { state, after, limit }) => {
      let query = members(campaignId).where('position', '>', after).limit(limit);
      if (state !== null) query = query.where('state', '=', state);
      return (await query.execute()).map(presentMember);
    },
    member: async (campaignId, position) => {
      const row = await members(campaignId).where('position', '=', position).executeTakeFirst();
      return row === undefined ? null : presentMember(row);
    },
    findByUnsubscribe: async (secret) => {
      const row = await db
        .selectFrom('campaign_member')
        .select(['campaign_id', 'address', 'address_key'])
        .where('organization_id', '=', org)
        .where('unsubscribe_secret', '=', secret)
        .executeTakeFirst();
      if (row?.address == null || row.address_key === null) return null;
      return { campaignId: row.campaign_id, address: row.address, addressKey: row.address_key as AddressKey };
    },
    mailAhead: async (campaignId, most) => {
      const { rows } = await ofCampaign(campaignId, sql`('queued', 'sending')`, sql`limit ${most}`).execute(db);
      return rows.length;
    },
    unsentMail: async (campaignId) => {
      const { rows } = await ofCampaign(campaignId, sql`('queued', 'deferred')`, sql`order by 1`).execute(db);
      return rows.map(({ id }) => id);
    },
    suppressed: async (addresses) => {
      const known = async (table: 'bulk_suppression' | 'bouncing_address') => {
        const rows = await db
          .selectFrom(table)
          .select('address_key')
          .where('organization_id', '=', org)
          .where(isAnyOf(scope, 'address_key', addresses))
          .execute();
        return rows.map(({ address_key }) => address_key as AddressKey);
      };
      return { unsubscribed: await known('bulk_suppression'), bounced: await known('bouncing_address') };
    },
  };
};

export const campaignStore = (scope: TimedScope): CampaignStoreWrite => {
  const { db, organizationId: org, engine } = scope;
  const reads = campaignReads(scope);
  const changing = (campaignId: string) =>
    db.updateTable('quick_campaign').where('organization_id', '=', org).where('id', '=', campaignId);
  const changingMembers = (campaignId: string) =>
    db.updateTable('campaign_member').where('organization_id', '=', org).where('campaign_id', '=', campaignId);
  const dropMembers = (campaignId: string) =>
    db.deleteFrom('campaign_member').where('organization_id', '=', org).where('campaign_id', '=', campaignId).execute();
  return {
    ...reads,
    add: async (campaign, at) => {
      const fixed = { organization_id: org, id: campaign.id, created_at: at, updated_at: at, version: 1 };
      await db
        .insertInto('quick_campaign')
        .values({ ...fixed, ...campaignRow(campaign) })
        .execute();
    },
    save: async (campaign, version, at) => {
      const row = await changing(campaign.id)
        .set({ ...campaignRow(campaign), updated_at: at, version: version + 1 })
        .where('version', '=', version)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    remove: async (campaignId) => {
      await dropMembers(campaignId);
      await db.deleteFrom('quick_campaign').where('organization_id', '=', org).where('id', '=', campaignId).execute();
    },
    setMembers: async (campaignId, members) => {
      await dropMembers(campaignId);
      for (let first = 0; first < members.length; first += chunk) {
        const rows = members.slice(first, first + chunk).map(memberRow);
        await db
          .insertInto('campaign_member')
          .values(rows.map((row) => ({ organization_id: org, campaign_id: campaignId, ...row })))
          .execute();
      }
    },
    hold: async (campaignId) => {
      // On SQLite the transaction itself keeps every other writer waiting.
      const lock = engine === 'postgres' ? sql`for update` : sql``;
      await sql`select 1 from quick_campaign where organization_id = ${org} and id = ${campaignId} ${lock}`.execute(db);
      return reads.find(campaignId);
    },
    takeWaiting: async (campaignId, leaseMs) => {
      const clock = await sql<{ now: number | string }>`select ${scope.now} as now`.execute(db);
      const now = Number(clock.rows[0]?.now ?? 0);
      const waiting = await db
        .selectFrom('campaign_member')
        .selectAll()
        .where('organization_id', '=', org)
        .where('campaign_id', '=', campaignId)
        .where('state', '=', 'waiting')
        .orderBy(sql`case when coalesce(taken_until, 0) <= ${now} then 0 else 1 end`)
        .orderBy('position')
        .limit(1)
        .executeTakeFirst();
      if (waiting === undefined) return null;
      if ((waiting.taken_until ?? 0) > now) return 'inHand';
      await changingMembers(campaignId)
        .set({ taken_until: now + leaseMs })
        .where('position', '=', waiting.position)
        .execute();
      return presentMember(waiting);
    },
    unsubscribeSecret: async (campaignId, position, proposed) => {
      const { unsubscribe_secret } = await changingMembers(campaignId)
        .set((set) => ({ unsubscribe_secret: set.fn.coalesce('unsubscribe_secret', set.val(proposed)) }))
        .where('position', '=', position)
        .returning('unsubscribe_secret')
        .executeTakeFirstOrThrow();
      return unsubscribe_secret ?? proposed;
    },
    settleMember: async (campaignId, position, { state, because, detail, emailId }) => {
      await changingMembers(campaignId)
        .set({ state, because, detail, email_id: emailId })
        .where('position', '=', position)
        .execute();
    },
    stopWaiting: async (campaignId) => {
      const stopped = await changingMembers(campaignId)
        .set({ state: 'stopped' })
        .where('state', '=', 'waiting')
        .returning('position')
        .execute();
      return stopped.length;
    },
    mailDue: (principalId, most) => mailDue(scope, principalId, most),
    suppress: async (addressKey, campaignId, at) => {
      const row = await db
        .insertInto('bulk_suppression')
        .values({ organization_id: org, address_key: addressKey, campaign_id: campaignId, unsubscribed_at: at })
        .onConflict((conflict) => conflict.columns(['organization_id', 'address_key']).doNothing())
        .returning('address_key')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
};
