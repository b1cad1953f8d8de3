import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { addRecord } from '../support/records.ts';
import { createWorld } from '../support/world.ts';

test('C7: regarding is changed for one message, for later ones, or for the whole thread', async () => {
  await using world = await createWorld();
  const deal = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
  const thread: string[] = [];
  for (const hour of [1, 2, 3])
    thread.push(
      (
        await world.ben.track(
          eml({
            id: `t${hour}@fabrikam.example`,
            subject: 'Thread',
            date: `Mon, 02 Mar 2026 0${hour}:00:00 +0000`,
            headers: hour === 1 ? [] : ['References: <t1@fabrikam.example>'],
          }),
        )
      ).activity!.id,
    );
  const set = async (n: number, scope: 'message' | 'later' | 'thread', regarding: { type: string; id: string }[]) => {
    await world.ben.call('setRegarding', { params: { activityId: thread[n]! }, body: { regarding, scope } });
    const found = (
      await world.ben.call('listActivities', { query: { regarding: `opportunity:${deal.id}` } })
    ).items.map(({ id }) => id);
    return thread.map((id) => found.includes(id));
  };
  const about = [{ type: 'opportunity', id: deal.id }];
  expect(await set(1, 'message', about)).toEqual([false, true, false]);
  expect(await set(1, 'later', about)).toEqual([false, true, true]);
  expect(await set(2, 'thread', about)).toEqual([true, true, true]);
  expect(await set(0, 'thread', [])).toEqual([false, false, false]);
});
