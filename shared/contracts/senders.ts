import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

export const listPrincipals = endpoint({
  route: routes.listPrincipals,
  access: 'user',
  summary: 'In whose name the caller may write: themselves first, then users who allowed it and queues',
  returns: z.object({
    items: z.array(
      z.object({
        type: z.enum(['user', 'queue']),
        id: z.string(),
        name: z.string(),
        /** The primary one first. */
        addresses: z.array(z.string()),
      }),
    ),
  }),
  errors: ['not_permitted'],
});

const GrantParams = z.object({ senderType: z.enum(['user', 'queue']), senderId: z.string().max(64) });
const Sender = z.object({ id: z.string(), name: z.string() });

export const listSenders = endpoint({
  route: routes.listSenders,
  access: 'user',
  summary: 'Who may send as a user (oneself) or for a queue, and sees its Bcc recipients',
  params: GrantParams,
  returns: z.object({ items: z.array(Sender) }),
  errors: ['invalid_request', 'not_permitted', 'record_not_found'],
});

export const allowSender = endpoint({
  route: routes.allowSender,
  access: 'user',
  summary: 'Let a user send as oneself, or (owner of the queue, administrator) for a queue',
  params: GrantParams.extend({ userId: z.string().max(64) }),
  status: 204,
  errors: ['invalid_request', 'not_permitted', 'record_not_found', 'user_not_found'],
});

export const forbidSender = endpoint({
  route: routes.forbidSender,
  access: 'user',
  summary: 'Take that permission back',
  params: GrantParams.extend({ userId: z.string().max(64) }),
  status: 204,
  errors: ['invalid_request', 'not_permitted', 'record_not_found', 'user_not_found'],
});
