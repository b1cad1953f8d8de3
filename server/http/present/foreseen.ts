import type { ForeseenPromotion } from '#shared/contracts/promotions.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Foreseen } from '../../usecases/preview-promotion.ts';
import { presentTrackedBy } from './activity.ts';

/** What a mail would become, on the wire. */
export const presentForeseen = ({ standing, offered, ...foreseen }: Foreseen): ForeseenPromotion => ({
  becomes: foreseen.becomes,
  activityId: standing?.id ?? null,
  trackedBy: (standing?.promotions ?? []).map(presentTrackedBy),
  subject: foreseen.subject,
  sentAt: foreseen.sentAt === null ? null : toWire(foreseen.sentAt),
  direction: foreseen.direction,
  regarding: [...foreseen.regarding],
  offeredRegarding: [...offered],
  parties: [...foreseen.parties],
  why: foreseen.why,
});
