/**
 * `npm run bench -- mailboxes`: the memory of one process with 1,000 idle mailboxes on a Dovecot server, polled by their
 * schedule and as many of them watched as the product does; and its peak while a mailbox of 10 KB mails is read, ten times
 * as many the second time. `--mailboxes 1000 --mails 500`: so many.
 */
import { createRandomIds } from '../../server/adapters/system/random-ids.ts';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import { addMailbox } from '../../server/usecases/mailboxes/add-mailbox.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { acceptAll } from '../support/router.ts';
import { createWorld, type TestClock, type World } from '../support/world.ts';
import { sqliteBench } from './support/engines.ts';
import { benchMail } from './support/mail.ts';
import { printHeading, printResult, round } from './support/report.ts';

const numberAfter = (option: string, usual: number): number => {
  const at = process.argv.indexOf(option);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const mailboxes = numberAfter('--mailboxes', 1_000);
const mails = numberAfter('--mails', 500);
const secret = 'harbour light';
const idle = Array.from({ length: mailboxes }, (_, n) => `idle${n}`);
/** The first fills the caches of the database, which are bounded. */
const readings = [mails * 10, mails, mails * 10];
const users = Object.fromEntries([...idle, ...readings.map((_, n) => `read${n}`)].map((user) => [user, secret]));
const clock: TestClock = { now: () => systemClock.now(), advance: () => undefined };

const megabytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
};

const add = (world: World, dovecot: Dovecot, user: string): Promise<{ readonly id: string }> =>
  addMailbox({ ...world.app, wakeUp: () => undefined })({
    organizationId: world.contoso.id,
    actorId: world.ana.id,
    owner: { kind: 'sink' },
    address: `${user}@contoso.test`,
    incoming: {
      protocol: 'imap',
      host: 'localhost',
      port: dovecot.imapsPort,
      security: 'tls',
      signIn: { kind: 'password', user },
      folders: ['INBOX'],
    },
    secret,
    wrapping: 'none',
    settlement: { kind: 'leave' },
    pollSeconds: 300,
    trustedHost: true,
    approved: true,
    enabled: true,
    cursor: null,
    takeOver: null,
  });

/** The largest that this process was while the mailbox was read to its end. */
const peakOfReading = async (world: World, dovecot: Dovecot, reading: number): Promise<number> => {
  const user = `read${reading}`;
  const size = readings[reading] ?? mails;
  const { id } = await add(world, dovecot, user);
  await world.app.runner.settle();
  const at = new Date(clock.now());
  dovecot.lay(
    user,
    Array.from({ length: size }, (_, n) => ({
      bytes: benchMail(reading * 100_000 + n, 1_000, 'ben@contoso.test'),
      arrivedAt: at,
    })),
  );
  await world.store.transact(world.contoso.id, (tx) => tx.mailboxes.hurry(id));
  let peak = megabytes();
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss / 2 ** 20);
  }, 20);
  await world.app.runner.settle();
  clearInterval(watching);
  return peak;
};

const measure = async (dovecot: Dovecot): Promise<void> => {
  const engine = sqliteBench();
  const world = await createWorld({
    store: await engine.newDatabase('mailboxes'),
    clock,
    ids: createRandomIds(clock),
    parts: ['router'],
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    mailAuthorities: [dovecot.authority],
  });
  await acceptAll(world.ben);
  const before = megabytes();
  for (const user of idle) await add(world, dovecot, user);
  await world.app.runner.settle();
  const after = megabytes();
  const { items } = await world.ana.call('listMailboxes');
  const working = items.filter(({ health }) => health.state === 'working').length;
  if (working !== mailboxes) throw new Error(`${working} of ${mailboxes} mailboxes were read`);
  const peaks: number[] = [];
  for (const reading of readings.keys()) peaks.push(await peakOfReading(world, dovecot, reading));
  await world.close();
  await engine.close();
  const [, small = Number.NaN, large = Number.NaN] = peaks;
  const growth = round(large / small);
  console.log(`\n  ${mailboxes} idle mailboxes over TLS, as many watched as the product does; SQLite`);
  console.log(
    `    this process             ${Math.round(after)} MB (${Math.round(before)} MB without them; aim: under 300)`,
  );
  console.log(
    `    peak while mail is read  ${Math.round(small)} MB with ${mails} mails of 10 KB, ${Math.round(large)} MB with ${mails * 10}`,
  );
  console.log(`    growth ${growth} (aim: at most 1.2)`);
  printResult({ per1000MailboxesMB: Math.round((after * 1_000) / mailboxes), growth });
};

printHeading('mailboxes');
const dovecot = await startDovecot({ users, manySessions: true });
try {
  await measure(dovecot);
} finally {
  await dovecot[Symbol.asyncDispose]();
}
