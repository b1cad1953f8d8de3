import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

const DropAddress = z.object({
  /** Null: none was made, or the organization has no domain for them. */
  address: z.string().nullable(),
  madeAt: WireInstant.nullable(),
  /** Whether one can be made. */
  available: z.boolean(),
});

export const getDropAddress = endpoint({
  route: routes.getDropAddress,
  access: 'user',
  summary: "One's own drop address: mail that one sends there is tracked (A20)",
  returns: DropAddress,
  errors: [],
});

export const makeDropAddress = endpoint({
  route: routes.makeDropAddress,
  access: 'user',
  summary: 'Make a drop address, or another one; the one before ends at once',
  returns: DropAddress,
  status: 201,
  errors: ['conflict'],
});
