import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

/** Bounds of sign-in (NIST SP 800-63B length rule; RFC 7636 for the challenge). */
export const sessionLimits = { passwordAtLeast: 12, passwordAtMost: 256, codeLifetimeMs: 60_000 } as const;

const Challenge = z.string().regex(/^[A-Za-z0-9_-]{43}$/, { message: 'the S256 challenge is 43 base64url characters' });
const Verifier = z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/);

/** What the pane says of the Outlook it runs in; the answer names the device record (I4). */
export const DeviceDescription = z.object({
  /** The device the stored profile remembers, or absent for a new one. */
  id: z.string().max(64).optional(),
  name: z.string().min(1).max(100),
  client: z.string().max(60),
  platform: z.string().max(60),
  mailbox: z.string().max(320).optional(),
});
export type DeviceDescription = z.infer<typeof DeviceDescription>;

export const SessionUser = z.object({ id: z.string(), name: z.string(), email: z.string() });
export const Membership = z.object({
  organization: z.object({ id: z.string(), name: z.string() }),
  user: SessionUser,
  role: z.enum(['user', 'administrator']),
});
export type Membership = z.infer<typeof Membership>;

export const TokenAnswer = z.object({
  accessToken: z.string(),
  expiresInSeconds: z.number().int(),
  refreshToken: z.string(),
  device: z.object({ id: z.string(), name: z.string(), isNew: z.boolean() }),
  memberships: z.array(Membership),
});
export type TokenAnswer = z.infer<typeof TokenAnswer>;

/** Local sign-in, first half: password for a single-use code bound to the PKCE challenge (RFC 7636 section 4.4). */
export const authorize = endpoint({
  route: routes.authorize,
  access: 'public',
  summary: 'Exchange e-mail and password for a single-use code',
  body: z.object({
    email: z.string().max(320),
    password: z.string().max(sessionLimits.passwordAtMost),
    challenge: Challenge,
  }),
  returns: z.object({ code: z.string() }),
  errors: ['invalid_request', 'wrong_credentials', 'too_many_attempts'],
});

export const exchangeCode = endpoint({
  route: routes.exchangeCode,
  access: 'public',
  summary: 'Exchange code and verifier for tokens; creates or recognises the device record',
  body: z.object({ code: z.string().max(200), verifier: Verifier, device: DeviceDescription }),
  returns: TokenAnswer,
  errors: ['invalid_request', 'invalid_grant', 'too_many_attempts'],
});

export const refreshSession = endpoint({
  route: routes.refreshSession,
  access: 'public',
  summary: 'Rotate the refresh token; a reused one signs the device out',
  body: z.object({ refreshToken: z.string().max(200) }),
  returns: TokenAnswer,
  errors: ['invalid_request', 'invalid_grant', 'too_many_attempts'],
});

export const endSession = endpoint({
  route: routes.endSession,
  access: 'user',
  summary: 'Sign this device out',
  status: 204,
  errors: ['unauthenticated'],
});

export const getFirstRun = endpoint({
  route: routes.getFirstRun,
  access: 'public',
  summary: 'Whether an administrator exists, and whether the demonstration accounts do',
  returns: z.object({
    administratorExists: z.boolean(),
    demonstration: z.array(z.object({ email: z.string(), password: z.string(), name: z.string(), says: z.string() })),
  }),
  errors: [],
});

export const acceptInvitation = endpoint({
  route: routes.acceptInvitation,
  access: 'public',
  summary: 'Set a password with a one-time link (first administrator, invited users)',
  body: z.object({
    token: z.string().max(200),
    /** Needed for the first administrator, whose organization does not exist yet. */
    organization: z.string().trim().min(1).max(100).optional(),
    email: z.string().max(320).optional(),
    name: z.string().trim().min(1).max(200).optional(),
    password: z.string().min(sessionLimits.passwordAtLeast).max(sessionLimits.passwordAtMost),
  }),
  returns: z.object({ email: z.string() }),
  errors: ['invalid_request', 'invalid_address', 'invalid_grant', 'already_exists', 'too_many_attempts'],
});

export const getMe = endpoint({
  route: routes.getMe,
  access: 'user',
  summary: 'Who is calling, in which organizations',
  returns: z.object({
    current: Membership,
    memberships: z.array(Membership),
    device: z.object({ id: z.string(), name: z.string() }).nullable(),
  }),
  errors: ['unauthenticated'],
});
