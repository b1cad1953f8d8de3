import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

/** Besides the address one signs in with; those that wait for their code count too. */
export const mostAliases = 50;

const OwnAddress = z.object({
  address: z.string(),
  /** The one that one signs in with; it cannot be removed. */
  primary: z.boolean(),
  confirmed: z.boolean(),
  /** Until when the code that was sent there counts; null once it is confirmed. */
  expiresAt: WireInstant.nullable(),
});

const OwnAddresses = z.object({ items: z.array(OwnAddress) });
export type OwnAddresses = z.infer<typeof OwnAddresses>;

const AddressParams = z.object({ address: z.string().max(2_000) });

export const listMyAddresses = endpoint({
  route: routes.listMyAddresses,
  access: 'user',
  summary: 'One’s own addresses: the one to sign in with, the others, and those that wait for their code',
  returns: OwnAddresses,
  errors: [],
});

export const addMyAddress = endpoint({
  route: routes.addMyAddress,
  access: 'user',
  summary: 'Send a code to an address of one’s own, or another code; it counts for 30 minutes',
  body: z.object({
    address: z.string().max(2_000),
    /** Of the mail; absent: that of one's settings, or else English. */
    language: z.enum(['en', 'es']).optional(),
  }),
  returns: OwnAddresses,
  status: 202,
  errors: [
    'invalid_request',
    'invalid_address',
    'already_exists',
    'conflict',
    'mailbox_not_ready',
    'email_not_sendable',
    'too_many_attempts',
  ],
});

export const confirmMyAddress = endpoint({
  route: routes.confirmMyAddress,
  access: 'user',
  summary: 'Prove by the code that an address is one’s own: its mail counts as one’s own from now on',
  params: AddressParams,
  body: z.object({ code: z.string().max(100) }),
  returns: OwnAddresses,
  errors: ['invalid_request', 'invalid_address', 'not_found', 'already_exists', 'conflict', 'wrong_code'],
});

export const removeMyAddress = endpoint({
  route: routes.removeMyAddress,
  access: 'user',
  summary: 'Remove one of one’s own addresses, or one that waits for its code',
  params: AddressParams,
  returns: OwnAddresses,
  errors: ['invalid_address', 'not_found', 'conflict'],
});
