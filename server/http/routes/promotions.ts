import type { Request, Response } from 'express';
import * as contracts from '#shared/contracts/promotions.ts';
import type { QueryOf } from '#shared/contracts/endpoint.ts';
import { parseRecordRef, type RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Digests } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import type { PromotionReceipt, PromotionRequest, RegardingWish } from '../../usecases/promotion/promotion-request.ts';
import type { Foreseen, PreviewRequest } from '../../usecases/preview-promotion.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { idempotencyOf } from '../idempotency.ts';
import { presentActivity, presentTrackedBy } from '../present/activity.ts';
import { presentForeseen } from '../present/foreseen.ts';
import { isMessage } from '../body.ts';
import { answered, type RouteMaker } from '../route.ts';
import { sendJson } from '../send-json.ts';

export interface PromotionRouteNeeds {
  readonly store: Store;
  readonly digests: Digests;
  readonly promoteMessage: (actor: Actor, request: PromotionRequest) => Promise<PromotionReceipt>;
  readonly previewPromotion: (actor: Actor, asked: PreviewRequest) => Promise<Foreseen>;
}

/** `regarding=` as it is written. Refuses `invalid_request`. */
export const regardingWish = (values: readonly string[] | undefined): RegardingWish => {
  if (values === undefined) return { kind: 'inherit' };
  if (values.length === 1 && values[0] === 'none') return { kind: 'none' };
  if (values.length > contracts.promotionLimits.regardings)
    throw new Refusal('invalid_request', `regarding: at most ${contracts.promotionLimits.regardings} records.`);
  return {
    kind: 'chosen',
    records: values.map((value): RecordRef => {
      const ref = parseRecordRef(value);
      if (ref === null)
        throw new Refusal('invalid_request', 'regarding: write it as type:id, such as opportunity:0195…', {
          issues: [{ field: 'regarding', message: 'write it as type:id' }],
        });
      return ref;
    }),
  };
};

const bodyOf = (request: Request, parts: unknown): PromotionRequest['source'] => {
  if (isMessage(request)) {
    if (!(request.body instanceof Uint8Array) || request.body.byteLength === 0)
      throw new Refusal('invalid_message', 'The body is empty: send the message as message/rfc822.');
    return { kind: 'original', bytes: request.body };
  }
  return { kind: 'parts', parts: parts as contracts.MessageParts };
};

export const promotionRequestOf = (
  request: Request,
  query: QueryOf<typeof contracts.promote>,
  parts: unknown,
  digests: Digests,
): PromotionRequest => ({
  source: bodyOf(request, parts),
  regarding: regardingWish(query.regarding),
  visibility: query.visibility ?? null,
  withoutAttachments: query.withoutAttachment ?? [],
  quotedText: query.quotedText,
  onBehalfOf: query.onBehalfOf ?? null,
  inBatch: query.batch === '1',
  idempotency: idempotencyOf(request, digests),
});

/** The receipt with the activity as the caller now sees it. */
export const presentReceipt = async (
  store: Store,
  actor: Actor,
  receipt: PromotionReceipt,
): Promise<contracts.PromotionAnswer> => {
  const { activityId } = receipt;
  const view =
    receipt.view !== undefined || activityId === null
      ? (receipt.view ?? null)
      : await store.read(actor.organizationId, (read) => read.activities.find(actor.userId, activityId));
  return {
    promotion: receipt.promotionId === null ? null : { id: receipt.promotionId, stood: receipt.stood === true },
    activity: view === null ? null : presentActivity(view, actor.userId),
    created: receipt.created,
    outcome: receipt.outcome as contracts.PromotionAnswer['outcome'],
    trackedBy: view === null ? [] : view.promotions.map(presentTrackedBy),
    ...(receipt.holdId === null ? {} : { held: { id: receipt.holdId } }),
  };
};

const statusOf = (receipt: PromotionReceipt): number => {
  if (receipt.holdId !== null) return 202;
  return receipt.created ? 201 : 200;
};

/** Answers with 201 tracked, 200 it stood, 202 held. */
export const sendReceipt = async (
  store: Store,
  actor: Actor,
  receipt: PromotionReceipt,
  response: Response,
): Promise<typeof answered> => {
  sendJson(response, statusOf(receipt), await presentReceipt(store, actor, receipt));
  return answered;
};

/** Track in CRM. */
export const promotionRoutes = (route: RouteMaker, needs: PromotionRouteNeeds): void => {
  const { store, digests, promoteMessage, previewPromotion } = needs;
  route(contracts.previewPromotion, async ({ actor, query, body, request }) =>
    presentForeseen(
      await previewPromotion(actor, {
        source: bodyOf(request, body),
        regarding: regardingWish(query.regarding),
        onBehalfOf: query.onBehalfOf ?? null,
      }),
    ),
  );
  route(contracts.promote, async ({ actor, query, body, request, response }) => {
    const receipt = await promoteMessage(actor, promotionRequestOf(request, query, body, digests));
    return sendReceipt(store, actor, receipt, response);
  });
};
