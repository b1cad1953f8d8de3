import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import {
  SyncFieldValue,
  SyncFilters,
  SyncKindName,
  syncLimits,
  SyncProtocol,
  SyncSettings,
  SyncSignIn,
  SyncSide,
  WireSyncAccount,
} from '../model/synchronization.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

/** I5, I6: break the mapping of whoever has the mailbox; only with proof of access, or as an administrator. */
export const TakesOver = z.boolean().optional();

const Steps = z.object({
  passed: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(['resolve', 'connect', 'auth', 'contact', 'task', 'appointment']),
      passed: z.boolean(),
      answer: z.string(),
      remedy: z.string().nullable(),
    }),
  ),
});

export const getMySynchronization = endpoint({
  route: routes.getMySynchronization,
  access: 'user',
  summary: 'The server that one’s own contacts are synchronized with, how well that goes, and what it asks (Y8, Y9)',
  returns: z.object({ account: WireSyncAccount.nullable() }),
  errors: [],
});

export const connectMySynchronization = endpoint({
  route: routes.connectMySynchronization,
  access: 'user',
  summary: 'Connect one’s own account of CardDAV or Microsoft Graph; nothing is synchronized before it is enabled',
  body: z
    .object({
      protocol: SyncProtocol.default('dav'),
      url: z.url({ protocol: /^https?$/ }).max(syncLimits.url),
      user: z.string().min(1).max(syncLimits.user),
      /** Written and never read. Absent: the kept one, as long as server and user stay the same. */
      secret: z.string().min(1).max(syncLimits.secret).optional(),
      /** For `graph` alone, which needs it. */
      signIn: SyncSignIn.optional(),
      takeOver: TakesOver,
    })
    .strict()
    .refine(({ protocol, signIn }) => (protocol === 'graph') === (signIn !== undefined), {
      path: ['signIn'],
      error: 'belongs to the protocol graph and to no other; write grant, tokenUrl, clientId and scope there',
    }),
  returns: WireSyncAccount,
  errors: ['invalid_request', 'not_permitted', 'mailbox_mapped', 'mailbox_not_ready', 'precondition_failed'],
});

export const connectMySynchronizationByMailbox = endpoint({
  route: routes.connectMySynchronizationByMailbox,
  access: 'user',
  summary: 'Connect the Microsoft Graph mailbox whose mail is fetched already, by the sign-in that is kept for it (Y1)',
  body: z.object({ mailbox: z.string().min(1).max(64), takeOver: TakesOver }).strict(),
  returns: WireSyncAccount,
  errors: [
    'invalid_request',
    'not_permitted',
    'mailbox_not_found',
    'mailbox_mapped',
    'mailbox_not_ready',
    'precondition_failed',
  ],
});

export const changeMySynchronization = endpoint({
  route: routes.changeMySynchronization,
  access: 'user',
  summary: 'What is synchronized: filters, categories, whose value stands in a conflict (Y3, Y4, Y5, Y13)',
  body: SyncSettings.partial(),
  returns: WireSyncAccount,
  errors: ['invalid_request', 'mailbox_not_found', 'precondition_failed'],
});

export const testMySynchronization = endpoint({
  route: routes.testMySynchronization,
  access: 'user',
  summary: 'Goes through every step towards the connected server and changes nothing (Y10)',
  returns: Steps,
  errors: ['mailbox_not_found'],
});

export const enableMySynchronization = endpoint({
  route: routes.enableMySynchronization,
  access: 'user',
  summary: 'Synchronize from now on, once every step has passed, or no longer (Y10)',
  body: z.object({ enabled: z.boolean(), takeOver: TakesOver }).strict(),
  returns: WireSyncAccount,
  errors: [
    'invalid_request',
    'not_permitted',
    'mailbox_not_found',
    'mailbox_mapped',
    'mailbox_synchronized_elsewhere',
    'mailbox_not_ready',
    'precondition_failed',
  ],
});

export const synchronizeMineNow = endpoint({
  route: routes.synchronizeMineNow,
  access: 'user',
  summary: 'Synchronize at once, whatever the schedule says (Y9)',
  returns: WireSyncAccount,
  errors: ['mailbox_not_found', 'mailbox_not_ready'],
});

