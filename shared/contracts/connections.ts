import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { MailboxOwner } from '../model/mailbox.ts';
import { SyncHealthState } from '../model/synchronization.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

/** Connections that one answer shows, and that one call tries again by name. */
export const mostConnections = 500;

const WireConnection = z.object({
  id: z.string(),
  /** Mail that is fetched, or contacts, tasks and appointments that are synchronized. */
  kind: z.enum(['mail', 'items']),
  owner: MailboxOwner,
  ownerName: z.string(),
  /** Host of its server. */
  server: z.string(),
  runsIn: z.enum(['server', 'outlook']),
  enabled: z.boolean(),
  state: SyncHealthState,
  since: WireInstant,
  problem: z.string().nullable(),
});

export const listConnections = endpoint({
  route: routes.listConnections,
  access: 'administrator',
  summary:
    'What stopped for a person and what fails now, of all mailboxes and synchronized accounts; the first 500 (Y10)',
  returns: z.object({
    items: z.array(WireConnection),
    /** All that are enabled, by state. */
    counts: z.record(SyncHealthState, z.number().int()),
  }),
  errors: [],
});

export const resumeConnections = endpoint({
  route: routes.resumeConnections,
  access: 'administrator',
  summary: 'Try again at once what stopped for a person: these connections, or all of them (Y10)',
  body: z
    .object({
      /** Absent: all that stopped. */
      ids: z.array(z.string().max(64)).min(1).max(mostConnections).optional(),
    })
    .strict(),
  returns: z.object({
    /** So many had stopped and are tried again; others are left alone. */
    resumed: z.number().int(),
  }),
  errors: ['invalid_request'],
});
