import { ApiError, type ApiErrorCode, isTemporary } from '../api/api-error.ts';
import type { OpenItem } from '../office/open-item.ts';
import type { PromotionRequest } from '../queries/promote-item.ts';

/** Whose it is: the pages of one server know one person, who may be a user of several organizations. */
export interface KeptScope {
  readonly server: string;
  readonly organizationId: string;
  readonly userId: string;
}

/** A promotion that waits in this Outlook for the server (P14), without the mail itself. */
export interface KeptPromotion extends KeptScope {
  /** The idempotency key of its request. */
  readonly id: string;
  readonly itemKey: string;
  readonly internetMessageId: string | null;
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly keptAt: number;
  readonly sizeBytes: number;
  readonly attempts: number;
  readonly state:
    | { readonly kind: 'waiting'; readonly nextAttemptAt: number }
    | { readonly kind: 'refused'; readonly code: ApiErrorCode; readonly details: readonly string[] };
}

/** Kept in all: of every organization and person of this Outlook profile together. */
export const keptLimits = { count: 100, bytes: 100 * 1024 * 1024 } as const;

const shortestGapMs = 5_000;
const longestGapMs = 10 * 60_000;

/** How long after the nth failed attempt (from 1) the next one is made: 5 s, three times as long each, at most 10 minutes. */
export const gapMs = (attempts: number): number => Math.min(shortestGapMs * 3 ** (attempts - 1), longestGapMs);

/** Whether another one of this size may be kept beside what is kept already. */
export const hasRoom = (kept: readonly Pick<KeptPromotion, 'sizeBytes'>[], sizeBytes: number): boolean =>
  kept.length < keptLimits.count && kept.reduce((sum, one) => sum + one.sizeBytes, sizeBytes) <= keptLimits.bytes;

/** What it takes of the room: the mail as it is sent. */
const sizeOf = ({ content }: PromotionRequest): number =>
  'bytes' in content ? content.bytes.byteLength : new TextEncoder().encode(JSON.stringify(content.parts)).byteLength;

/** How a promotion is laid down whose first attempt failed at this moment. */
export const newlyKept = (scope: KeptScope, item: OpenItem, request: PromotionRequest, now: number): KeptPromotion => ({
  ...scope,
  id: request.key,
  itemKey: item.key,
  internetMessageId: item.internetMessageId,
  subject: item.subject,
  keptAt: now,
  sizeBytes: sizeOf(request),
  attempts: 1,
  state: { kind: 'waiting', nextAttemptAt: now + gapMs(1) },
});

/** What nobody understands may pass; what the server understood and refused stays refused. */
const mayPass = (error: unknown): boolean =>
  !(error instanceof ApiError) ||
  isTemporary(error) ||
  error.status === 0 ||
  error.status === 401 ||
  error.status === 408 ||
  error.status === 429 ||
  error.status >= 500;

/** The state after an attempt that failed at this moment. */
export const afterFailure = (kept: KeptPromotion, error: unknown, now: number): KeptPromotion => {
  const attempts = kept.attempts + 1;
  if (error instanceof ApiError && !mayPass(error)) {
    const details = error.issues.map(({ field, message }) => `${field}: ${message}`);
    return { ...kept, attempts, state: { kind: 'refused', code: error.code, details } };
  }
  return { ...kept, attempts, state: { kind: 'waiting', nextAttemptAt: now + gapMs(attempts) } };
};
