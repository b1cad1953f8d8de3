import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const contact = { type: 'contact' };

describe('creating', () => {
  test('R1: a record is answered whole, with its version as ETag', async () => {
    const account = await world.ben.call('createRecord', { params: { type: 'account' }, body: { name: 'Northwind' } });
    const answer = await world.ben.ask('createRecord', {
      params: contact,
      body: {
        addresses: ['Anna@Fabrikam.Test', { address: 'a.weber@home.example', primary: true }, 'anna@fabrikam.test'],
        externalId: 'erp-1',
        fields: { firstName: 'Anna', lastName: 'Weber', account: account.id, phone: '+34 91 000 00 00' },
      },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toEqual({
      id: answer.body.id,
      type: 'contact',
      name: 'Anna Weber',
      addresses: [
        { address: 'Anna@fabrikam.test', primary: false },
        { address: 'a.weber@home.example', primary: true },
      ],
      owner: { type: 'user', id: world.ben.id, name: 'Ben Carter' },
      access: 'organization',
      active: true,
      externalId: 'erp-1',
      createdAt: '2026-03-02T09:00:00.000Z',
      updatedAt: '2026-03-02T09:00:00.000Z',
      version: 1,
      fields: {
        firstName: 'Anna',
        lastName: 'Weber',
        phone: '+34 91 000 00 00',
        account: { type: 'account', id: account.id },
      },
    });
    const read = await world.carla.ask('getRecord', { params: { type: 'contact', id: answer.body.id } });
    expect(read.headers.get('etag')).toBe('"1"');
    expect(read.body).toEqual(answer.body);
  });

  test.each([
    [{}, 'name', 'give a name, or firstName and lastName'],
    [{ name: 'A', fields: { shoeSize: 44 } }, 'fields.shoeSize', 'has no field shoeSize; it has firstName, lastName'],
    [{ name: 'A', fields: { phone: 7 } }, 'fields.phone', 'write text'],
    [{ name: 'A', fields: { doNotEmail: 'yes' } }, 'fields.doNotEmail', 'write true or false'],
    [{ name: 'A', fields: { account: { type: 'lead', id: 'x' } } }, 'fields.account', 'of type account'],
    [{ name: 'A', fields: { account: '' } }, 'fields.account', 'or the id'],
    [{ name: 'A', owner: { type: 'team', id: 'x' } }, 'owner', 'the owner is a user'],
    [{ name: 'A', members: ['x'] }, 'members', 'only a team has members'],
    [{ name: 'A', owner: null, access: 'owner' as const }, 'access', 'may create', 'ben'],
    [{ name: 'A', owner: null, access: 'owner' as const }, 'access', 'without an owner', 'ana'],
    [{ name: 'a'.repeat(201) }, 'name', '200'],
    [{ name: 'A', fields: { phone: 'a'.repeat(10_001) } }, 'fields.phone', '10000'],
    [{ name: 'A', addresses: Array.from({ length: 51 }, (_, n) => `a${n}@b.test`) }, 'addresses', '50'],
    [{ name: 'A', externalId: 'e'.repeat(201) }, 'externalId', '200'],
  ])('refuses %j naming the field and the remedy', async (body, field, remedy, who = 'ben') => {
    const caller = who === 'ana' ? world.ana : world.ben;
    const answer = await caller.ask('createRecord', { params: contact, body });
    const problem = answer.body as unknown as { code: string; detail: string; issues?: { field: string }[] };
    expect(problem.detail).toContain(field);
    expect(problem.detail).toContain(remedy);
    if (problem.code !== 'not_permitted') expect(problem.issues![0]!.field).toBe(field);
  });

  test('accepts what stands exactly at each limit', async () => {
    const body = {
      name: 'n'.repeat(200),
      addresses: Array.from({ length: 50 }, (_, n) => `edge${n}@b.test`),
      externalId: 'e'.repeat(200),
      fields: { phone: 'p'.repeat(10_000) },
    };
    const made = await world.ben.call('createRecord', { params: contact, body });
    expect(made.addresses).toHaveLength(50);
  });

  test.each([
    ['anna at fabrikam', 'the @ is missing'],
    ['a@b.test, c@d.test', 'more than one address'],
    ['anna@b.test\r\nBcc: x@y.test', 'line break'],
    ['', 'it is empty'],
  ])('R8: refuses the address %j and says which and why', async (bad, why) => {
    const body = { name: 'A', addresses: ['a@b.test', 'b@b.test', bad] };
    const problem = await world.ben.refused('createRecord', { params: contact, body });
    expect(problem).toMatchObject({ status: 400, code: 'invalid_address', issues: [{ field: 'addresses[2]' }] });
    expect(problem.detail).toContain(why);
  });

  test('an unknown type is named, with the types there are', async () => {
    const problem = await world.ben.refused('createRecord', { params: { type: 'spaceship' }, body: { name: 'A' } });
    expect(problem).toMatchObject({ status: 404, code: 'record_type_not_found' });
    expect(problem.detail).toContain('contact');
  });

  test('an external id is taken once', async () => {
    const body = { name: 'A', externalId: 'taken' };
    await world.ben.call('createRecord', { params: { type: 'account' }, body });
    const problem = await world.ben.refused('createRecord', { params: { type: 'account' }, body });
    expect(problem).toMatchObject({ status: 409, code: 'already_exists' });
    await world.ben.call('createRecord', { params: { type: 'lead' }, body });
  });

  test('users are made elsewhere and teams by administrators', async () => {
    const body = { name: 'A' };
    expect(await world.ana.refused('createRecord', { params: { type: 'user' }, body })).toMatchObject({ status: 403 });
    expect(await world.ben.refused('createRecord', { params: { type: 'team' }, body })).toMatchObject({ status: 403 });
    const team = await world.ana.call('createRecord', {
      params: { type: 'team' },
      body: { name: 'Sales', members: [world.ben.id, world.carla.id] },
    });
    expect(team.members!.map(({ name }) => name)).toEqual(['Ben Carter', 'Carla Weiss']);
  });
});

describe('changing', () => {
  const made = (body: object = {}) =>
    world.ben.call('createRecord', {
      params: contact,
      body: { fields: { firstName: 'Max', lastName: 'Roth' }, ...body },
    });

  test('changes what is named, follows the name, clears with null', async () => {
    const { id } = await made({ addresses: ['max@b.test'] });
    const changed = await world.carla.call('changeRecord', {
      params: { type: 'contact', id },
      body: { fields: { lastName: 'Rothe', firstName: null } },
    });
    expect(changed).toMatchObject({ name: 'Rothe', version: 2, fields: { lastName: 'Rothe' } });
    expect(changed.addresses).toEqual([{ address: 'max@b.test', primary: true }]);
    expect(changed.fields).not.toHaveProperty('firstName');
    const renamed = await world.carla.call('changeRecord', {
      params: { type: 'contact', id },
      body: { name: 'Mäxchen' },
    });
    const again = await world.carla.call('changeRecord', {
      params: { type: 'contact', id },
      body: { fields: { firstName: 'Max' } },
    });
    expect([renamed.name, again.name]).toEqual(['Mäxchen', 'Mäxchen']);
  });

  test('If-Match: one version wins, the other is told; * and no header always match', async () => {
    const { id } = await made();
    const params = { type: 'contact', id };
    const change = (phone: string, tag?: string) =>
      world.ben.ask('changeRecord', {
        params,
        body: { fields: { phone } },
        ...(tag === undefined ? {} : { headers: { 'if-match': tag } }),
      });
    expect((await change('1', '"1"')).headers.get('etag')).toBe('"2"');
    const late = await change('2', '"1"');
    expect(late).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    expect((await change('3', '"1", "2"')).status).toBe(200);
    expect((await change('4', '*')).status).toBe(200);
    expect((await change('5')).body.version).toBe(5);
    expect((await change('6', 'nonsense')).status).toBe(412);
    expect((await world.ben.ask('deleteRecord', { params, headers: { 'if-match': '"4"' } })).status).toBe(412);
  });

  test('many changes at once leave none out', async () => {
    const { id } = await made();
    const params = { type: 'contact', id };
    const fields = ['phone', 'jobTitle', 'firstName', 'lastName'];
    await Promise.all(
      fields.map((field) => world.ben.call('changeRecord', { params, body: { fields: { [field]: `new ${field}` } } })),
    );
    const { fields: after } = await world.ben.call('getRecord', { params });
    expect(after).toMatchObject(Object.fromEntries(fields.map((field) => [field, `new ${field}`])));
  });

  test('what changes nothing makes no version', async () => {
    const { id } = await made();
    const params = { type: 'contact', id };
    const same = await world.ben.call('changeRecord', { params, body: { fields: { lastName: 'Roth' }, active: true } });
    expect(same.version).toBe(1);
  });

  test('only owner and administrator say who reads it (R9)', async () => {
    const { id } = await made();
    const params = { type: 'contact', id };
    const problem = await world.carla.refused('changeRecord', { params, body: { access: 'owner' } });
    expect(problem).toMatchObject({ status: 403, code: 'not_permitted' });
    await world.ben.call('changeRecord', { params, body: { access: 'owner' } });
    expect(await world.carla.refused('getRecord', { params })).toMatchObject({ status: 404, code: 'record_not_found' });
    expect(await world.carla.refused('changeRecord', { params, body: { name: 'X' } })).toMatchObject({ status: 404 });
    expect(await world.carla.refused('deleteRecord', { params })).toMatchObject({ status: 404 });
    const lead = { params: { type: 'case' }, body: { name: 'C', fields: { contact: id } } };
    expect(await world.carla.refused('createRecord', lead)).toMatchObject({
      status: 404,
      issues: [{ field: 'fields.contact' }],
    });
    expect((await world.ben.call('getRecord', { params })).name).toBe('Max Roth');
  });
});

describe('deleting', () => {
  test('O10: a deleted record is gone, its activities stay, and 30 days bring it back', async () => {
    await using own = await createWorld();
    const { id } = await own.ben.call('createRecord', {
      params: contact,
      body: { name: 'Eva', addresses: ['eva@x.test'] },
    });
    const params = { type: 'contact', id };
    const { activity } = await own.ben.track(
      'From: eva@x.test\nTo: ben@contoso.test\nSubject: Hello\nDate: Mon, 02 Mar 2026 08:00:00 +0000\nMessage-ID: <1@x.test>\n\nHi\n',
    );
    await own.ben.call('deleteRecord', { params });
    expect(await own.ben.refused('getRecord', { params })).toMatchObject({ status: 404 });
    const { activities } = {
      activities: await own.store.read(own.contoso.id, (read) => read.activities.find(own.ben.id, activity!.id)),
    };
    expect(activities!.parties[0]!.resolution.kind).toBe('unresolved');
    own.clock.advance(30 * 86_400_000);
    const back = await own.ben.call('restoreRecord', { params });
    expect(back.addresses).toEqual([{ address: 'eva@x.test', primary: true }]);
    const card = await own.ben.call('getRecordCard', { params });
    expect(card.lastActivities.map(({ subject }) => subject)).toEqual(['Hello']);
    await own.ben.call('deleteRecord', { params });
    own.clock.advance(30 * 86_400_000 + 1);
    expect(await own.ben.refused('restoreRecord', { params })).toMatchObject({ status: 410, code: 'restore_expired' });
  });
});

describe('R9: another organization', () => {
  test('its records are 404 whatever is asked, and stay as they were', async () => {
    const ours = await world.ben.call('createRecord', {
      params: contact,
      body: { name: 'Twin', externalId: 'twin', addresses: ['twin@x.test'] },
    });
    const theirs = await world.pete.call('createRecord', {
      params: contact,
      body: { name: 'Twin', externalId: 'twin', addresses: ['twin@x.test'] },
    });
    const params = { type: 'contact', id: ours.id };
    for (const refusal of [
      await world.olga.refused('getRecord', { params }),
      await world.olga.refused('changeRecord', { params, body: { name: 'Stolen' } }),
      await world.olga.refused('deleteRecord', { params }),
      await world.olga.refused('restoreRecord', { params }),
      await world.olga.refused('getRecordCard', { params }),
      await world.olga.refused('pinRecord', { params }),
      await world.olga.refused('createRecord', {
        params: { type: 'case' },
        body: { name: 'C', fields: { contact: ours.id } },
      }),
    ])
      expect(refusal).toMatchObject({ status: 404, code: 'record_not_found' });
    const put = await world.olga.call('upsertByExternalId', {
      params: { type: 'contact', key: 'twin' },
      body: { name: 'Mine' },
    });
    expect(put.id).toBe(theirs.id);
    expect(await world.ben.call('getRecord', { params })).toEqual(ours);
    const { items } = await world.pete.call('searchRecords', { query: { q: 'twin' } });
    expect(items.map(({ id }) => id)).toEqual([theirs.id]);
  });
});
