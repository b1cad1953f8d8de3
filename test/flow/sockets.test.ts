import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { createSockets } from '../../server/sockets.ts';

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
