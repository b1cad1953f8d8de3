import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

export const listMyAlerts = endpoint({
  route: routes.listMyAlerts,
  access: 'user',
  summary:
    'What one must hear, until it is put away: a mailbox that was taken over or stopped, a server that refuses mail; the newest 50 (I5, S5, Y10)',
  returns: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        kind: z.enum([
          'mailboxTaken',
          'synchronizingElsewhere',
          'sendingPaused',
          'connectionStopped',
          'profileFailing',
        ]),
        /** It is for every administrator. */
        forAdministrators: z.boolean(),
        words: z.string(),
        at: WireInstant,
      }),
    ),
  }),
  errors: [],
});

export const putAwayMyAlert = endpoint({
  route: routes.putAwayMyAlert,
  access: 'user',
  summary: 'Put an alert away; one for administrators goes for all of them',
  params: z.object({ alertId: z.string().max(64) }),
  status: 204,
  errors: ['not_found'],
});
