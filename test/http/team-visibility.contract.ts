import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { addRecord } from '../support/records.ts';
import { type Caller, createWorld } from '../support/world.ts';
import type { NewStore } from './promotion.contract.ts';

/** O1: what `team` lets one see, wherever an activity may show. */
export const teamVisibilityContract = (newStore: NewStore): void => {
  test('O1, O9: visibility `team` is seen by the teams of the person it is tracked for, and by nobody else', async () => {
    await using world = await createWorld(await newStore());
    const { ana, ben, carla, olga, contoso } = world;
    const dora = await world.addPerson({ organizationId: contoso.id, email: 'dora@contoso.test', name: 'Dora Lang' });
    const contact = await addRecord(world, ben, 'contact', { name: 'Anna', addresses: ['anna@fabrikam.example'] });
    const addTeam = (name: string, members: string[]) =>
      ana.call('createRecord', { params: { type: 'team' }, body: { name, members } });
    const { id: teamId } = await addTeam('Pumps', [ben.id, carla.id]);
    await addTeam('Seals', [dora.id]);
    const { activity } = await ben.track(eml(), 'visibility=team');
    const { id } = activity!;
    const seenBy = async (caller: Caller) => {
      const list = async (query: { party?: string; q?: string; address?: string }) =>
        (await caller.call('listActivities', { query })).items.map((item) => item.id);
      const tracking = await caller.call('getTracking', {
        params: { internetMessageId: '<quote-1@fabrikam.example>' },
      });
      return {
        read: (await caller.ask('getActivity', { params: { activityId: id } })).status,
        listed: await list({}),
        found: await list({ q: 'pumps' }),
        ofAddress: await list({ address: 'anna@fabrikam.example' }),
        timeline: await list({ party: `contact:${contact.id}` }),
        tracking: tracking.state,
        trackedBy: tracking.trackedBy.length,
        source: (await caller.fetch(`/activities/${id}/source`)).status,
      };
    };
    const all = [id];
    const everything = { listed: all, found: all, ofAddress: all, timeline: all, trackedBy: 1 };
    const seen = { read: 200, ...everything, tracking: 'tracked', source: 200 };
    const nothing = { listed: [], found: [], ofAddress: [], timeline: [], trackedBy: 0 };
    const unseen = { read: 404, ...nothing, tracking: 'untracked', source: 404 };
    expect(await seenBy(ben)).toEqual(seen);
    expect(await seenBy(carla)).toEqual(seen);
    for (const other of [dora, ana]) expect(await seenBy(other)).toEqual(unseen);
    expect((await olga.ask('getActivity', { params: { activityId: id } })).status).toBe(404);
    const params = { type: 'team', id: teamId };
    const { version } = await ana.call('getRecord', { params });
    const headers = { 'if-match': `"${version}"` };
    await ana.call('changeRecord', { params, headers, body: { members: [ben.id, dora.id] } });
    expect(await seenBy(dora)).toEqual(seen);
    expect(await seenBy(carla)).toEqual(unseen);
    await ana.call('deleteRecord', { params });
    expect(await seenBy(dora)).toEqual(unseen);
    await ana.call('restoreRecord', { params });
    expect(await seenBy(dora)).toEqual(seen);
  });
};
