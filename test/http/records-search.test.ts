import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const contact = { type: 'contact' };

describe('lists and search', () => {
  test('205 records come in pages, each once, in the order of names', async () => {
    await using own = await createWorld();
    const records = Array.from({ length: 205 }, (_, n) => ({ externalId: String(n), name: `Page ${n % 7} Übergang` }));
    await own.ben.call('upsertRecords', { params: { type: 'account' }, body: { records } });
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
      const page = await own.carla.call('listRecords', { params: { type: 'account' }, query });
      seen.push(...page.items.map(({ id }) => id));
      sizes.push(page.items.length);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(sizes).toEqual([100, 100, 5]);
    expect(new Set(seen).size).toBe(205);
    const broken = await own.ben.refused('listRecords', {
      params: { type: 'account' },
      query: { cursor: 'bm9uc2Vuc2U' },
    });
    expect(broken).toMatchObject({ status: 400, code: 'invalid_cursor' });
    const tooMany = await own.ben.refused('listRecords', { params: { type: 'account' }, query: { limit: 201 } });
    expect(tooMany).toMatchObject({ status: 400, issues: [{ field: 'limit' }] });
  });

  test('words of name and address are found by their starts, without accents', async () => {
    await using own = await createWorld();
    const make = (type: string, body: object) => own.ben.call('createRecord', { params: { type }, body });
    const account = await make('account', { name: 'Müller & Söhne', addresses: ['buero@mueller.example'] });
    await make('contact', {
      name: 'Jörg Müller',
      addresses: ['joerg@mueller.example'],
      fields: { account: account.id },
    });
    await make('lead', { name: 'Mulligan', fields: { company: 'Green' } });
    const names = async (q: string, types?: string) =>
      (await own.ben.call('searchRecords', { query: { q, ...(types === undefined ? {} : { types }) } })).items.map(
        ({ name }) => name,
      );
    expect(await names('mull')).toEqual(['Müller & Söhne', 'Mulligan', 'Jörg Müller']);
    expect(await names('müll jo')).toEqual(['Jörg Müller']);
    expect(await names('joerg@mueller.example')).toEqual(['Jörg Müller']);
    expect(await names('mull', 'lead,case')).toEqual(['Mulligan']);
    expect(await names('%')).toEqual([]);
    expect(await names('')).toEqual([]);
    const { items } = await own.ben.call('searchRecords', { query: { q: 'jorg' } });
    expect(items[0]!.detail).toBe('Müller & Söhne · joerg@mueller.example');
    const list = await own.ben.call('listRecords', { params: contact, query: { address: 'JOERG@mueller.example' } });
    expect(list.items.map(({ name }) => name)).toEqual(['Jörg Müller']);
    const none = await own.ben.call('listRecords', { params: contact, query: { q: '***' } });
    expect(none.items).toEqual([]);
  });
});

