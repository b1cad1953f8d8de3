import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

describe('by external id', () => {
  test('creates, changes, leaves alone, brings back', async () => {
    const params = { type: 'account', key: 'crm/7 ü' };
    const put = (body: object) => world.ben.ask('upsertByExternalId', { params, body });
    const first = await put({ name: 'Alpine Air' });
    expect(first.status).toBe(201);
    expect(first.body.externalId).toBe('crm/7 ü');
    const second = await put({ fields: { phone: '1' } });
    expect(second).toMatchObject({ status: 200, body: { id: first.body.id, name: 'Alpine Air', version: 2 } });
    expect((await put({ fields: { phone: '1' } })).body.version).toBe(2);
    await world.ben.call('deleteRecord', { params: { type: 'account', id: first.body.id } });
    expect(await put({ name: 'Alpine Air Ltd' })).toMatchObject({ status: 200, body: { id: first.body.id } });
    expect(await world.ben.refused('upsertByExternalId', { params, body: { externalId: 'other' } })).toMatchObject({
      status: 400,
      issues: [{ field: 'externalId' }],
    });
  });

  test('of two at once one creates and the other changes', async () => {
    const params = { type: 'account', key: 'race' };
    const answers = await Promise.all(
      ['1', '2'].map((phone) =>
        world.ben.ask('upsertByExternalId', { params, body: { name: 'Race', fields: { phone } } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
  });

  test('a batch: each item stands or falls alone, results in order', async () => {
    const records = [
      { externalId: 'b-1', name: 'One' },
      { externalId: 'b-2', name: 'Two', fields: { nonsense: 1 } },
      { externalId: 'b-3', name: 'x'.repeat(201) },
      { externalId: 'b-1', name: 'One and only' },
      { externalId: 'b-1', name: 'One and only' },
      { name: 'No id', addresses: ['broken'] },
      { name: 'No id' },
    ];
    const { results } = await world.ben.call('upsertRecords', { params: { type: 'account' }, body: { records } });
    expect(results.map(({ status }) => status)).toEqual([
      'created',
      'refused',
      'refused',
      'changed',
      'unchanged',
      'refused',
      'created',
    ]);
    expect(results[1]).toMatchObject({ externalId: 'b-2', problem: { code: 'invalid_request' } });
    expect(results[2]!.problem!.detail).toContain('name: ');
    expect(results[5]!.problem).toMatchObject({ code: 'invalid_address' });
  });

  test('a batch takes 1,000 records and refuses 1,001', async () => {
    const records = Array.from({ length: 1_001 }, (_, n) => ({ externalId: `m-${n}`, name: `Mass ${n}` }));
    const params = { type: 'campaign' };
    const problem = await world.ben.refused('upsertRecords', { params, body: { records } });
    expect(problem).toMatchObject({ status: 400, issues: [{ field: 'records' }] });
    const { results } = await world.ben.call('upsertRecords', { params, body: { records: records.slice(1) } });
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['created']));
    expect(results).toHaveLength(1_000);
  });
});
