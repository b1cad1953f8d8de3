import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { SendingSettings } from '../model/sending-settings.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

const Secret = z.string().min(1).max(8_192);

/** Secrets are written and never read; one that is left out stays as it is while host, user and token address stay. */
export const SendingProfileBody = SendingSettings.extend({
  /** The password, the refresh token, or the client's secret of the client credentials grant. */
  secret: Secret.optional(),
  /** Of the client, beside a refresh token. */
  clientSecret: Secret.optional(),
});
export type SendingProfileBody = z.infer<typeof SendingProfileBody>;

export const SendingTestStep = z.object({
  step: z.enum(['resolve', 'connect', 'tls', 'auth', 'sender', 'relay', 'folders']),
  passed: z.boolean(),
  /** In the words of the server. */
  answer: z.string(),
  /** What usually helps; null when it passed. */
  remedy: z.string().nullable(),
});
export type SendingTestStep = z.infer<typeof SendingTestStep>;

const SendingTest = z.object({ passed: z.boolean(), at: WireInstant, steps: z.array(SendingTestStep) });
export type SendingTest = z.infer<typeof SendingTest>;

export const SendingProfileView = SendingSettings.extend({
  hasSecret: z.boolean(),
  hasClientSecret: z.boolean(),
  /** An administrator lets this mailbox send. */
  approved: z.boolean(),
  /** The last test of these very settings. */
  test: SendingTest.nullable(),
  /** S10: what is missing before mail can leave here, as a sentence; null: nothing. */
  missing: z.string().nullable(),
});
export type SendingProfileView = z.infer<typeof SendingProfileView>;

export const SendingProfileAnswer = z.object({
  profile: SendingProfileView.nullable(),
  /** Through which settings mail leaves now; `sandbox`: it reaches the demonstration and nobody else. */
  uses: z.enum(['own', 'organization', 'installation', 'sandbox', 'nothing']),
  /** What this test of the installation's server found; it is not kept. */
  installationTest: SendingTest.optional(),
});
export type SendingProfileAnswer = z.infer<typeof SendingProfileAnswer>;

/** Where the test pretends to send to; nothing is sent. Absent: the address of who asks. */
export const SendingTestBody = z.object({ to: z.string().trim().min(3).max(320).optional() });

export const getSendingProfile = endpoint({
  route: routes.getSendingProfile,
  access: 'administrator',
  summary: 'The server that sends mail of the organization',
  returns: SendingProfileAnswer,
  errors: [],
});

export const setSendingProfile = endpoint({
  route: routes.setSendingProfile,
  access: 'administrator',
  summary: 'Sets the server that sends mail of the organization; used from the next mail on',
  body: SendingProfileBody,
  returns: SendingProfileAnswer,
  errors: ['invalid_request'],
});

export const deleteSendingProfile = endpoint({
  route: routes.deleteSendingProfile,
  access: 'administrator',
  summary: 'Mail of the organization goes through the server of the installation again',
  errors: [],
});

export const testSendingProfile = endpoint({
  route: routes.testSendingProfile,
  access: 'administrator',
  summary:
    'Goes through every step towards the organization’s server, or else the installation’s, and sends nothing; ends a pause when all pass',
  body: SendingTestBody,
  returns: SendingProfileAnswer,
  errors: ['not_found', 'invalid_address'],
});

export const getMySendingProfile = endpoint({
  route: routes.getMySendingProfile,
  access: 'user',
  summary: 'The server that sends one’s own mail',
  returns: SendingProfileAnswer,
  errors: [],
});

export const setMySendingProfile = endpoint({
  route: routes.setMySendingProfile,
  access: 'user',
  summary: 'Sets a server for one’s own mail; it sends once it is tested and approved',
  body: SendingProfileBody,
  returns: SendingProfileAnswer,
  errors: ['invalid_request'],
});

export const deleteMySendingProfile = endpoint({
  route: routes.deleteMySendingProfile,
  access: 'user',
  summary: 'One’s own mail goes through the organization’s server again',
  errors: [],
});

export const testMySendingProfile = endpoint({
  route: routes.testMySendingProfile,
  access: 'user',
  summary: 'Goes through every step towards one’s own server and sends nothing',
  body: SendingTestBody,
  returns: SendingProfileAnswer,
  errors: ['not_found', 'invalid_address'],
});

export const approveSendingProfile = endpoint({
  route: routes.approveSendingProfile,
  access: 'administrator',
  summary: 'Lets the mailbox of a user send through its own server, or no longer',
  params: z.object({ userId: z.string() }),
  body: z.object({ approved: z.boolean() }),
  returns: SendingProfileAnswer,
  errors: ['user_not_found', 'not_found'],
});

export const listSendingProfiles = endpoint({
  route: routes.listSendingProfiles,
  access: 'administrator',
  summary: 'Users with a server of their own, by name, and what is missing',
  returns: z.object({
    items: z.array(
      z.object({
        user: z.object({ id: z.string(), name: z.string() }),
        host: z.string(),
        approved: z.boolean(),
        missing: z.string().nullable(),
      }),
    ),
  }),
  errors: [],
});
