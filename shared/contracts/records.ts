import { z } from 'zod';
import { RecordInput, RecordTypeDefinition, WireRecord, recordLimits } from '../model/record.ts';
import { NamedRecordRef, RecordType } from '../model/record-ref.ts';
import { ActivityLine } from './activities.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { routes } from './routes.ts';

const TypeParams = z.object({ type: RecordType });
const RecordParams = TypeParams.extend({ id: z.string().max(64) });

export const listRecords = endpoint({
  route: routes.listRecords,
  access: 'user',
  summary: 'Records of a type by name; `q` matches the start of any word of name or address',
  params: TypeParams,
  query: PageQuery.extend({
    q: z.string().max(200).optional(),
    address: z.string().max(320).optional(),
    active: z.enum(['true', 'false']).optional(),
  }),
  returns: page(WireRecord),
  errors: ['invalid_request', 'invalid_address', 'invalid_cursor', 'record_type_not_found'],
});

/** For a copy of the records elsewhere: all pages, then from `since` what changed. */
export const downloadRecords = endpoint({
  route: routes.downloadRecords,
  access: 'user',
  summary: 'Records of a type to keep elsewhere: all of them in pages, or what changed since the last time',
  params: TypeParams,
  query: PageQuery.extend({
    q: z.string().max(200).optional(),
    active: z.enum(['true', 'false']).optional(),
    /** The caller's own records alone. */
    owner: z.literal('me').optional(),
    /** What the last page of the last time gave. */
    since: z.string().max(2_000).optional(),
  }),
  returns: page(WireRecord).extend({
    /** Ids of records that are deleted, out of the caller's sight or not what is asked for any more. */
    gone: z.array(z.string()),
    /** The pages list everything: what stands on none of them is gone. */
    complete: z.boolean(),
    since: z.string(),
  }),
  errors: ['invalid_request', 'invalid_cursor', 'record_type_not_found'],
});

export const createRecord = endpoint({
  route: routes.createRecord,
  access: 'user',
  summary: 'Create a record; with Idempotency-Key once',
  params: TypeParams,
  body: RecordInput,
  returns: WireRecord,
  status: 201,
  errors: [
    'invalid_request',
    'invalid_address',
    'record_type_not_found',
    'record_not_found',
    'not_permitted',
    'already_exists',
    'idempotency_key_reused',
  ],
});

export const getRecord = endpoint({
  route: routes.getRecord,
  access: 'user',
  summary: 'One record; its version is the ETag',
  params: RecordParams,
  returns: WireRecord,
  errors: ['record_type_not_found', 'record_not_found'],
});

export const changeRecord = endpoint({
  route: routes.changeRecord,
  access: 'user',
  summary: 'Change a record; with If-Match only when the version is still that one',
  params: RecordParams,
  body: RecordInput,
  returns: WireRecord,
  errors: [
    'invalid_request',
    'invalid_address',
    'record_type_not_found',
    'record_not_found',
    'not_permitted',
    'precondition_failed',
    'already_exists',
  ],
});

export const deleteRecord = endpoint({
  route: routes.deleteRecord,
  access: 'user',
  summary: 'Delete a record; its activities stay (O10)',
  params: RecordParams,
  status: 204,
  errors: ['record_type_not_found', 'record_not_found', 'not_permitted', 'precondition_failed'],
});

export const restoreRecord = endpoint({
  route: routes.restoreRecord,
  access: 'user',
  summary: 'Bring a deleted record back (30 days)',
  params: RecordParams,
  returns: WireRecord,
  errors: ['record_type_not_found', 'record_not_found', 'not_permitted', 'restore_expired'],
});

export const upsertByExternalId = endpoint({
  route: routes.upsertByExternalId,
  access: 'user',
  summary: 'Create or change the record with this external id',
  params: TypeParams.extend({ key: z.string().min(1).max(recordLimits.externalIdLength) }),
  body: RecordInput,
  returns: WireRecord,
  errors: [
    'invalid_request',
    'invalid_address',
    'record_type_not_found',
    'record_not_found',
    'not_permitted',
    'precondition_failed',
  ],
});

