import { expect, test } from 'vitest';
import { createWorld } from '../support/world.ts';

const bare = (name: string): string =>
  `Content-Type: application/octet-stream; name=${name}\r\nContent-Disposition: attachment; filename=${name}\r\n\r\n`;

test('A5: mails of which nothing can be read are not taken for one; the same bytes again are', async () => {
  await using world = await createWorld();
  const first = await world.ben.track(bare('a.rar'));
  const second = await world.ben.track(bare('b.rar'));
  expect(second.created).toBe(true);
  expect(second.activity!.id).not.toBe(first.activity!.id);
  const again = await world.ben.track(bare('a.rar'));
  expect(again.activity!.id).toBe(first.activity!.id);
  const source = await world.ben.fetch(`/activities/${second.activity!.id}/source`);
  expect(await source.text()).toBe(bare('b.rar'));
});
