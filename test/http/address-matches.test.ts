import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

let count = 0;
const mailFrom = (from: string, to = 'ben@contoso.test') => {
  count += 1;
  return `From: ${from}\nTo: ${to}\nSubject: Mail ${count}\nDate: Mon, 02 Mar 2026 08:00:00 +0000\nMessage-ID: <m${count}@mail.test>\n\nText\n`;
};

const make = (type: string, name: string, addresses: string[], more: object = {}) =>
  world.ben.call('createRecord', { params: { type }, body: { name, addresses, ...more } });

const matchOf = async (address: string, caller = world.ben) => {
  const { matches } = await caller.call('matchAddresses', { body: { addresses: [address] } });
  return matches[0]!;
};

describe('POST /address-matches', () => {
  test('R2: gives every candidate with its cause, the likeliest first', async () => {
    const contact = await make('contact', 'Rita', ['rita@rank.test']);
    await make('lead', 'Rita Lead', ['rita@rank.test']);
    const { resolution } = await matchOf('"Rita" <RITA@rank.test>');
    expect(resolution).toMatchObject({
      kind: 'resolved',
      record: { id: contact.id },
      candidates: [
        { record: { name: 'Rita' }, cause: 'address' },
        { record: { name: 'Rita Lead' }, cause: 'address' },
      ],
    });
  });

  test('gives the answer that tracking gives, and what is no address is unresolved', async () => {
    await make('contact', 'Uma', ['uma@same.test']);
    await make('contact', 'Uma II', ['uma@same.test']);
    const addresses = [
      'uma@same.test',
      'ben.alias@contoso.test',
      'nobody@same.test',
      'no address',
      'a@b.test\r\nx',
      '',
    ];
    const { matches } = await world.ben.call('matchAddresses', { body: { addresses } });
    expect(matches.map(({ address }) => address)).toEqual(addresses);
    expect(matches.map(({ resolution }) => resolution.kind)).toEqual([
      'ambiguous',
      'resolved',
      'unresolved',
      'unresolved',
      'unresolved',
      'unresolved',
    ]);
    for (const index of [0, 1, 2]) {
      const { activity } = await world.ben.track(mailFrom(addresses[index]!));
      const stored = activity!.parties[0]!.resolution;
      expect({ ...stored, candidates: undefined }).toEqual({ ...matches[index]!.resolution, candidates: undefined });
    }
  });

  test('takes 500 addresses and refuses 501, naming the field', async () => {
    const addresses = Array.from({ length: 501 }, (_, n) => `many${n}@limit.test`);
    const { matches } = await world.ben.call('matchAddresses', { body: { addresses: addresses.slice(1) } });
    expect(matches).toHaveLength(500);
    const problem = await world.ben.refused('matchAddresses', { body: { addresses } });
    expect(problem).toMatchObject({ status: 400, issues: [{ field: 'addresses' }] });
  });

  test('R3: 100 matches are candidates, 101 name nobody', async () => {
    const records = Array.from({ length: 100 }, (_, n) => ({ name: `Shared ${n}`, addresses: ['info@crowd.test'] }));
    await world.ben.call('upsertRecords', { params: { type: 'contact' }, body: { records } });
    const { resolution } = await matchOf('info@crowd.test');
    expect(resolution.kind).toBe('ambiguous');
    expect(resolution.candidates).toHaveLength(100);
    await make('contact', 'One more', ['info@crowd.test']);
    expect((await matchOf('info@crowd.test')).resolution).toEqual({ kind: 'unresolved' });
  });

  test('R3: an inactive contact is a candidate, an inactive user never', async () => {
    await make('contact', 'Asleep', ['asleep@rest.test'], { active: false });
    expect((await matchOf('asleep@rest.test')).resolution).toMatchObject({
      kind: 'resolved',
      candidates: [{ cause: 'inactive' }],
    });
    const email = 'leaver@contoso.test';
    const { id } = await world.addPerson({ organizationId: world.contoso.id, email, name: 'Leaver' });
    expect((await matchOf(email)).resolution).toMatchObject({ kind: 'resolved', record: { id } });
    await world.ana.call('changeUser', { params: { userId: id }, body: { active: false } });
    expect((await matchOf(email)).resolution).toEqual({ kind: 'unresolved' });
  });

  test('R8: plus-tags and dots count unless the organization says otherwise, by domain', async () => {
    await make('contact', 'Tag', ['tag.me@tags.test']);
    expect((await matchOf('tagme+news@tags.test')).resolution.kind).toBe('unresolved');
    await world.ana.call('changeSettings', { body: { plusTagDomains: ['Tags.test'], dotlessDomains: ['tags.test'] } });
    expect((await matchOf('tagme+news@tags.test')).resolution).toMatchObject({
      kind: 'resolved',
      candidates: [{ cause: 'plusTag' }],
    });
    expect((await matchOf('tagme+news@tags.test', world.pete)).resolution.kind).toBe('unresolved');
  });

  test('R9: a record that the caller may not read is no candidate', async () => {
    await make('contact', 'Secret', ['secret@hidden.test'], { access: 'owner' });
    expect((await matchOf('secret@hidden.test')).resolution.kind).toBe('resolved');
    expect((await matchOf('secret@hidden.test', world.carla)).resolution).toEqual({ kind: 'unresolved' });
    expect((await matchOf('secret@hidden.test', world.olga)).resolution).toEqual({ kind: 'unresolved' });
  });

  test('R9: candidates of a tracked mail are shown to those who may read them', async () => {
    const open = await make('contact', 'Open', ['both@hidden.test']);
    await make('contact', 'Closed', ['both@hidden.test'], { access: 'owner' });
    const { activity } = await world.ben.track(mailFrom('both@hidden.test'), 'visibility=organization');
    expect(activity!.parties[0]!.resolution.candidates).toHaveLength(2);
    const seen = await world.carla.call('getActivity', { params: { activityId: activity!.id } });
    expect(seen.parties[0]!.resolution).toMatchObject({ kind: 'ambiguous', candidates: [{ record: { id: open.id } }] });
    expect(seen.parties[0]!.resolution.candidates).toHaveLength(1);
  });
});

