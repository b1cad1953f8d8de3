import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { NamedRecordRef, RecordRef } from '../model/record-ref.ts';
import { campaignLimits } from './campaigns.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { routes } from './routes.ts';

export const marketingListLimits = { nameLength: 200, perChange: 1_000, members: campaignLimits.members } as const;

export const MarketingList = z.object({
  id: z.string(),
  name: z.string(),
  owner: NamedRecordRef.nullable(),
  members: z.number().int(),
  createdAt: WireInstant,
});
export type MarketingList = z.infer<typeof MarketingList>;

const Name = z.string().trim().min(1).max(marketingListLimits.nameLength);
const ListParams = z.object({ listId: z.string().max(64) });

export const listMarketingLists = endpoint({
  route: routes.listMarketingLists,
  access: 'user',
  summary: 'Marketing lists by name',
  query: PageQuery,
  returns: page(MarketingList),
  errors: ['invalid_request', 'invalid_cursor'],
});

export const createMarketingList = endpoint({
  route: routes.createMarketingList,
  access: 'user',
  summary: 'Begin a list',
  body: z.object({ name: Name }),
  returns: MarketingList,
  status: 201,
  errors: ['invalid_request'],
});

export const deleteMarketingList = endpoint({
  route: routes.deleteMarketingList,
  access: 'user',
  summary: 'Delete a list (its owner or an administrator); its members stay what they are',
  params: ListParams,
  status: 204,
  errors: ['marketing_list_not_found', 'not_permitted'],
});

export const listMarketingListMembers = endpoint({
  route: routes.listMarketingListMembers,
  access: 'user',
  summary: 'Members of a list that the caller may read, in the order they joined',
  params: ListParams,
  query: PageQuery,
  returns: page(NamedRecordRef),
  errors: ['invalid_request', 'invalid_cursor', 'marketing_list_not_found'],
});

export const changeMarketingListMembers = endpoint({
  route: routes.changeMarketingListMembers,
  access: 'user',
  summary: 'Add and remove members; what is there already, or not there, changes nothing',
  params: ListParams,
  body: z.object({
    add: z.array(RecordRef).max(marketingListLimits.perChange).default([]),
    remove: z.array(RecordRef).max(marketingListLimits.perChange).default([]),
  }),
  returns: MarketingList,
  errors: ['invalid_request', 'marketing_list_not_found', 'record_not_found', 'not_permitted'],
});