describe('record types', () => {
  test('R1: a declared type has its fields, and its e-mail fields are addresses', async () => {
    await using own = await createWorld();
    const fields = [
      { name: 'site', label: 'Site', kind: 'text' as const },
      { name: 'siteMail', label: 'Mail of the site', kind: 'email' as const },
      { name: 'client', label: 'Client', kind: 'reference' as const, to: ['account', 'contact'] },
      { name: 'starts', label: 'Starts', kind: 'date' as const },
      { name: 'budget', label: 'Budget', kind: 'number' as const },
    ];
    const body = { label: 'Project', pluralLabel: 'Projects', fields };
    expect(await own.ben.refused('declareRecordType', { params: { type: 'project' }, body })).toMatchObject({
      status: 403,
    });
    const declared = await own.ana.call('declareRecordType', { params: { type: 'project' }, body });
    expect(declared).toMatchObject({ name: 'project', builtIn: false, emailEnabled: true });
    const make = (fields: Record<string, unknown>, addresses?: string[]) =>
      own.ben.ask('createRecord', {
        params: { type: 'project' },
        body: { name: 'Bridge', fields: fields as never, ...(addresses === undefined ? {} : { addresses }) },
      });
    const { body: project } = await make({ siteMail: 'Site <site@bridge.example>', starts: '2026-02-28', budget: 5 }, [
      'bridge@contoso.test',
    ]);
    expect(project.addresses.map(({ address }) => address)).toEqual(['bridge@contoso.test', 'site@bridge.example']);
    const changed = await own.ben.call('changeRecord', {
      params: { type: 'project', id: project.id },
      body: { fields: { siteMail: 'new@bridge.example' } },
    });
    expect(changed.addresses.map(({ address }) => address)).toEqual(['bridge@contoso.test', 'new@bridge.example']);
    const { matches } = await own.ben.call('matchAddresses', {
      body: { addresses: ['new@bridge.example', 'site@bridge.example'] },
    });
    expect(matches.map(({ resolution }) => resolution.kind)).toEqual(['resolved', 'unresolved']);
    for (const wrong of [{ starts: '2026-02-30' }, { budget: '5' }, { siteMail: 'x' }, { client: 'an-id' }])
      expect(await make(wrong)).toMatchObject({
        status: 400,
        body: { issues: [{ field: `fields.${Object.keys(wrong)[0]!}` }] },
      });
    const { items } = await own.ben.call('listRecordTypes');
    expect(items.map(({ name }) => name)).toEqual([
      'user',
      'account',
      'contact',
      'lead',
      'opportunity',
      'case',
      'queue',
      'team',
      'campaign',
      'project',
    ]);
    expect(await own.pete.refused('listRecords', { params: { type: 'project' } })).toMatchObject({ status: 404 });
  });

  test('a type takes 100 fields, a team 500 users, and no more', async () => {
    await using own = await createWorld();
    const fields = Array.from({ length: 101 }, (_, n) => ({ name: `f${n}`, label: `F${n}`, kind: 'text' as const }));
    const params = { type: 'wide' };
    const body = { label: 'Wide', pluralLabel: 'Wides' };
    expect(await own.ana.refused('declareRecordType', { params, body: { ...body, fields } })).toMatchObject({
      status: 400,
      issues: [{ field: 'fields' }],
    });
    await own.ana.call('declareRecordType', { params, body: { ...body, fields: fields.slice(1) } });
    const members = Array.from({ length: 501 }, () => own.ben.id);
    const team = { type: 'team' };
    expect(await own.ana.refused('createRecord', { params: team, body: { name: 'Big', members } })).toMatchObject({
      status: 400,
      issues: [{ field: 'members' }],
    });
    const made = await own.ana.call('createRecord', { params: team, body: { name: 'Big', members: members.slice(1) } });
    expect(made.members).toHaveLength(1);
    expect(
      await own.ana.refused('createRecord', {
        params: team,
        body: { name: 'Odd', members: [own.ben.id, own.pete.id] },
      }),
    ).toMatchObject({ status: 404, issues: [{ field: 'members[1]' }] });
  });

  test('refuses to change a built-in type, a kind, or to point nowhere', async () => {
    const declare = (type: string, fields: object[]) =>
      world.ana.refused('declareRecordType', {
        params: { type },
        body: { label: 'T', pluralLabel: 'Ts', fields: fields as never },
      });
    expect(await declare('contact', [])).toMatchObject({ status: 409, code: 'conflict' });
    expect(await declare('tender', [{ name: 'a', label: 'A', kind: 'reference', to: ['moon'] }])).toMatchObject({
      issues: [{ field: 'fields[0].to' }],
    });
    const text = { name: 'a', label: 'A', kind: 'text' as const };
    expect(await declare('tender', [text, text])).toMatchObject({ issues: [{ field: 'fields[1].name' }] });
    await world.ana.call('declareRecordType', {
      params: { type: 'tender' },
      body: { label: 'T', pluralLabel: 'Ts', fields: [text] },
    });
    expect(await declare('tender', [{ ...text, kind: 'number' }])).toMatchObject({ status: 409 });
  });
});
