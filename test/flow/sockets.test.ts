import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connect as connectTls } from 'node:tls';
import { expect, test } from 'vitest';
import { createSockets, type Tls } from '../../server/sockets.ts';
import { makeTestCertificate } from '../support/certificates.ts';

/** Another address of this machine stands for another computer: the peer that connects to it is not loopback. */
const outsideAddress = (): string | null =>
  Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address ?? null;

test('a demonstration answers this computer and hangs up on every other', async () => {
  const sockets = createSockets(null, 'thisComputer');
  const url = await sockets.open((_request, response) => void response.end('here'), 0);
  const { port } = new URL(url);
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('here');
  expect(await (await fetch(url)).text()).toBe('here');
  const outside = outsideAddress();
  if (outside !== null) await expect(fetch(`http://${outside}:${port}`)).rejects.toThrow();
  await sockets.closeAll();
});

/** Ends when the other side has hung up; one that was not even accepted by then is reset. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket
      .on('error', () => undefined)
      .once('close', () => resolve())
      .resume();
  });

const portOf = (url: string): number => Number(new URL(url).port);

test.each([{ way: 'without TLS' }, { way: 'with TLS' }])(
  'ending waits for no connection on which nothing was asked, $way',
  async ({ way }) => {
    const tls: Tls | null = way === 'with TLS' ? await makeTestCertificate() : null;
    const sockets = createSockets(tls, 'everyone');
    const port = portOf(await sockets.open((_request, response) => void response.end('here'), 0));
    // As browsers open them beforehand: one that is ready, one that never said what it wants.
    const ready = tls === null ? connect(port) : connectTls({ port, rejectUnauthorized: false });
    const silent = connect(port);
    await Promise.all([once(ready, tls === null ? 'connect' : 'secureConnect'), once(silent, 'connect')]);
    const hungUp = Promise.all([ready, silent].map(closed));
    await sockets.closeAll();
    await hungUp;
  },
);

test('a request under way is answered before its connection is closed, and ending waits for it', async () => {
  const sockets = createSockets(null, 'everyone');
  const requests = new EventEmitter();
  const arrived = once(requests, 'request') as Promise<[() => void]>;
  const url = await sockets.open((_request, response) => {
    requests.emit('request', () => void response.end('late'));
  }, 0);
  const answer = fetch(url).then((response) => response.text());
  const [letGo] = await arrived;
  const events: string[] = [];
  const ended = sockets.closeAll().then(() => events.push('ended'));
  await expect(fetch(url)).rejects.toThrow();
  events.push('answered');
  letGo();
  expect(await answer).toBe('late');
  await ended;
  expect(events).toEqual(['answered', 'ended']);
});
