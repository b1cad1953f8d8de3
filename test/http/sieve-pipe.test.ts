import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { layPipeProgram, type PipeProgram, written } from '../support/piped.ts';
import { acceptAll, activities, outcomes } from '../support/router.ts';
import { stranger } from '../support/stranger.ts';
import { createWorld } from '../support/world.ts';

const ben = 'ben@contoso.test';

/** A Dovecot whose mail runs through the script of the page. */
const startPiped = ({ folder }: PipeProgram): Promise<Dovecot> => {
  const script = join(folder, 'correspond.sieve');
  writeFileSync(script, written(/```\n# \/etc\/dovecot\/correspond.sieve\n([\s\S]*?)```/));
  const plugin = written(/```\n# Dovecot, plugin\n([\s\S]*?)```/)
    .replace('/usr/local/bin', folder)
    .replace('/etc/dovecot/correspond.sieve', script);
  return startDovecot({ users: { [ben]: 'harbour light' }, plugin });
};

/** As a mail server hands it over; the address may have a detail behind a plus. */
const arrive = async (dovecot: Dovecot, mail: string, address = ben): Promise<void> => {
  const { uid, gid } = stranger();
  const command = `${dovecot.deliveryAgent} -d ${ben} -a ${address} -f anna@fabrikam.example`;
  const agent = spawn('sh', ['-c', command], { uid, gid, stdio: ['pipe', 'ignore', 'ignore'] });
  agent.stdin.end(mail);
  expect(await once(agent, 'close')).toEqual([0, null]);
};
const lying = (dovecot: Dovecot): string[] =>
  dovecot.doveadm('search', '-u', ben, 'mailbox', 'INBOX', 'ALL').split('\n').filter(Boolean);

test('A12: mail that a real Sieve script pipes in is tracked, and its mailbox has it too', async () => {
  await using world = await createWorld();
  await acceptAll(world.ben);
  using piped = layPipeProgram(world);
  await using dovecot = await startPiped(piped);
  const mail = eml();
  await arrive(dovecot, mail);
  const [activity] = await activities(world.ben);
  expect(activity).toMatchObject({ internetMessageId: '<quote-1@fabrikam.example>' });
  await arrive(dovecot, eml({ id: 'plus@fabrikam.example' }), 'ben+offers@contoso.test');
  expect(await outcomes(world.ana)).toHaveLength(2);
  expect(lying(dovecot)).toHaveLength(2);
}, 60_000);

test('A12: while the server is away, the mail stays in its mailbox', async () => {
  const world = await createWorld();
  using piped = layPipeProgram(world);
  await using dovecot = await startPiped(piped);
  await world.close();
  await arrive(dovecot, eml());
  expect(lying(dovecot)).toHaveLength(1);
}, 60_000);
