import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { NamedRecordRef, RecordRef, RecordType } from '../model/record-ref.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { routes } from './routes.ts';
import { templateLimits, TemplateRendering } from './templates.ts';

/** Each is tested at its edge. */
export const campaignLimits = { members: 10_000, nameLength: 200, searchLength: 200 } as const;

/**
 * A quick campaign writes one mail to each member and sends it. `releasing`: started, and held back for a moment in
 * which it can be stopped as if nothing had been; `running`: mail is being written.
 */
export const CampaignState = z.enum(['draft', 'releasing', 'running', 'paused', 'stopped', 'done']);
export type CampaignState = z.infer<typeof CampaignState>;

/** `written`: the mail exists, and its own state says where it is. */
export const MemberState = z.enum(['excluded', 'waiting', 'written', 'failed', 'stopped']);
export type MemberState = z.infer<typeof MemberState>;

/** Why a member gets nothing. */
export const Exclusion = z.enum([
  'noAddress',
  'sameAddress',
  'inactive',
  'doNotEmail',
  'doNotBulkEmail',
  'unsubscribed',
  'bounced',
  'missingFields',
]);
export type Exclusion = z.infer<typeof Exclusion>;

/** Who gets it: records by hand, records of a type by a search, or the members of a marketing list. */
export const MembersAsked = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('records'), records: z.array(RecordRef).min(1).max(campaignLimits.members) }),
  z.object({ kind: z.literal('query'), type: RecordType, q: z.string().trim().max(campaignLimits.searchLength) }),
  z.object({ kind: z.literal('list'), listId: z.string().min(1).max(64) }),
]);
export type MembersAsked = z.infer<typeof MembersAsked>;

export const QuickCampaign = z.object({
  id: z.string(),
  name: z.string(),
  state: CampaignState,
  subject: z.string(),
  html: z.string(),
  regarding: NamedRecordRef.nullable(),
  members: MembersAsked,
  owner: NamedRecordRef.nullable(),
  counts: z.object({
    members: z.number().int(),
    excluded: z.number().int(),
    waiting: z.number().int(),
    written: z.number().int(),
    failed: z.number().int(),
    stopped: z.number().int(),
  }),
  /** Of those written: how their mail stands. */
  mail: z.object({
    pending: z.number().int(),
    sent: z.number().int(),
    failed: z.number().int(),
    uncertain: z.number().int(),
    bounced: z.number().int(),
    canceled: z.number().int(),
  }),
  exclusions: z.array(z.object({ because: Exclusion, members: z.number().int() })),
  /** What `confirmation` must repeat at the start; null when the campaign is small enough. */
  confirmationNeeded: z.string().nullable(),
  /** Until then a start can be stopped and nobody has got anything. */
  releaseAt: WireInstant.nullable(),
  createdAt: WireInstant,
  updatedAt: WireInstant,
  version: z.number().int(),
});
export type QuickCampaign = z.infer<typeof QuickCampaign>;

export const CampaignMember = z.object({
  position: z.number().int(),
  record: NamedRecordRef,
  address: z.string().nullable(),
  state: MemberState,
  because: Exclusion.nullable(),
  /** Of `missingFields` and `failed`: what was missing, or what was refused. */
  detail: z.string().nullable(),
  emailId: z.string().nullable(),
});
export type CampaignMember = z.infer<typeof CampaignMember>;

const Fields = z.object({
  name: z.string().trim().min(1).max(campaignLimits.nameLength),
  subject: z.string().trim().min(1).max(templateLimits.subjectLength),
  html: z.string().min(1).max(templateLimits.htmlLength),
  regarding: RecordRef.nullable(),
  members: MembersAsked,
});

const CampaignParams = z.object({ quickCampaignId: z.string().max(64) });

export const listQuickCampaigns = endpoint({
  route: routes.listQuickCampaigns,
  access: 'user',
  summary: "Quick campaigns, newest first: the caller's; for an administrator all",
  query: PageQuery,
  returns: page(QuickCampaign),
  errors: ['invalid_request', 'invalid_cursor'],
});

export const createQuickCampaign = endpoint({
  route: routes.createQuickCampaign,
  access: 'user',
  summary: 'Prepare a quick campaign: members are found and those who get nothing are named; nothing is sent',
  body: Fields.extend({ regarding: Fields.shape.regarding.default(null) }),
  returns: QuickCampaign,
  status: 201,
  errors: ['invalid_request', 'not_permitted', 'record_not_found', 'record_type_not_found', 'marketing_list_not_found'],
});

export const getQuickCampaign = endpoint({
  route: routes.getQuickCampaign,
  access: 'user',
  summary: 'One campaign with its progress',
  params: CampaignParams,
  returns: QuickCampaign,
  errors: ['campaign_not_found'],
});

export const changeQuickCampaign = endpoint({
  route: routes.changeQuickCampaign,
  access: 'user',
  summary: 'Change a draft; its members are found anew',
  params: CampaignParams,
  body: Fields.partial().strict(),
  returns: QuickCampaign,
  errors: [
    'invalid_request',
    'campaign_not_found',
    'conflict',
    'record_not_found',
    'record_type_not_found',
    'marketing_list_not_found',
  ],
});

export const deleteQuickCampaign = endpoint({
  route: routes.deleteQuickCampaign,
  access: 'user',
  summary: 'Throw a draft away',
  params: CampaignParams,
  status: 204,
  errors: ['campaign_not_found', 'conflict'],
});

export const listCampaignMembers = endpoint({
  route: routes.listCampaignMembers,
  access: 'user',
  summary: 'Its members in order, with what became of each',
  params: CampaignParams,
  query: PageQuery.extend({ state: MemberState.optional() }),
  returns: page(CampaignMember),
  errors: ['invalid_request', 'invalid_cursor', 'campaign_not_found'],
});

export const previewCampaignMember = endpoint({
  route: routes.previewCampaignMember,
  access: 'user',
  summary: 'The mail as this member would get it',
  params: CampaignParams.extend({ position: z.coerce.number().int().min(1) }),
  returns: TemplateRendering,
  errors: ['invalid_request', 'campaign_not_found', 'record_not_found'],
});

export const testQuickCampaign = endpoint({
  route: routes.testQuickCampaign,
  access: 'user',
  summary: "Send the first member's mail to oneself",
  params: CampaignParams,
  returns: z.object({ emailId: z.string() }),
  errors: ['campaign_not_found', 'conflict', 'email_not_sendable', 'mailbox_not_ready'],
});

export const startQuickCampaign = endpoint({
  route: routes.startQuickCampaign,
  access: 'user',
  summary: 'Start it; above the number of the settings only with the typed confirmation',
  params: CampaignParams,
  body: z.object({ confirmation: z.string().max(100).optional() }),
  returns: QuickCampaign,
  errors: ['invalid_request', 'campaign_not_found', 'conflict', 'mailbox_not_ready'],
});

export const changeCampaignState = endpoint({
  route: routes.changeCampaignState,
  access: 'user',
  summary: 'Pause, go on, or stop for good; a second request is answered as the first',
  params: CampaignParams,
  body: z.object({ state: z.enum(['paused', 'running', 'stopped']) }),
  returns: QuickCampaign,
  errors: ['invalid_request', 'campaign_not_found', 'conflict'],
});
