import type { Response } from 'express';
import { z } from 'zod';
import * as contracts from '#shared/contracts/records.ts';
import { addressKey, parseAddress } from '#shared/model/address.ts';
import { RecordInput } from '#shared/model/record.ts';
import { explainAddressProblem } from '../../domain/address-problem.ts';
import { askedWords } from '../../domain/search-words.ts';
import type { Digests } from '../../ports/ids.ts';
import type { RecordFilter, StoredRecord } from '../../ports/record-store.ts';
import { changeRecord, createRecord, getRecord } from '../../usecases/records/change-record.ts';
import { deleteRecord, restoreRecord } from '../../usecases/records/delete-record.ts';
import { downloadRecords } from '../../usecases/records/download-records.ts';
import { declareRecordType, findRecordType, listRecordTypes } from '../../usecases/records/record-types.ts';
import { type BatchResult, upsertRecord, upsertRecords } from '../../usecases/records/upsert-record.ts';
import type { RecordNeeds } from '../../usecases/records/write-record.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { pageOf, readCursor, writeCursor } from '../cursor.ts';
import { idempotencyOf } from '../idempotency.ts';
import { presentRecord } from '../present/record.ts';
import { answered, fieldName, type RouteMaker } from '../route.ts';
import { readIfMatch, sendVersion } from '../version-tag.ts';

const NameCursor = z.object({ nameKey: z.string().max(1_000), id: z.string().max(64) });

const addressFilter = (address: string): Pick<RecordFilter, 'addressKey'> => {
  const parsed = parseAddress(address);
  const key = parsed.kind === 'address' ? addressKey(parsed.address) : null;
  if (key !== null) return { addressKey: key };
  const message = parsed.kind === 'refused' ? explainAddressProblem(parsed.problem) : explainAddressProblem('syntax');
  throw new Refusal('invalid_address', `address: ${message}`, { issues: [{ field: 'address', message }] });
};

/** Words were asked for and none can be looked up: nothing is found, rather than everything. */
const asksForNothing = (q: string | undefined, words: readonly string[]): boolean =>
  (q ?? '').trim() !== '' && words.length === 0;

const send = (response: Response, record: StoredRecord, status = 200): typeof answered => {
  sendVersion(response, record.version);
  response.status(status).json(presentRecord(record));
  return answered;
};

/** An item of a batch that is no record: refused alone, as the others are. */
const batchInput = (item: unknown): RecordInput | BatchResult => {
  const parsed = RecordInput.safeParse(item);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const { externalId } = item as { externalId?: unknown };
  return {
    status: 'refused',
    ...(typeof externalId === 'string' ? { externalId } : {}),
    problem: {
      code: 'invalid_request',
      detail: `${fieldName(issue?.path ?? []) || 'record'}: ${issue?.message ?? ''}`,
    },
  };
};

const readingRoutes = (route: RouteMaker, { store }: RecordNeeds): void => {
  route(contracts.listRecords, async ({ actor, params, query }) => {
    const after = readCursor(query.cursor, NameCursor);
    const words = askedWords(query.q ?? '');
    const filter: RecordFilter = {
      words,
      ...(query.active === undefined ? {} : { active: query.active === 'true' }),
      ...(query.address === undefined ? {} : addressFilter(query.address)),
    };
    const found = await store.read(actor.organizationId, async (read) => {
      await findRecordType(read, params.type);
      if (asksForNothing(query.q, words)) return [];
      return read.records.list(actor.userId, params.type, filter, { limit: query.limit + 1, after });
    });
    const { items, nextCursor } = pageOf(found, query.limit, ({ nameKey, id }) => ({ nameKey, id }));
    return { items: items.map(presentRecord), nextCursor };
  });
  route(contracts.getRecord, async ({ actor, params, response }) =>
    send(response, await store.read(actor.organizationId, (read) => getRecord(read, actor, params))),
  );
  route(contracts.listRecordTypes, async ({ actor }) => ({
    items: await store.read(actor.organizationId, listRecordTypes),
  }));
};

const DownloadPlace = z.object({ sequence: z.number().int().min(0), wish: z.string().max(100) });
const DownloadCursor = DownloadPlace.extend({ after: NameCursor.nullable() });

const downloadRoute = (route: RouteMaker, needs: RecordNeeds & { readonly digests: Digests }): void => {
  const download = downloadRecords(needs);
  route(contracts.downloadRecords, async ({ actor, params, query }) => {
    const words = askedWords(query.q ?? '');
    const wish = {
      type: params.type,
      words,
      nothing: asksForNothing(query.q, words),
      active: query.active === undefined ? null : query.active === 'true',
      own: query.owner === 'me',
    };
    const { records, gone, complete, place, next } = await download(actor, wish, {
      since: readCursor(query.since, DownloadPlace),
      cursor: readCursor(query.cursor, DownloadCursor),
      limit: query.limit,
    });
    return {
      items: records.map(presentRecord),
      gone: [...gone],
      complete,
      since: writeCursor(place),
      nextCursor: next === null ? null : writeCursor(next),
    };
  });
};

const upsertRoutes = (route: RouteMaker, needs: RecordNeeds): void => {
  const upsert = upsertRecord(needs);
  route(contracts.upsertByExternalId, async ({ actor, params, body, request, response }) => {
    if (body.externalId !== undefined && body.externalId !== params.key)
      throw new Refusal('invalid_request', 'externalId: leave it out, or write the one of the address.', {
        issues: [{ field: 'externalId', message: 'differs from the one in the address' }],
      });
    const input = { ...body, externalId: params.key };
    const { record, how } = await upsert(actor, params.type, { input, expected: readIfMatch(request) });
    return send(response, record, how === 'created' ? 201 : 200);
  });
  const upsertMany = upsertRecords(needs);
  route(contracts.upsertRecords, async ({ actor, params, body }) => ({
    results: await upsertMany(actor, params.type, body.records.map(batchInput)),
  }));
};

/** Records of every type, and the types. */
export const recordRoutes = (route: RouteMaker, needs: RecordNeeds & { readonly digests: Digests }): void => {
  readingRoutes(route, needs);
  downloadRoute(route, needs);
  upsertRoutes(route, needs);
  const create = createRecord(needs);
  route(contracts.createRecord, async ({ actor, params, body, request, response }) => {
    const idempotency = idempotencyOf(request, needs.digests);
    return send(response, await create(actor, params.type, { input: body, idempotency }), 201);
  });
  const change = changeRecord(needs);
  route(contracts.changeRecord, async ({ actor, params, body, request, response }) =>
    send(response, await change(actor, params, { input: body, expected: readIfMatch(request) })),
  );
  const remove = deleteRecord(needs);
  route(contracts.deleteRecord, async ({ actor, params, request }) => {
    await remove(actor, params, readIfMatch(request));
    return undefined;
  });
  const restore = restoreRecord(needs);
  route(contracts.restoreRecord, async ({ actor, params, response }) => send(response, await restore(actor, params)));
  const declare = declareRecordType(needs);
  route(contracts.declareRecordType, ({ actor, params, body }) => declare(actor, { name: params.type, ...body }));
};