describe('choices', () => {
  test('R5: a choice is remembered for the person and the address, and forgotten on request', async () => {
    const first = await make('contact', 'Pat', ['pat@twice.test']);
    await make('contact', 'Patricia', ['pat@twice.test']);
    expect((await matchOf('pat@twice.test')).resolution.kind).toBe('ambiguous');
    const params = { address: 'Pat@twice.test' };
    const record = { type: 'contact', id: first.id };
    const chosen = await world.ben.call('chooseAddress', { params, body: { record } });
    expect(chosen.resolution).toMatchObject({ kind: 'resolved', record, candidates: [{ cause: 'chosen' }, {}] });
    expect((await matchOf('pat@twice.test', world.carla)).resolution.kind).toBe('ambiguous');
    const { activity } = await world.ben.track(mailFrom('pat@twice.test'));
    expect(activity!.parties[0]!.resolution).toMatchObject({ kind: 'resolved', record });
    expect((await world.ben.call('forgetAddressChoice', { params })).resolution.kind).toBe('ambiguous');
  });

  test('refuses a bad address, and a record that is not there or not readable', async () => {
    const hidden = await make('contact', 'Hidden', [], { access: 'owner' });
    const choose = (address: string, id: string) =>
      world.carla.refused('chooseAddress', { params: { address }, body: { record: { type: 'contact', id } } });
    expect(await choose('nonsense', hidden.id)).toMatchObject({
      code: 'invalid_address',
      issues: [{ field: 'address' }],
    });
    expect(await choose('a@b.test', hidden.id)).toMatchObject({ status: 404, issues: [{ field: 'record' }] });
  });

  test('a person settles a party, takes it back, and others with the address stay', async () => {
    const one = await make('contact', 'Kim', ['kim@party.test']);
    await make('contact', 'Kimberly', ['kim@party.test']);
    const { activity } = await world.ben.track(mailFrom('kim@party.test', 'ben@contoso.test, kim@party.test'));
    expect(activity!.parties.filter(({ address }) => address === 'kim@party.test')).toHaveLength(3);
    const params = { activityId: activity!.id, address: 'kim@party.test' };
    const record = { type: 'contact', id: one.id };
    const settled = await world.ben.call('resolveParty', { params, body: { record } });
    const parties = settled.parties.filter(({ address }) => address === 'kim@party.test');
    expect(parties.map(({ role, resolution }) => [role, resolution.kind])).toEqual([
      ['from', 'resolved'],
      ['to', 'resolved'],
    ]);
    const timeline = await world.ben.call('getRecordCard', { params: record });
    expect(timeline.lastActivities.map(({ id }) => id)).toEqual([activity!.id]);
    expect((await matchOf('kim@party.test')).resolution.kind).toBe('resolved');
    const back = await world.ben.call('resolveParty', { params, body: { record: null } });
    expect(back.parties.map(({ resolution }) => resolution.kind)).toEqual(['ambiguous', 'resolved', 'ambiguous']);
    expect((await matchOf('kim@party.test')).resolution.kind).toBe('ambiguous');
    const missing = { activityId: activity!.id, address: 'other@party.test' };
    expect(await world.ben.refused('resolveParty', { params: missing, body: { record } })).toMatchObject({
      status: 404,
    });
    expect(await world.olga.refused('resolveParty', { params, body: { record: null } })).toMatchObject({
      status: 404,
      code: 'activity_not_found',
    });
  });
});
