import { z } from 'zod';

/** Every code a problem can carry, with its HTTP status. The pane has a sentence for each. */
export const errorStatus = {
  invalid_request: 400,
  invalid_address: 400,
  invalid_cursor: 400,
  invalid_message: 400,
  unauthenticated: 401,
  invalid_grant: 401,
  wrong_credentials: 401,
  not_permitted: 403,
  organization_not_found: 404,
  organization_required: 400,
  not_found: 404,
  record_not_found: 404,
  record_type_not_found: 404,
  activity_not_found: 404,
  promotion_not_found: 404,
  user_not_found: 404,
  device_not_found: 404,
  hold_not_found: 404,
  outcome_not_found: 404,
  queue_item_not_found: 404,
  email_not_found: 404,
  template_not_found: 404,
  ticket_not_found: 404,
  campaign_not_found: 404,
  marketing_list_not_found: 404,
  workflow_not_found: 404,
  mailbox_not_found: 404,
  conflict: 409,
  already_exists: 409,
  synchronizing_elsewhere: 409,
  stale_generation: 409,
  tracked_by_others: 409,
  email_not_sendable: 409,
  mailbox_not_ready: 409,
  mailbox_mapped: 409,
  mailbox_synchronized_elsewhere: 409,
  consent_missing: 409,
  ticket_used: 409,
  restore_expired: 410,
  ticket_expired: 410,
  precondition_failed: 412,
  message_too_large: 413,
  attachment_too_large: 413,
  unsupported_media_type: 415,
  attachment_blocked: 422,
  wrong_code: 422,
  idempotency_key_reused: 422,
  precondition_required: 428,
  too_many_attempts: 429,
  internal_error: 500,
  temporarily_unavailable: 503,
  storage_full: 507,
} as const;
export type ErrorCode = keyof typeof errorStatus;

/** One thing that is wrong with a request: where, what, and what to write instead. */
export const ProblemIssue = z.object({ field: z.string(), message: z.string() });
export type ProblemIssue = z.infer<typeof ProblemIssue>;

/** RFC 9457 problem details with a stable `code`; other members are per code (409 of a device names `holder`). */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  issues: z.array(ProblemIssue).optional(),
});
export type Problem = z.infer<typeof Problem>;
