import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { card, synchronized, type Synchronized } from '../support/synchronized.ts';

const contact = (name: string, address: string, fields: Record<string, string> = {}) => ({
  params: { type: 'contact' },
  body: { name, addresses: [address], fields },
});

const everybody = [{ join: 'and' as const, rows: [] }];

/** Anna, linked, with another job title on each side. */
const inConflict = async (sync: Synchronized, conflicts: 'ask' | 'crm' | 'mailbox') => {
  const { ben } = sync.world;
  await ben.call('changeMySynchronization', { body: { conflicts } });
  const { id } = await ben.call('createRecord', contact('Anna Muster', 'anna@muster.example', { jobTitle: 'One' }));
  await sync.cycle();
  const [path = ''] = await sync.server.person.list(sync.book);
  const written = (await sync.server.person.get(path)) ?? '';
  await sync.server.person.put(path, written.replace('TITLE:One', 'TITLE:Theirs'));
  await ben.call('changeRecord', { params: { type: 'contact', id }, body: { fields: { jobTitle: 'Ours' } } });
  await sync.cycle();
  const titles = async () => ({
    crm: (await ben.call('getRecord', { params: { type: 'contact', id } })).fields['jobTitle'],
    mailbox: /TITLE:(.*)/.exec((await sync.server.person.get(path)) ?? '')?.[1]?.trim(),
  });
  return { id, titles };
};

const linkMany = async (sync: Synchronized, count: number) => {
  const ids = [];
  for (let n = 0; n < count; n += 1)
    ids.push((await sync.world.ben.call('createRecord', contact(`Person ${n}`, `p${n}@muster.example`))).id);
  await sync.cycle();
  return ids;
};

const accountOf = async ({ world }: Synchronized) => {
  const { account } = await world.ben.call('getMySynchronization');
  if (account === null) throw new Error('no account is connected');
  return account;
};

