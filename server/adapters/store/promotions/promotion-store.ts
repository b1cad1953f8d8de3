import type { Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { PromotionState, PromotionStoreWrite, StoredPromotion } from '../../../ports/promotion-store.ts';
import { removeRegardingTimeline, writeRegardingTimeline } from '../activities/timeline.ts';
import type { PromotionTable } from '../activities/schema.ts';
import { insertion } from '../prepared.ts';
import { preparedIn, type Scope, visiblePromotion } from '../scope.ts';

const presentPromotion = (row: PromotionTable): StoredPromotion => ({
  id: row.id,
  activityId: row.activity_id,
  userId: row.user_id,
  actorId: row.actor_id,
  visibility: row.visibility as Visibility,
  at: row.promoted_at as Instant,
  state: row.state as PromotionState,
  stateSince: row.state_since as Instant,
});

const insertPromotions = insertion('promotion');
const insertRegardings = insertion('regarding');
const insertOutcomes = insertion('outcome');
const insertUnlessUsed = insertion('idempotency', (insert) =>
  insert.onConflict((conflict) => conflict.columns(['organization_id', 'user_id', 'key']).doNothing()).returning('key'),
);

const answerOf = preparedIn<
  { userId: string; key: string },
  { request_sha256: string; status: number; answer: string }
>(({ db, organizationId }, value) =>
  db
    .selectFrom('idempotency')
    .select(['request_sha256', 'status', 'answer'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', value('userId'))
    .where('key', '=', value('key'))
    .compile(),
);

export const promotionStore = (scope: Scope): PromotionStoreWrite => {
  const { db, organizationId } = scope;
  const rows = () => db.selectFrom('promotion').selectAll().where('organization_id', '=', organizationId);
  const change = (promotionId: string) =>
    db.updateTable('promotion').where('organization_id', '=', organizationId).where('id', '=', promotionId);
  const setRegarding: PromotionStoreWrite['setRegarding'] = async (promotionId, activityId, regarding) => {
    await db
      .deleteFrom('regarding')
      .where('organization_id', '=', organizationId)
      .where('promotion_id', '=', promotionId)
      .execute();
    await removeRegardingTimeline(scope, promotionId, activityId);
    await addRegarding(promotionId, activityId, regarding);
  };
  const addRegarding: PromotionStoreWrite['setRegarding'] = async (promotionId, activityId, regarding) => {
    if (regarding.length === 0) return;
    await insertRegardings(
      scope,
      regarding.map((ref, position) => ({
        organization_id: organizationId,
        activity_id: activityId,
        promotion_id: promotionId,
        position,
        record_id: ref.id,
      })),
    );
    await writeRegardingTimeline(scope, promotionId);
  };
  return {
    find: async (promotionId) => {
      const row = await rows().where('id', '=', promotionId).executeTakeFirst();
      return row === undefined ? null : presentPromotion(row);
    },
    findOf: async (activityId, userId) => {
      const row = await rows().where('activity_id', '=', activityId).where('user_id', '=', userId).executeTakeFirst();
      return row === undefined ? null : presentPromotion(row);
    },
    visible: async (readerId, activityId) => {
      const found = await db
        .selectFrom('promotion as p')
        .selectAll()
        .where('p.organization_id', '=', organizationId)
        .where('p.activity_id', '=', activityId)
        .where(visiblePromotion(scope, readerId, 'p'))
        .orderBy('p.promoted_at')
        .orderBy('p.id')
        .execute();
      return found.map(presentPromotion);
    },
    countStanding: async (activityId) => {
      const row = await db
        .selectFrom('promotion')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('organization_id', '=', organizationId)
        .where('activity_id', '=', activityId)
        .where('state', '<>', 'removed')
        .executeTakeFirstOrThrow();
      return row.count;
    },
    regardingOf: async (promotionId) => {
      const found = await db
        .selectFrom('regarding as g')
        .innerJoin('record as r', (on) =>
          on.onRef('r.organization_id', '=', 'g.organization_id').onRef('r.id', '=', 'g.record_id'),
        )
        .select(['r.type', 'r.id'])
        .where('g.organization_id', '=', organizationId)
        .where('g.promotion_id', '=', promotionId)
        .orderBy('g.position')
        .execute();
      return found;
    },
    rememberedAnswer: async (userId, key) => {
      const [row] = await answerOf(scope, { userId, key });
      if (row === undefined) return null;
      return { requestSha256: row.request_sha256, status: row.status, answer: JSON.parse(row.answer) as unknown };
    },
    add: async (promotion, at) => {
      await insertPromotions(scope, [
        {
          organization_id: organizationId,
          id: promotion.id,
          activity_id: promotion.activityId,
          user_id: promotion.userId,
          actor_id: promotion.actorId,
          method: promotion.method,
          visibility: promotion.visibility,
          outcome_code: promotion.outcomeCode,
          promoted_at: at,
          state: 'standing',
          state_since: at,
          why: promotion.why,
          offered_regarding: JSON.stringify(promotion.offeredRegarding),
          place: null,
        },
      ]);
      await addRegarding(promotion.id, promotion.activityId, promotion.regarding);
    },
    changeState: async (promotionId, state, at) => {
      const row = await change(promotionId).set({ state, state_since: at }).returning('activity_id').executeTakeFirst();
      if (row === undefined) return;
      await removeRegardingTimeline(scope, promotionId, row.activity_id);
      if (state !== 'removed') await writeRegardingTimeline(scope, promotionId);
    },
    changeVisibility: async (promotionId, visibility) => {
      await change(promotionId).set({ visibility }).execute();
    },
    setRegarding,
    setPlace: async (promotionId, place) => {
      await change(promotionId).set({ place }).execute();
    },
    addOutcome: async (outcome) => {
      await insertOutcomes(scope, [
        {
          organization_id: organizationId,
          id: outcome.id,
          code: outcome.code,
          sentence: outcome.sentence,
          evidence: JSON.stringify(outcome.evidence),
          user_id: outcome.userId,
          activity_id: outcome.activityId,
          hold_id: outcome.holdId,
          decided_at: outcome.at,
          mailbox: outcome.found?.mailbox ?? null,
          mail_hash: outcome.found?.mailHash ?? null,
          sender: outcome.found?.sender ?? null,
          subject: outcome.found?.subject ?? null,
        },
      ]);
    },
    rememberAnswer: async (userId, key, { requestSha256, status, answer, at }) => {
      const kept = await insertUnlessUsed(scope, [
        {
          organization_id: organizationId,
          user_id: userId,
          key,
          request_sha256: requestSha256,
          status,
          answer: JSON.stringify(answer),
          answered_at: at,
        },
      ]);
      return kept.length > 0;
    },
  };
};
