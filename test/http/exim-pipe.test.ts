import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { type Exim, startExim } from '../support/exim.ts';
import { layPipeProgram, type PipeProgram, written } from '../support/piped.ts';
import { acceptAll, activities, outcomes } from '../support/router.ts';
import { profileAt, testTransport } from '../support/smtp-transport.ts';
import { createWorld } from '../support/world.ts';

/** An Exim that hands mail of this domain to the server, as the page says. */
const startPiped = ({ program }: PipeProgram): Promise<Exim> =>
  startExim({
    domain: 'contoso.test',
    router: written(/```\n# Exim, routers\n([\s\S]*?)```/)
      .replace('  local_parts = sales\n', '')
      .replace('  unseen\n', ''),
    transport: written(/```\n# Exim, transports\n([\s\S]*?)```/)
      .replace('/usr/local/bin/to-correspond', program)
      .replace('  user = mailcrm\n', ''),
  });

const send = async (exim: Exim, to: string): Promise<void> => {
  const transport = testTransport();
  const envelope = { from: 'anna@fabrikam.example', to: [to], notify: false };
  const bytes = Buffer.from(eml({ id: `to-${to.length}@fabrikam.example`, to }));
  await transport.send(profileAt(exim.port), { envelope, bytes }, () => Promise.resolve());
  await transport.close();
};

test('A12: mail that a real Exim pipes in is tracked as it came, under an address with a plus too', async () => {
  await using world = await createWorld();
  await acceptAll(world.ben);
  using piped = layPipeProgram(world);
  await using exim = await startPiped(piped);
  await send(exim, 'ben.alias@contoso.test');
  await expect.poll(async () => (await activities(world.ben)).length, { timeout: 30_000 }).toBe(1);
  const [activity] = await activities(world.ben);
  const source = await (await world.ben.fetch(`/activities/${activity!.id}/source`)).text();
  // Nothing stands before its fields, and nothing after its text.
  expect(source).toMatch(/^Received: /);
  expect(source.endsWith('Please send us a quote for twelve pumps.\r\n')).toBe(true);
  await send(exim, 'ben+offers@contoso.test');
  await expect.poll(async () => (await outcomes(world.ana)).length, { timeout: 30_000 }).toBe(2);
  await expect.poll(() => exim.waiting(), { timeout: 30_000 }).toBe(0);
}, 60_000);

test('A12: while the server is away, Exim keeps the mail', async () => {
  const world = await createWorld();
  using piped = layPipeProgram(world);
  await using exim = await startPiped(piped);
  await world.close();
  await send(exim, 'ben@contoso.test');
  await expect.poll(() => exim.log(), { timeout: 30_000 }).toContain(' == ben@contoso.test ');
  expect(exim.waiting()).toBe(1);
}, 60_000);
