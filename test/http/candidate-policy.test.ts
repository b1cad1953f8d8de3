import { expect, test } from 'vitest';
import type { CallInput } from '#shared/contracts/api.ts';
import { eml } from '../support/eml.ts';
import { acceptAll, deliver } from '../support/router.ts';
import { createWorld } from '../support/world.ts';

type Policy = NonNullable<CallInput<'changeSettings'>['body']['candidatePolicy']>;

test('R5: of several whose address it is the router asks, or takes the oldest, the one of the last activity, or the one changed last', async () => {
  await using world = await createWorld();
  const { ana, ben, clock } = world;
  await acceptAll(ben);
  const make = async (name: string) => {
    clock.advance(60_000);
    const addresses = ['desk@many.example', `${name}@many.example`];
    return ben.call('createRecord', {
      params: { type: 'contact' },
      body: { addresses, fields: { firstName: name, lastName: 'Many' } },
    });
  };
  const oldest = await make('oldest');
  const changed = await make('changed');
  const active = await make('active');
  clock.advance(60_000);
  await ben.track(eml({ id: 'own@many.example', from: 'active@many.example' }));
  clock.advance(60_000);
  const params = { type: 'contact', id: changed.id };
  await ben.call('changeRecord', { params, body: { fields: { jobTitle: 'Buyer' } }, headers: { 'if-match': '*' } });
  const sender = async (candidatePolicy: Policy) => {
    await ana.call('changeSettings', { body: { candidatePolicy } });
    const { activityId } = await deliver(
      ana,
      eml({ id: `${candidatePolicy}@many.example`, from: 'desk@many.example' }),
    );
    const { parties } = await ben.call('getActivity', { params: { activityId: activityId ?? '' } });
    const { resolution } = parties.find(({ role }) => role === 'from')!;
    return [resolution.kind, resolution.kind === 'resolved' ? resolution.record.id : undefined];
  };
  expect(await sender('ask')).toEqual(['ambiguous', undefined]);
  expect(await sender('mostRecentActivity')).toEqual(['resolved', active.id]);
  expect(await sender('mostRecentlyUpdated')).toEqual(['resolved', changed.id]);
  expect(await sender('oldest')).toEqual(['resolved', oldest.id]);
});
