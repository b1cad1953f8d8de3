import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

/** Bounds of what a mail service tells us at one time. */
export const noticeLimits = { bytes: 262_144, notices: 1_000, validationToken: 4_000, clientState: 255 } as const;

const Notice = z.object({
  /** What shows that it comes from the service that we asked. */
  clientState: z.string().max(noticeLimits.clientState).nullish(),
  /** Of notices about the subscription itself: `reauthorizationRequired`, `subscriptionRemoved`, `missed`. */
  lifecycleEvent: z.string().max(100).nullish(),
});

export const receiveChangeNotices = endpoint({
  route: routes.receiveChangeNotices,
  access: 'public',
  summary: 'Microsoft Graph says that a mailbox has news, or asks (validationToken) whether this address is ours',
  query: z.object({
    organization: z.string().max(64),
    mailbox: z.string().max(64),
    validationToken: z.string().max(noticeLimits.validationToken).optional(),
  }),
  /** Nothing when a validationToken is asked back. */
  body: z.object({ value: z.array(Notice).max(noticeLimits.notices).optional() }).optional(),
  status: 202,
  errors: ['invalid_request', 'message_too_large'],
});
