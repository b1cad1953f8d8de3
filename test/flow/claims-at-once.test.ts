import { afterAll, expect, test } from 'vitest';
import type { TokenAnswer } from '#shared/contracts/session.ts';
import { commandLine } from '../support/command-line.ts';
import { freshDatabase } from '../support/postgres.ts';
import { goodPassword, signIn } from '../support/sign-in.ts';

const cli = commandLine({ DATABASE_URL: await freshDatabase() });
afterAll(() => cli[Symbol.dispose]());

test('I1: of 50 claims at once over two processes one wins, and 49 are told who', { timeout: 120_000 }, async () => {
  const email = 'sally@contoso.test';
  await cli.run(['organization', 'add', 'Contoso']);
  const added = await cli.run(
    ['user', 'add', email, '--organization', 'Contoso', '--name', 'Sally', '--password-stdin'],
    goodPassword,
  );
  expect(added).toMatchObject({ code: 0, err: '' });
  await using one = await cli.serve();
  await using other = await cli.serve();

  const devicesAt = async (origin: string, name: string) => {
    const devices: (TokenAnswer & { origin: string })[] = [];
    for (let n = 1; n <= 25; n++) devices.push({ ...(await signIn(origin, email, { name: `${name} ${n}` })), origin });
    return devices;
  };
  const devices = (await Promise.all([devicesAt(one.origin, 'One'), devicesAt(other.origin, 'Other')])).flat();
  expect(new Set(devices.map(({ device }) => device.id)).size).toBe(50);

  const claims = await Promise.all(
    devices.map(async ({ origin, accessToken, device }) => {
      const response = await fetch(`${origin}/api/v1/devices/${device.id}/synchronizing`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ takeOver: false }),
      });
      return { device, status: response.status, body: (await response.json()) as Record<string, unknown> };
    }),
  );
  const [winner, ...others] = claims.filter(({ status }) => status === 200);
  expect(others).toEqual([]);
  expect(winner?.body).toEqual({ generation: 1 });
  const told = claims.filter(({ status }) => status === 409);
  expect(told).toHaveLength(49);
  for (const { body } of told)
    expect(body).toMatchObject({
      code: 'synchronizing_elsewhere',
      holder: { name: winner!.device.name, user: 'Sally' },
      since: expect.any(String),
      lastSeen: expect.any(String),
    });
});
