import { z } from 'zod';
import { Activity, CorrelationMethod } from '../model/activity.ts';
import { WireInstant } from '../model/instant.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { routes } from './routes.ts';

const ThreadParams = z.object({ threadId: z.string().max(64) });
const Veto = z.object({ by: z.object({ id: z.string(), name: z.string() }), at: WireInstant });

/** C6: whether further mail of a thread is tracked by itself. */
export const ThreadVeto = z.object({
  threadId: z.string(),
  /** Set by the thread's owner or an administrator: nobody's mail of this thread is tracked by itself. */
  everyone: Veto.nullable(),
  /** Set by the caller for their own mailbox. */
  own: Veto.nullable(),
  /** For whom the caller's veto would stand. */
  reach: z.enum(['everyone', 'own']),
});
export type ThreadVeto = z.infer<typeof ThreadVeto>;

/** A mail's own Message-ID and those that it answers. */
export const mostThreadIds = 100;

export const findThread = endpoint({
  route: routes.findThread,
  access: 'user',
  summary: 'The thread of a mail, tracked or not, by its Message-ID and those it answers (C6)',
  body: z.object({ internetMessageIds: z.array(z.string().max(2_000)).min(1).max(mostThreadIds) }),
  returns: z.object({ thread: ThreadVeto.nullable() }),
  errors: ['invalid_request'],
});

export const getThreadVeto = endpoint({
  route: routes.getThreadVeto,
  access: 'user',
  summary: 'Whether mail of a thread is tracked by itself',
  params: ThreadParams,
  returns: ThreadVeto,
  errors: ['not_found'],
});

export const vetoThread = endpoint({
  route: routes.vetoThread,
  access: 'user',
  summary: "Track no further mail of a thread by itself: for everyone when the thread's owner or an administrator asks",
  params: ThreadParams,
  returns: ThreadVeto,
  errors: ['not_found'],
});

export const liftThreadVeto = endpoint({
  route: routes.liftThreadVeto,
  access: 'user',
  summary: 'Let mail of a thread be tracked again',
  params: ThreadParams,
  returns: ThreadVeto,
  errors: ['not_found', 'not_permitted'],
});

/** C8: a stranger's mail, and what it seems to follow. */
export const UnconfirmedCorrelation = z.object({
  activity: Activity,
  proposed: z.object({
    method: CorrelationMethod,
    evidence: z.string(),
    activity: z.object({ id: z.string(), subject: z.string(), sentAt: WireInstant.nullable() }),
  }),
});
export type UnconfirmedCorrelation = z.infer<typeof UnconfirmedCorrelation>;

export const listUnconfirmedCorrelations = endpoint({
  route: routes.listUnconfirmedCorrelations,
  access: 'user',
  summary: 'Mail of strangers that waits for a person to say whether it belongs to a conversation, newest first',
  query: PageQuery,
  returns: page(UnconfirmedCorrelation),
  errors: ['invalid_request', 'invalid_cursor'],
});

export const settleCorrelation = endpoint({
  route: routes.settleCorrelation,
  access: 'user',
  summary: 'Confirm or dismiss what a mail seems to follow',
  params: z.object({ activityId: z.string().max(64) }),
  body: z.object({ verdict: z.enum(['confirmed', 'dismissed']) }),
  returns: Activity,
  errors: ['invalid_request', 'activity_not_found', 'not_found'],
});