/** What people are asked, and what they ask: conflicts, guards, the undo log, filters (Y3, Y5, Y8, Y9). */
export const askedContract = (store: () => Promise<AppOptions['store']>): void => {
  const open = async () => synchronized({ store: await store() });

  test('Y5: with “ask” both values are put to the person, nothing is written before, and the answer stands on both sides', async () => {
    await using sync = await open();
    const { ben, carla } = sync.world;
    const { id, titles } = await inConflict(sync, 'ask');
    expect(await titles()).toEqual({ crm: 'Ours', mailbox: 'Theirs' });
    const { items } = await ben.call('listMySynchronizationConflicts');
    expect(items).toMatchObject([
      { kind: 'contact', recordId: id, recordName: 'Anna Muster', field: 'jobTitle', crm: 'Ours', mailbox: 'Theirs' },
    ]);
    const params = { linkId: items[0]?.linkId ?? '', field: 'jobTitle' };
    const body = { kind: 'contact' as const, side: 'mailbox' as const };
    expect((await carla.refused('answerMySynchronizationConflict', { params, body })).code).toBe('mailbox_not_found');
    await ben.call('answerMySynchronizationConflict', { params, body });
    expect((await ben.call('listMySynchronizationConflicts')).items).toMatchObject([{ answer: 'mailbox' }]);
    await sync.cycle();
    expect(await titles()).toEqual({ crm: 'Theirs', mailbox: 'Theirs' });
    expect((await ben.call('listMySynchronizationConflicts')).items).toEqual([]);
    expect((await ben.call('listMySynchronizationHistory')).lost).toMatchObject([
      { field: 'jobTitle', side: 'crm', value: 'Ours', recordId: id, recordName: 'Anna Muster', canBeTakenBack: true },
    ]);
    expect((await ben.refused('answerMySynchronizationConflict', { params, body })).code).toBe('not_found');
  });

  test('Y5: an answer is for one conflict: the next one of the same field asks again', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    const { id } = await inConflict(sync, 'ask');
    const [first] = (await ben.call('listMySynchronizationConflicts')).items;
    const params = { linkId: first?.linkId ?? '', field: 'jobTitle' };
    await ben.call('answerMySynchronizationConflict', { params, body: { kind: 'contact', side: 'crm' } });
    await sync.cycle();
    const [path = ''] = await sync.server.person.list(sync.book);
    const written = (await sync.server.person.get(path)) ?? '';
    await sync.server.person.put(path, written.replace('TITLE:Ours', 'TITLE:Theirs again'));
    await ben.call('changeRecord', { params: { type: 'contact', id }, body: { fields: { jobTitle: 'Ours again' } } });
    await sync.cycle();
    expect((await ben.call('listMySynchronizationConflicts')).items).toMatchObject([
      { crm: 'Ours again', mailbox: 'Theirs again', answer: null },
    ]);
  });

  test('Y5: a value that gave way is taken back, reaches the mailbox, and what it replaced can be taken back in turn', async () => {
    await using sync = await open();
    const { ben, carla } = sync.world;
    const { titles } = await inConflict(sync, 'crm');
    expect(await titles()).toEqual({ crm: 'Ours', mailbox: 'Ours' });
    const [lost] = (await ben.call('listMySynchronizationHistory')).lost;
    if (lost === undefined) throw new Error('nothing gave way');
    expect(lost).toMatchObject({ value: 'Theirs', side: 'mailbox', canBeTakenBack: true });
    const { kind, recordId, field, side, at } = lost;
    const body = { kind, recordId, field, side, at };
    expect((await carla.refused('takeBackMySynchronizedValue', { body })).code).toBe('mailbox_not_found');
    await ben.call('takeBackMySynchronizedValue', { body });
    await sync.cycle();
    expect(await titles()).toEqual({ crm: 'Theirs', mailbox: 'Theirs' });
    expect((await ben.call('listMySynchronizationHistory')).lost).toMatchObject([{ value: 'Ours', side: 'crm' }]);
    expect((await ben.refused('takeBackMySynchronizedValue', { body })).code).toBe('not_found');
  });

  test('Y8: many removals are told by name and wait; refused, nothing is removed, and the pairs are unlinked', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    const ids = await linkMany(sync, 8);
    for (const id of ids.slice(0, 6)) await ben.call('deleteRecord', { params: { type: 'contact', id } });
    await sync.cycle();
    const asking = await accountOf(sync);
    expect(asking.questions).toMatchObject([{ reason: 'manyRemovals', removals: 6, links: 8, side: null }]);
    expect(asking.questions[0]?.items.map(({ side, name }) => `${side} ${name}`).sort()).toEqual(
      [0, 1, 2, 3, 4, 5].map((n) => `mailbox Person ${n}`),
    );
    await ben.call('confirmMySynchronization', { body: { kind: 'contact', agrees: false } });
    await sync.cycle();
    expect(await accountOf(sync)).toMatchObject({
      questions: [],
      linked: [{ count: 2 }],
      health: { state: 'working' },
    });
    await sync.cycle();
    expect(await sync.server.person.list(sync.book)).toHaveLength(8);
    expect(await sync.contacts()).toEqual(['Person 6', 'Person 7']);
  });

  test('Y8: an agreement covers what was shown: when more would be removed by then, it is asked again', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    const ids = await linkMany(sync, 9);
    for (const id of ids.slice(0, 6)) await ben.call('deleteRecord', { params: { type: 'contact', id } });
    await sync.cycle();
    await ben.call('deleteRecord', { params: { type: 'contact', id: ids[6] ?? '' } });
    await ben.call('confirmMySynchronization', { body: { kind: 'contact' } });
    await sync.cycle();
    expect((await accountOf(sync)).questions).toMatchObject([{ removals: 7 }]);
    expect(await sync.server.person.list(sync.book)).toHaveLength(9);
    await ben.call('confirmMySynchronization', { body: { kind: 'contact' } });
    await sync.cycle();
    expect(await sync.server.person.list(sync.book)).toHaveLength(2);
  });

  test('Y8: refused where the filters left many behind, they stay in the book and come back with the filter', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    await ben.call('changeMySynchronization', { body: { onLeaving: 'remove' } });
    const [first = ''] = await linkMany(sync, 7);
    await ben.call('changeMySynchronization', { body: { filters: [{ join: 'or', rows: [] }] } });
    await sync.cycle();
    await ben.call('confirmMySynchronization', { body: { kind: 'contact', agrees: false } });
    await sync.cycle();
    expect(await sync.server.person.list(sync.book)).toHaveLength(7);
    await ben.call('changeMySynchronization', { body: { filters: everybody } });
    await ben.call('changeRecord', { params: { type: 'contact', id: first }, body: { fields: { jobTitle: 'Back' } } });
    await sync.cycle();
    expect(await accountOf(sync)).toMatchObject({ questions: [], linked: [{ count: 7 }] });
    const cards = await Promise.all(
      (await sync.server.person.list(sync.book)).map((path) => sync.server.person.get(path)),
    );
    expect(cards.filter((text) => /TITLE:Back/.test(text ?? ''))).toHaveLength(1);
  });

  test('Y8: a book that looks empty is filled again where the person refuses to unlink', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    await linkMany(sync, 3);
    for (const path of await sync.server.person.list(sync.book)) await sync.server.person.remove(path);
    await ben.call('changeMySynchronization', { body: { filters: everybody } });
    await sync.cycle();
    expect((await accountOf(sync)).questions).toMatchObject([{ reason: 'sideEmpty', side: 'mailbox', items: [] }]);
    await ben.call('confirmMySynchronization', { body: { kind: 'contact', agrees: false } });
    await sync.cycle();
    expect(await sync.server.person.list(sync.book)).toHaveLength(3);
    expect(await accountOf(sync)).toMatchObject({ questions: [], linked: [{ count: 3 }] });
  });

  test('Y3: rows and groups, filters that add up, and those of the organization reach the book as the preview says', async () => {
    await using sync = await open();
    const { ana, ben } = sync.world;
    const make = async (name: string, city: string, jobTitle: string) =>
      ben.call('createRecord', contact(name, `${name.toLowerCase()}@muster.example`, { city, jobTitle }));
    await make('Anna', 'Madrid', 'Buyer');
    await make('Bo', 'Madrid', 'Seller');
    await make('Cleo', 'Porto', 'Buyer');
    await make('Dora', 'Lyon', 'Seller');
    await make('Emil', 'Oslo', 'Seller');
    const iberians = {
      join: 'and' as const,
      rows: [
        { field: 'jobTitle', compares: 'is' as const, with: 'buyer' },
        {
          join: 'or' as const,
          rows: [
            { field: 'city', compares: 'is' as const, with: 'Madrid' },
            { field: 'city', compares: 'startsWith' as const, with: 'Por' },
          ],
        },
      ],
    };
    const lyon = {
      kind: 'contact' as const,
      join: 'and' as const,
      rows: [{ field: 'city', compares: 'contains' as const, with: 'yo' }],
    };
    const oslo = { join: 'and' as const, rows: [{ field: 'city', compares: 'is' as const, with: 'Oslo' }] };
    const filters = [iberians, lyon, { ...oslo, kind: 'task' as const }];
    const preview = (tried: typeof filters) =>
      ben.call('previewMySynchronization', { body: { kind: 'contact', filters: tried } });
    const none = { taken: 0, of: 5, byOrganization: 0, examples: [] };
    expect(await preview([])).toEqual(none);
    expect(await preview(filters)).toEqual({ ...none, taken: 3, examples: ['Anna', 'Cleo', 'Dora'] });
    await ana.call('changeSettings', { body: { syncFilters: [oslo] } });
    expect(await preview(filters)).toEqual({
      ...none,
      taken: 4,
      byOrganization: 1,
      examples: ['Anna', 'Cleo', 'Dora', 'Emil'],
    });
    expect((await ben.refused('changeSettings', { body: { syncFilters: [] } })).code).toBe('not_permitted');
    await ben.call('changeMySynchronization', { body: { filters } });
    await sync.cycle();
    const names = async () =>
      (await Promise.all((await sync.server.person.list(sync.book)).map((path) => sync.server.person.get(path))))
        .map((text) => /FN:(.*)/.exec(text ?? '')?.[1]?.trim())
        .sort();
    expect(await names()).toEqual(['Anna', 'Cleo', 'Dora', 'Emil']);
    await ana.call('changeSettings', {
      body: { syncFilters: [oslo, { ...oslo, rows: [{ field: 'fullName', compares: 'is', with: 'Bo' }] }] },
    });
    await sync.cycle();
    expect(await names()).toEqual(['Anna', 'Bo', 'Cleo', 'Dora', 'Emil']);
  });

  test('Y9, Y10: the account says when the next cycle is due; what a record’s rules refuse is listed by name and kept 30 days', async () => {
    await using sync = await open();
    const { ben, clock } = sync.world;
    const due = await accountOf(sync);
    await sync.cycle();
    const after = await accountOf(sync);
    expect(after.running).toBe(false);
    expect(Date.parse(after.nextCycleAt ?? '') - Date.parse(after.health.lastCycleAt ?? '')).toBe(15 * 60_000);
    expect(Date.parse(due.nextCycleAt ?? '')).toBeLessThanOrEqual(Date.parse(after.health.lastCycleAt ?? ''));
    await sync.server.person.put(
      `${sync.book}odd.vcf`,
      card('odd', 'Odd One', ['CATEGORIES:CRM', `TITLE:${'x'.repeat(10_001)}`]),
    );
    await sync.cycle();
    const { failures } = await ben.call('listMySynchronizationHistory');
    expect(failures).toMatchObject([{ kind: 'contact', recordId: null, recordName: null, tries: 1 }]);
    expect(failures[0]?.words).toMatch(/jobTitle/);
    await sync.server.person.remove(`${sync.book}odd.vcf`);
    clock.advance(31 * 86_400_000);
    await sync.cycle();
    expect((await ben.call('listMySynchronizationHistory')).failures).toEqual([]);
    await ben.call('enableMySynchronization', { body: { enabled: false } });
    expect(await accountOf(sync)).toMatchObject({ enabled: false, nextCycleAt: null });
  });
};
