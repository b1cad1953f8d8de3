import { request } from 'node:http';
import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { createWorld, type World } from '../support/world.ts';

const limit = 1_048_576;

const ofSize = (sizeBytes: number): string => {
  const bare = eml({ text: '' });
  return `${bare}${'x'.repeat(sizeBytes - bare.length)}`;
};

const post = (world: World, body: string) =>
  world.ben.fetch('/promotions', { method: 'POST', headers: { 'content-type': 'message/rfc822' }, body });

test('a message of exactly the limit is tracked, one byte more is 413 and nothing is stored', async () => {
  await using world = await createWorld();
  await world.ana.call('changeSettings', { body: { messageLimitBytes: limit } });
  const over = await post(world, ofSize(limit + 1));
  expect(over.status).toBe(413);
  expect(await over.json()).toMatchObject({ code: 'message_too_large' });
  expect((await world.ben.call('listActivities', {})).items).toEqual([]);
  expect((await post(world, ofSize(limit))).status).toBe(201);
});

test('a body that declares more than the limit is refused before it is sent', async () => {
  await using world = await createWorld();
  const { port } = new URL(world.origin);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const asked = request({
      port,
      method: 'POST',
      path: '/api/v1/promotions',
      headers: {
        authorization: `Bearer ${world.ben.token}`,
        'content-type': 'message/rfc822',
        'content-length': 26 * limit,
      },
    });
    asked.on('response', (response) => {
      resolve(response.statusCode);
      asked.destroy();
    });
    asked.on('error', reject);
    asked.flushHeaders();
  });
  expect(status).toBe(413);
});

test('a stranger’s body is refused before it is read', async () => {
  await using world = await createWorld();
  const answer = await fetch(`${world.origin}/api/v1/promotions`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: ofSize(2 * limit),
  });
  expect(answer.status).toBe(401);
});
