import { inputOf, type Seen, seenOf } from '#shared/offline/record-values.ts';
import { nextStep, type Step } from '#shared/offline/next-step.ts';
import { ApiError } from '../../api/api-error.ts';
import type { Call } from '../../api/transport.ts';
import type { WaitingRecord } from './database.ts';
import type { RecordShelf } from './shelf.ts';

export interface SendNeeds {
  readonly call: Call;
  readonly organizationId: string;
  readonly shelf: RecordShelf;
  readonly now: () => number;
}

/** A server that takes longer than this to answer is taken for one that cannot be reached. */
const patienceMs = 60_000;

/** Others write the same record again and again: it waits for the next time. */
const mostTurns = 5;

export const optionsFor = (organizationId: string, headers: Readonly<Record<string, string>> = {}) => ({
  headers: { 'x-organization': organizationId, ...headers },
  signal: AbortSignal.timeout(patienceMs),
});

const isCode = (error: unknown, code: string): boolean => error instanceof ApiError && error.code === code;

/** What the server understood and will not take, however often it is asked. */
const isRefused = (error: unknown): error is ApiError =>
  error instanceof ApiError &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 408, 429].includes(error.status) &&
  error.code !== 'organization_not_found';

const read = async ({ call, organizationId }: SendNeeds, { type, id }: WaitingRecord): Promise<Seen | null> => {
  try {
    return seenOf(await call('getRecord', { params: { type, id }, ...optionsFor(organizationId) }));
  } catch (error) {
    if (isCode(error, 'record_not_found')) return null;
    throw error;
  }
};

type Went = 'done' | 'again';

/** It is noted before it leaves: if the answer is lost, the same goes again under the same key. */
const create = async (needs: SendNeeds, row: WaitingRecord, values: Extract<Step, { kind: 'create' }>['values']) => {
  const handedOver = row.change.handedOver ?? { values, at: needs.now() };
  const handed = { ...row, change: { ...row.change, handedOver } };
  // Edited in this moment: it goes as it is now, the next time.
  if (!(await needs.shelf.settle(row, handed.change))) return;
  const record = await needs.call('createRecord', {
    params: { type: row.type },
    body: inputOf(values),
    ...optionsFor(needs.organizationId, { 'idempotency-key': row.key }),
  });
  await needs.shelf.sent(handed, { id: record.id, seen: seenOf(record) });
};

const take = async (needs: SendNeeds, row: WaitingRecord, step: Step, theirs: Seen | null): Promise<Went> => {
  const { call, shelf, organizationId } = needs;
  const { type, id, change } = row;
  const onlyIf = (version: number) => optionsFor(organizationId, { 'if-match': `"${version}"` });
  switch (step.kind) {
    case 'create':
      await create(needs, row, step.values);
      return 'done';
    case 'restore':
      await call('restoreRecord', { params: { type, id }, ...optionsFor(organizationId) });
      return 'again';
    case 'write': {
      const body = inputOf(step.values);
      const record = await call('changeRecord', { params: { type, id }, body, ...onlyIf(step.version) });
      await shelf.sent(row, { id, seen: seenOf(record) });
      return 'done';
    }
    case 'delete':
      await call('deleteRecord', { params: { type, id }, ...onlyIf(step.version) });
      await shelf.sent(row, null);
      return 'done';
    case 'settled':
      await shelf.sent(row, theirs === null ? null : { id, seen: theirs });
      return 'done';
    case 'ask':
      await shelf.settle(row, { ...change, state: { kind: 'conflict', conflict: step.conflict } });
      return 'done';
  }
};

const turn = async (needs: SendNeeds, row: WaitingRecord): Promise<Went> => {
  const theirs = row.change.base === null ? null : await read(needs, row);
  try {
    return await take(needs, row, nextStep(row.change, theirs, needs.now()), theirs);
  } catch (error) {
    // Written or deleted by somebody else between reading and writing.
    const isGone = isCode(error, 'record_not_found') && theirs !== null;
    if (isGone || isCode(error, 'precondition_failed')) return 'again';
    throw error;
  }
};

/** Sends one change that waits. Rejects when the server cannot be reached; what it refuses stays, with its reason. */
export const sendWaiting = async (needs: SendNeeds, row: WaitingRecord): Promise<void> => {
  try {
    for (let count = 0; count < mostTurns; count += 1) if ((await turn(needs, row)) === 'done') return;
  } catch (error) {
    if (!isRefused(error)) throw error;
    const details = error.issues.map(({ field, message }) => `${field}: ${message}`);
    // Of a new record that was refused nothing is there: it may be mended and goes under the same key no more.
    const change = { ...row.change, handedOver: null, state: { kind: 'refused', code: error.code, details } } as const;
    await needs.shelf.settle(row, change);
  }
};
