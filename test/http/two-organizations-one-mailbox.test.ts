import { expect, test } from 'vitest';
import { type OutlookSynchronized, outlookSynchronized } from '../support/outlook-synchronized.ts';

const anna = (fields: Record<string, string>) => ({
  params: { type: 'contact' },
  body: { name: 'Anna Muster', addresses: ['anna@muster.example'], fields },
});

const shown = ({ book }: OutlookSynchronized) =>
  book().map(({ properties }) => [properties['displayName'], properties['jobTitle'] ?? null]);

test('I6, Y7: the organization that takes a mailbox over links the card of the one before, and that one finds its own again', async () => {
  await using sync = await outlookSynchronized();
  const { ben, olga, pete } = sync.world;
  await olga.call('changeUser', { params: { userId: pete.id }, body: { addresses: [ben.email] } });
  const here = await sync.outlook('Here');
  await here.claim();
  await here.connect();
  const { id } = await ben.call('createRecord', anna({ jobTitle: 'Buyer' }));
  await here.cycle();
  const there = await sync.outlook('There', pete.email);
  await there.claim();
  await there.connect({ takeOver: true });
  const { id: theirs } = await pete.call('createRecord', anna({}));
  await there.cycle();
  expect(shown(sync)).toEqual([['Anna Muster', 'Buyer']]);
  const record = await pete.call('getRecord', { params: { type: 'contact', id: theirs } });
  expect(record.fields).toMatchObject({ jobTitle: 'Buyer' });
  await pete.call('changeRecord', { params: { type: 'contact', id: theirs }, body: { fields: { jobTitle: 'Head' } } });
  await there.cycle();
  await here.connect({ takeOver: true });
  await here.cycle();
  await here.cycle();
  expect(shown(sync)).toEqual([['Anna Muster', 'Head']]);
  const ours = await ben.call('getRecord', { params: { type: 'contact', id } });
  expect(ours.fields).toMatchObject({ jobTitle: 'Head' });
  expect(await sync.contacts()).toEqual(['Anna Muster']);
});
