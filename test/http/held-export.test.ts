import { expect, test } from 'vitest';
import { exportLimits } from '#shared/contracts/undeliverable.ts';
import { eml } from '../support/eml.ts';
import { exportHolds } from '../../server/usecases/holds/export-holds.ts';
import { readZip } from '../support/read-zip.ts';
import { deliver } from '../support/router.ts';
import { type Caller, createWorld } from '../support/world.ts';

const broken = (id: string) => eml({ id, headers: [`X-Long: ${'x'.repeat(110 * 1024)}`] });

const exported = (caller: Caller, ids: readonly string[]) =>
  caller.fetch('/undeliverable/export', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ids }),
  });

test('A14: several held mails are exported as .eml files in one archive, byte for byte, with safe names, and audited', async () => {
  await using world = await createWorld();
  const mails = [broken('one@fabrikam.example'), broken('../../etc/two@fabrikam.example')];
  const ids: string[] = [];
  for (const mail of mails) ids.push((await deliver(world.ana, mail)).held!.id);
  expect(await world.ben.call('countUndeliverable')).toEqual({ count: 2 });
  const entries = async () => {
    const verdict = await world.store.read(world.contoso.id, (read) => read.audit.verify());
    return verdict.kind === 'intact' ? verdict.entries : 0;
  };
  const before = await entries();
  const response = await exported(world.ben, [...ids, ids[0]!]);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename=held-mail.zip');
  const files = readZip(Buffer.from(await response.arrayBuffer()));
  expect([...files.keys()]).toEqual(['001-one@fabrikam.example.eml', '002-etc_two@fabrikam.example.eml']);
  expect([...files.values()].map(String)).toEqual(mails);
  expect(await entries()).toBe(before + 2);
});

test('A14: nobody exports what is not theirs to read: one such id and nothing is given; 1 to 200 at once', async () => {
  await using world = await createWorld();
  const own = (await deliver(world.ana, broken('one@fabrikam.example'))).held!.id;
  const carlas = (await deliver(world.ana, broken('two@fabrikam.example'), 'mailbox=carla@contoso.test')).held!.id;
  const statusOf = async (caller: Caller, ids: readonly string[]) => (await exported(caller, ids)).status;
  expect(await statusOf(world.ben, [own, carlas])).toBe(404);
  expect(await statusOf(world.ana, [own])).toBe(404);
  expect(await statusOf(world.olga, [own])).toBe(404);
  expect(await statusOf(world.ben, [])).toBe(400);
  expect(
    await statusOf(
      world.ben,
      Array.from({ length: 201 }, () => own),
    ),
  ).toBe(400);
  expect(
    await statusOf(
      world.ben,
      Array.from({ length: 200 }, () => own),
    ),
  ).toBe(200);
});

test('A14: the count is of one’s own held mail, of all for an administrator, and falls as mail is settled', async () => {
  await using world = await createWorld();
  const counts = async () => {
    const found = [];
    for (const caller of [world.ben, world.carla, world.ana, world.olga])
      found.push((await caller.call('countUndeliverable')).count);
    return found;
  };
  expect(await counts()).toEqual([0, 0, 0, 0]);
  const own = (await deliver(world.ana, broken('one@fabrikam.example'))).held!.id;
  await deliver(world.ana, broken('two@fabrikam.example'), 'mailbox=carla@contoso.test');
  expect(await counts()).toEqual([1, 1, 2, 0]);
  await world.ben.call('discardUndeliverable', { params: { holdId: own } });
  expect(await counts()).toEqual([0, 1, 1, 0]);
});

test('A14: as many bytes as one archive may hold are exported, and with one more nothing is given and nothing is audited', async () => {
  await using world = await createWorld();
  const mails = [broken('one@fabrikam.example'), broken('two@fabrikam.example')];
  const ids: string[] = [];
  for (const mail of mails) ids.push((await deliver(world.ana, mail)).held!.id);
  const together = mails.reduce((sum, mail) => sum + Buffer.byteLength(mail), 0);
  const actor = {
    organizationId: world.contoso.id,
    userId: world.ben.id,
    name: 'Ben Carter',
    role: 'user',
    loginId: 'unused',
    deviceId: null,
  } as const;
  const within = async (mostExportBytes: number) => {
    const given = [];
    for await (const { bytes } of await exportHolds({ ...world, mostExportBytes })(actor, ids)) given.push(bytes);
    return given.map((bytes) => Buffer.from(bytes ?? []).toString());
  };
  const entries = async () => {
    const verdict = await world.store.read(world.contoso.id, (read) => read.audit.verify());
    return verdict.kind === 'intact' ? verdict.entries : 0;
  };
  expect(await within(together)).toEqual(mails);
  const before = await entries();
  await expect(within(together - 1)).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining('export fewer at once') as string,
  });
  expect(await entries()).toBe(before);
  // The same mail twice counts once.
  expect(await within(together)).toHaveLength(2);
  expect(exportLimits).toEqual({ mails: 200, bytes: 268_435_456 });
});
