import { request } from 'node:http';
import { connect } from 'node:net';
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

interface Upload {
  /** Bytes that left for the server before the first byte of its answer came. */
  readonly beforeAnswer: number;
  readonly sent: number;
  readonly answer: string;
}

/** Sends chunk after chunk of a body whose length nobody declared; goes on after the answer when it is `stubborn`. */
const uploadChunked = (world: World, chunks: number, stubborn: boolean): Promise<Upload> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(world.origin).port), '127.0.0.1');
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 'x'), Buffer.from('\r\n')]);
    let sent = 0;
    let beforeAnswer = 0;
    let answer = '';
    socket.on('data', (bytes: Buffer) => {
      if (answer === '') beforeAnswer = sent;
      answer += bytes.toString('latin1');
    });
    // A stubborn caller is cut off, which it sees as an error.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ beforeAnswer, sent, answer }));
    const next = (): void => {
      if (socket.destroyed) return;
      if (sent >= chunks * 65_536 || (answer !== '' && !stubborn)) socket.end('0\r\n\r\n');
      else
        socket.write(chunk, () => {
          sent += 65_536;
          setImmediate(next);
        });
    };
    const head = ['POST /api/v1/promotions HTTP/1.1', 'Host: 127.0.0.1', `Authorization: Bearer ${world.ben.token}`];
    socket.write([...head, 'Content-Type: message/rfc822', 'Transfer-Encoding: chunked', '', ''].join('\r\n'), next);
  });

test('a body without a declared length is refused when it crosses the limit, not at its end', async () => {
  await using world = await createWorld();
  await world.ana.call('changeSettings', { body: { messageLimitBytes: limit } });
  const { answer, beforeAnswer } = await uploadChunked(world, 1_024, false);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('"code":"message_too_large"');
  expect(beforeAnswer).toBeGreaterThanOrEqual(limit);
  // What the sockets of both sides hold was sent and is not read.
  expect(beforeAnswer).toBeLessThan(16 * limit);
  const stubborn = await uploadChunked(world, 1_024, true);
  expect(stubborn.answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(stubborn.sent).toBeLessThan(32 * limit);
  expect((await world.ben.call('listActivities', {})).items).toEqual([]);
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
