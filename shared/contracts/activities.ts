import { z } from 'zod';
import { Activity, ActivityDetail, ActivityKind, ActivityState, Visibility } from '../model/activity.ts';
import { AgendaFields, AgendaKind, agendaLimits, OutlookId } from '../model/agenda.ts';
import { WireInstant } from '../model/instant.ts';
import { NamedRecordRef, RecordRef } from '../model/record-ref.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { promotionLimits } from './promotions.ts';
import { routes } from './routes.ts';

const ActivityParams = z.object({ activityId: z.string().max(64) });

export const listActivities = endpoint({
  route: routes.listActivities,
  access: 'user',
  summary: 'Activities that the caller may see, newest first',
  query: PageQuery.extend({
    /** `type:id`: activities about this record. */
    regarding: z.string().max(120).optional(),
    /** `type:id`: the record's timeline, as party, through its account's people, or as regarding (P19). */
    party: z.string().max(120).optional(),
    address: z.string().max(320).optional(),
    kind: ActivityKind.optional(),
    state: ActivityState.optional(),
    since: WireInstant.optional(),
    q: z.string().max(200).optional(),
  }),
  returns: page(Activity),
  errors: ['invalid_request', 'invalid_cursor', 'invalid_address'],
});

export const getActivity = endpoint({
  route: routes.getActivity,
  access: 'user',
  summary: 'One activity with its text and sanitized HTML',
  params: ActivityParams,
  returns: ActivityDetail,
  errors: ['activity_not_found'],
});

/** Answers `message/rfc822`, as an attachment. */
export const getActivitySource = endpoint({
  route: routes.getActivitySource,
  access: 'user',
  summary: 'The stored bytes of the message',
  params: ActivityParams,
  errors: ['activity_not_found'],
});

/** Answers the attachment's bytes, never inline and never as active content. */
export const getAttachment = endpoint({
  route: routes.getAttachment,
  access: 'user',
  summary: 'The bytes of attachment n (from 1)',
  params: ActivityParams.extend({ n: z.coerce.number().int().min(1) }),
  errors: ['activity_not_found', 'not_found'],
});

/** Mail becomes an activity by POST /promotions. */
export const createActivity = endpoint({
  route: routes.createActivity,
  access: 'user',
  summary: 'Make a task or an appointment, tracked by oneself; one whose UID is known is tracked once more (P11)',
  body: z
    .object({
      kind: AgendaKind,
      subject: z.string().max(agendaLimits.subject),
      notes: z.string().max(agendaLimits.notes).default(''),
      /** By the names of the kind. */
      fields: AgendaFields.default({}),
      regarding: z.array(RecordRef).max(promotionLimits.regardings).default([]),
      /** Absent: as the organization has it; private for what its owner calls private. */
      visibility: Visibility.optional(),
      /** Of an appointment: where the caller's Outlook has it. One that stands already is the same one (P11). */
      outlookId: OutlookId.optional(),
      /** Of a task: the mail that it was made from. */
      follows: z.string().max(64).optional(),
    })
    .strict(),
  status: 201,
  returns: Activity,
  errors: ['invalid_request', 'record_not_found', 'activity_not_found', 'not_permitted'],
});

export const setRegarding = endpoint({
  route: routes.setRegarding,
  access: 'user',
  summary: 'Set what an activity regards; the first is primary, none clears',
  params: ActivityParams,
  body: z.object({
    regarding: z.array(RecordRef).max(promotionLimits.regardings),
    /** C7: this message only, this and later ones of its thread, or the whole thread. */
    scope: z.enum(['message', 'later', 'thread']).default('message'),
  }),
  returns: Activity,
  errors: ['invalid_request', 'activity_not_found', 'record_not_found', 'not_permitted'],
});

export const changeActivity = endpoint({
  route: routes.changeActivity,
  access: 'user',
  summary: 'Change the notes of an activity; of a task or an appointment also what else it says',
  params: ActivityParams,
  body: z.object({
    notes: z.string().max(agendaLimits.notes).optional(),
    subject: z.string().max(agendaLimits.subject).optional(),
    fields: AgendaFields.optional(),
  }),
  returns: ActivityDetail,
  errors: ['invalid_request', 'activity_not_found', 'not_permitted'],
});

export const deleteActivity = endpoint({
  route: routes.deleteActivity,
  access: 'user',
  summary: 'Delete an activity that nobody else tracks and that we did not send (restorable for 30 days)',
  params: ActivityParams,
  status: 204,
  errors: ['activity_not_found', 'not_permitted', 'tracked_by_others'],
});

export const restoreActivity = endpoint({
  route: routes.restoreActivity,
  access: 'user',
  summary: 'Bring a deleted activity back (30 days)',
  params: ActivityParams,
  returns: Activity,
  errors: ['activity_not_found', 'restore_expired'],
});

/** A person's choice for one address of one activity; remembered for the address unless `remember` is `no`. */
export const resolveParty = endpoint({
  route: routes.resolveParty,
  access: 'user',
  summary: 'Say whose address a party is',
  params: ActivityParams.extend({ address: z.string().max(320) }),
  body: z.object({ record: RecordRef.nullable(), remember: z.enum(['yes', 'no']).default('yes') }),
  returns: Activity,
  errors: ['invalid_request', 'activity_not_found', 'record_not_found', 'not_found'],
});

/** One line of a record's history, as the quick card shows it. */
export const ActivityLine = z.object({
  id: z.string(),
  kind: ActivityKind,
  subject: z.string(),
  sentAt: WireInstant.nullable(),
  regarding: NamedRecordRef.nullable(),
});
