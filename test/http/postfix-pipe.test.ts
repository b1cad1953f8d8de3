import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { layPipeProgram, written } from '../support/piped.ts';
import { startPostfix, type Postfix } from '../support/postfix.ts';
import { acceptAll, activities } from '../support/router.ts';
import { profileAt, testTransport } from '../support/smtp-transport.ts';
import { createWorld, type World } from '../support/world.ts';

const service = written(/`(correspond unix - n n - 4 pipe [^`]*)`/).replaceAll(/\s+/g, ' ');

interface Piped extends AsyncDisposable {
  readonly postfix: Postfix;
}

/** A Postfix that hands mail of this domain to the server, as the page says. */
const startPiped = async (world: World): Promise<Piped> => {
  const { program, [Symbol.dispose]: remove } = layPipeProgram(world);
  const line = service.replace('/usr/local/bin/to-correspond', program).replace('user=mailcrm', 'user=nobody');
  const postfix = await startPostfix({ relayPort: 9, relayDomains: ['contoso.test'], pipe: line });
  return {
    postfix,
    [Symbol.asyncDispose]: async () => {
      await postfix[Symbol.asyncDispose]();
      remove();
    },
  };
};

const send = async (postfix: Postfix, to: string): Promise<void> => {
  const transport = testTransport();
  const envelope = { from: 'anna@fabrikam.example', to: [to], notify: false };
  const bytes = Buffer.from(eml({ id: `to-${to.length}@fabrikam.example`, to }));
  await transport.send(profileAt(postfix.port), { envelope, bytes }, () => Promise.resolve());
  await transport.close();
};

test('A12: mail that a real Postfix pipes in is tracked, under an address with a plus too', async () => {
  await using world = await createWorld();
  await acceptAll(world.ben);
  await using piped = await startPiped(world);
  await send(piped.postfix, 'ben.alias@contoso.test');
  await expect.poll(async () => (await activities(world.ben)).length, { timeout: 30_000 }).toBe(1);
  await send(piped.postfix, 'ben+offers@contoso.test');
  const asked = async () => (await world.ana.call('listOutcomes', { query: {} })).items.length;
  await expect.poll(asked, { timeout: 30_000 }).toBe(2);
  await expect.poll(() => piped.postfix.queue(), { timeout: 30_000 }).toEqual([]);
}, 60_000);

test('A12: while the server is away, Postfix keeps the mail', async () => {
  const world = await createWorld();
  await using piped = await startPiped(world);
  await world.close();
  await send(piped.postfix, 'ben@contoso.test');
  await expect.poll(() => piped.postfix.deferred(), { timeout: 30_000 }).toHaveLength(1);
}, 60_000);