/** Each item stands or falls alone; the answer has one result per item, in order. */
export const upsertRecords = endpoint({
  route: routes.upsertRecords,
  access: 'user',
  summary: 'Create or change many records by external id',
  params: TypeParams,
  body: z.object({
    /** Each as in `POST /records/{type}`; an item of another shape is refused alone. */
    records: z.array(z.looseObject({})).min(1).max(recordLimits.batch),
  }),
  returns: z.object({
    results: z.array(
      z.object({
        status: z.enum(['created', 'changed', 'unchanged', 'refused']),
        id: z.string().optional(),
        externalId: z.string().optional(),
        problem: z.object({ code: z.string(), detail: z.string() }).optional(),
      }),
    ),
  }),
  errors: ['invalid_request', 'record_type_not_found', 'not_permitted'],
});

export const RecordHit = NamedRecordRef.extend({ detail: z.string(), active: z.boolean() });
export type RecordHit = z.infer<typeof RecordHit>;

export const searchRecords = endpoint({
  route: routes.searchRecords,
  access: 'user',
  summary: 'Search all record types while typing',
  query: z.object({
    q: z.string().max(200),
    /** Comma-separated types; all when absent. */
    types: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  returns: z.object({ items: z.array(RecordHit) }),
  errors: ['invalid_request'],
});

/** Likely regardings first: records of the people on the mail, recently used, pinned, the correlated mail's. */
export const suggestRegarding = endpoint({
  route: routes.suggestRegarding,
  access: 'user',
  summary: 'What a mail with these addresses likely regards',
  body: z.object({
    addresses: z.array(z.string().max(2_000)).max(100),
    internetMessageId: z.string().max(2_000).optional(),
    inReplyTo: z.array(z.string().max(2_000)).max(32).optional(),
  }),
  returns: z.object({
    items: z.array(RecordHit.extend({ because: z.enum(['thread', 'party', 'pinned', 'recent']) })),
  }),
  errors: ['invalid_request'],
});

export const RecordCard = z.object({
  record: WireRecord,
  account: NamedRecordRef.nullable(),
  phone: z.string().nullable(),
  lastActivities: z.array(ActivityLine),
  open: z.array(NamedRecordRef.extend({ status: z.string().nullable() })),
  pinned: z.boolean(),
});
export type RecordCard = z.infer<typeof RecordCard>;

export const getRecordCard = endpoint({
  route: routes.getRecordCard,
  access: 'user',
  summary: 'The quick card: account, phone, last activities, open opportunities and cases (P4)',
  params: RecordParams,
  returns: RecordCard,
  errors: ['record_type_not_found', 'record_not_found'],
});

export const pinRecord = endpoint({
  route: routes.pinRecord,
  access: 'user',
  summary: 'Pin a record for the regarding picker',
  params: RecordParams,
  status: 204,
  errors: ['record_type_not_found', 'record_not_found'],
});

export const unpinRecord = endpoint({
  route: routes.unpinRecord,
  access: 'user',
  summary: 'Unpin it',
  params: RecordParams,
  status: 204,
  errors: ['record_type_not_found'],
});

export const listRecordTypes = endpoint({
  route: routes.listRecordTypes,
  access: 'user',
  summary: 'Built-in and declared record types with their fields',
  returns: z.object({ items: z.array(RecordTypeDefinition) }),
  errors: [],
});

export const declareRecordType = endpoint({
  route: routes.declareRecordType,
  access: 'administrator',
  summary: 'Declare or change a record type',
  params: TypeParams,
  body: RecordTypeDefinition.omit({ name: true, builtIn: true, emailEnabled: true }),
  returns: RecordTypeDefinition,
  errors: ['invalid_request', 'conflict'],
});
