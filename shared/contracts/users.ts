import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { mostAliases } from './my-addresses.ts';
import { routes } from './routes.ts';

export const WireUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  addresses: z.array(z.object({ address: z.string(), primary: z.boolean() })),
  role: z.enum(['user', 'administrator']),
  active: z.boolean(),
  version: z.number().int(),
});
export type WireUser = z.infer<typeof WireUser>;

const Aliases = z.array(z.string().max(320)).max(mostAliases);

export const listUsers = endpoint({
  route: routes.listUsers,
  access: 'user',
  summary: 'People of the organization',
  query: PageQuery.extend({ q: z.string().max(200).optional() }),
  returns: page(WireUser),
  errors: ['invalid_request', 'invalid_cursor'],
});

export const addUser = endpoint({
  route: routes.addUser,
  access: 'administrator',
  summary: 'Add a user; the invitation link lets them set a password',
  body: z.object({
    email: z.string().max(320),
    name: z.string().trim().min(1).max(200).optional(),
    role: z.enum(['user', 'administrator']).default('user'),
    addresses: Aliases.default([]),
  }),
  returns: WireUser,
  status: 201,
  errors: ['invalid_request', 'invalid_address', 'already_exists'],
});

const UserParams = z.object({ userId: z.string().max(64) });

export const changeUser = endpoint({
  route: routes.changeUser,
  access: 'administrator',
  summary: 'Change name, role, aliases or whether a user may sign in',
  params: UserParams,
  body: z.object({
    name: z.string().trim().min(1).max(200).optional(),
    role: z.enum(['user', 'administrator']).optional(),
    active: z.boolean().optional(),
    addresses: Aliases.optional(),
  }),
  returns: WireUser,
  errors: ['invalid_request', 'invalid_address', 'user_not_found', 'conflict'],
});

export const inviteUser = endpoint({
  route: routes.inviteUser,
  access: 'administrator',
  summary: 'A one-time link with which the user sets a password (7 days, single use)',
  params: UserParams,
  returns: z.object({ url: z.string(), expiresAt: z.string() }),
  errors: ['user_not_found'],
});
