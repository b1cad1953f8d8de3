import { z } from 'zod';
import { ForwardSettings, ForwardState, ProbeState } from '../model/forwarding.ts';
import { WireInstant } from '../model/instant.ts';
import { mailboxLimits } from '../model/mailbox.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { routes } from './routes.ts';

const UserParams = z.object({ userId: z.string().max(64) });

/** The secret is written and never read; left out it stays as it is while system and service identity stay. */
export const ForwardSettingsBody = ForwardSettings.extend({
  secret: z.string().min(1).max(mailboxLimits.secret).optional(),
}).strict();
export type ForwardSettingsBody = z.infer<typeof ForwardSettingsBody>;

/** A15: one user's rule as it was found last. */
export const WireForwardRule = z.object({
  user: z.object({ id: z.string(), name: z.string() }),
  address: z.string(),
  /** Null: nobody has looked yet. */
  state: ForwardState.nullable(),
  checkedAt: WireInstant.nullable(),
  /** A sentence; null: nothing is wrong. */
  problem: z.string().nullable(),
  /** The last probe mail through a rule that works; null: none was sent. */
  probe: z
    .object({
      state: ProbeState,
      sentAt: WireInstant,
      /** A sentence with its remedy; null: nothing is wrong. */
      problem: z.string().nullable(),
      /** What the mail system said, at most 500 characters. */
      answer: z.string().nullable(),
    })
    .nullable(),
});
export type WireForwardRule = z.infer<typeof WireForwardRule>;

export const getForwardSettings = endpoint({
  route: routes.getForwardSettings,
  access: 'administrator',
  summary: 'The mail system whose users forward to the CRM, and what they forward',
  returns: z.object({ settings: ForwardSettings.nullable() }),
  errors: [],
});

export const setForwardSettings = endpoint({
  route: routes.setForwardSettings,
  access: 'administrator',
  summary: 'Sets them; rules that stand are altered then until they are deployed again',
  body: ForwardSettingsBody,
  returns: z.object({ settings: ForwardSettings.nullable() }),
  errors: ['invalid_request', 'invalid_address'],
});

export const listForwardRules = endpoint({
  route: routes.listForwardRules,
  access: 'administrator',
  summary: 'Users, by name, and how their forward rules were found',
  query: PageQuery,
  returns: page(WireForwardRule),
  errors: ['invalid_cursor'],
});

export const checkForwardRule = endpoint({
  route: routes.checkForwardRule,
  access: 'administrator',
  summary: 'Looks at the rule of a user and changes nothing',
  params: UserParams,
  returns: WireForwardRule,
  errors: ['user_not_found', 'not_found'],
});

export const deployForwardRule = endpoint({
  route: routes.deployForwardRule,
  access: 'administrator',
  summary: 'Makes the rule of a user, or repairs it; the user’s own rules stay',
  params: UserParams,
  returns: WireForwardRule,
  errors: ['user_not_found', 'not_found', 'invalid_request'],
});

export const removeForwardRule = endpoint({
  route: routes.removeForwardRule,
  access: 'administrator',
  summary: 'Takes the rule of a user away; the user’s own rules stay',
  params: UserParams,
  returns: WireForwardRule,
  errors: ['user_not_found', 'not_found'],
});

export const probeForwardRule = endpoint({
  route: routes.probeForwardRule,
  access: 'administrator',
  summary: 'Sends a mail of the caller’s through the rule of a user, which tells whether the mail system forwards it',
  params: UserParams,
  returns: WireForwardRule,
  errors: [
    'user_not_found',
    'not_found',
    'invalid_request',
    'mailbox_not_ready',
    'email_not_sendable',
    'not_permitted',
    'message_too_large',
  ],
});