export const confirmMySynchronization = endpoint({
  route: routes.confirmMySynchronization,
  access: 'user',
  summary: 'Agree to what a cycle would not do unasked (many removals, a side that looks empty), or refuse it (Y8)',
  body: z
    .object({
      kind: SyncKindName,
      /** `false`: nothing is removed; what lacks in the mailbox is written anew, other pairs are unlinked. */
      agrees: z.boolean().default(true),
    })
    .strict(),
  returns: WireSyncAccount,
  errors: ['invalid_request', 'mailbox_not_found'],
});

export const listMySynchronizationHistory = endpoint({
  route: routes.listMySynchronizationHistory,
  access: 'user',
  summary:
    'What was done, what failed and which values gave way, of the last 30 days; the newest 200 of each (Y5, Y10)',
  returns: z.object({
    failures: z.array(
      z.object({
        kind: SyncKindName,
        recordId: z.string().nullable(),
        recordName: z.string().nullable(),
        /** What the server or a rule of the record said. */
        words: z.string(),
        firstAt: WireInstant,
        lastAt: WireInstant,
        tries: z.number().int(),
      }),
    ),
    happenings: z.array(
      z.object({
        kind: SyncKindName,
        at: WireInstant,
        /** Such as `created:mailbox`, `changed:crm`, `unlinked:deletedInMailbox`. */
        what: z.string(),
        recordId: z.string().nullable(),
        recordName: z.string().nullable(),
      }),
    ),
    lost: z.array(
      z.object({
        kind: SyncKindName,
        at: WireInstant,
        recordId: z.string(),
        /** Null: it is deleted, or one may not read it. */
        recordName: z.string().nullable(),
        field: z.string(),
        side: SyncSide,
        value: SyncFieldValue,
        /** It can be written on the record again. */
        canBeTakenBack: z.boolean(),
      }),
    ),
  }),
  errors: ['mailbox_not_found'],
});

export const disconnectMySynchronization = endpoint({
  route: routes.disconnectMySynchronization,
  access: 'user',
  summary: 'Forget the connected server and what was linked; items stay where they are on both sides',
  errors: ['mailbox_not_found'],
});

export const listMySynchronizationConflicts = endpoint({
  route: routes.listMySynchronizationConflicts,
  access: 'user',
  summary: 'Fields that both sides changed, with both values, where one asked to be asked; the first 200 (Y5)',
  returns: z.object({
    items: z.array(
      z.object({
        kind: SyncKindName,
        linkId: z.string(),
        recordId: z.string(),
        recordName: z.string().nullable(),
        field: z.string(),
        crm: SyncFieldValue,
        mailbox: SyncFieldValue,
        /** What was answered and not carried out yet. */
        answer: SyncSide.nullable(),
      }),
    ),
  }),
  errors: ['mailbox_not_found'],
});

export const answerMySynchronizationConflict = endpoint({
  route: routes.answerMySynchronizationConflict,
  access: 'user',
  summary: 'Say whose value stands; the other one goes to the undo log (Y5)',
  params: z.object({ linkId: z.string().max(64), field: z.string().max(40) }),
  body: z.object({ kind: SyncKindName, side: SyncSide }).strict(),
  status: 204,
  errors: ['invalid_request', 'mailbox_not_found', 'not_found'],
});

export const takeBackMySynchronizedValue = endpoint({
  route: routes.takeBackMySynchronizedValue,
  access: 'user',
  summary: 'Write a value that gave way on the record again, as it stands in `lost` of the history (Y5)',
  body: z
    .object({
      kind: SyncKindName,
      recordId: z.string().max(64),
      field: z.string().max(40),
      side: SyncSide,
      at: WireInstant,
    })
    .strict(),
  status: 204,
  errors: ['invalid_request', 'mailbox_not_found', 'not_found', 'record_not_found', 'conflict'],
});

export const previewMySynchronization = endpoint({
  route: routes.previewMySynchronization,
  access: 'user',
  summary: 'How many records filters would take to one’s mailbox, with some of their names; changes nothing (Y3)',
  body: z.object({ kind: SyncKindName, filters: SyncFilters }).strict(),
  returns: z.object({
    taken: z.number().int(),
    /** Of so many that one may read. */
    of: z.number().int(),
    /** Among the taken: those that the filters of the organization take too. */
    byOrganization: z.number().int(),
    examples: z.array(z.string()),
  }),
  errors: ['invalid_request'],
});
