/**
 * `npm run bench -- router`: mails of 10 KB in a Dovecot mailbox to committed activities (SQLite, durable commits), against
 * fetching them with imapflow and parsing them with postal-mime alone.
 *
 * Each round has a mailbox and mails of its own; the two take turns at going first. `--mails 10000`: so many in all.
 */
import { ImapFlow } from 'imapflow';
import PostalMime from 'postal-mime';
import { createMessageReader } from '../../server/adapters/mime/message-reader.ts';
import { createRandomIds } from '../../server/adapters/system/random-ids.ts';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { addRecord } from '../support/records.ts';
import { acceptAll } from '../support/router.ts';
import { createWorld, type TestClock, type World } from '../support/world.ts';
import { sqliteBench } from './support/engines.ts';
import { benchMail, contactAddress } from './support/mail.ts';
import { describeSample, printHeading, printResult, round, sampleOf } from './support/report.ts';

const contacts = 1_000;
const rounds = 4;
const given = process.argv.indexOf('--mails');
const perRound = Math.ceil((given < 0 ? 2_000 : Number(process.argv[given + 1])) / rounds);
const secret = 'harbour light';
const users = Object.fromEntries(Array.from({ length: rounds + 1 }, (_, at) => [`bench${at}`, secret] as const));

const clock: TestClock = { now: () => systemClock.now(), advance: () => undefined };

/** Fetches all of a mailbox and hands each mail to `parse`; milliseconds. */
const fetchAndParse = async (
  dovecot: Dovecot,
  user: string,
  parse: (bytes: Buffer) => Promise<unknown>,
): Promise<number> => {
  const started = performance.now();
  const client = new ImapFlow({
    host: 'localhost',
    port: dovecot.imapsPort,
    secure: true,
    auth: { user, pass: secret },
    tls: { ca: dovecot.authority },
    logger: false,
    disableAutoIdle: true,
  });
  await client.connect();
  await client.mailboxOpen('INBOX', { readOnly: true });
  let count = 0;
  for await (const { source } of client.fetch('1:*', { source: true })) {
    if (source !== undefined) await parse(source);
    count += 1;
  }
  await client.logout();
  if (count !== perRound) throw new Error(`${user}: ${count} of ${perRound} fetched`);
  return performance.now() - started;
};

const connect = async ({ ana, app }: World, dovecot: Dovecot, user: string): Promise<string> => {
  const { id } = await ana.call('addMailbox', {
    body: {
      owner: { kind: 'sink' },
      settlement: { kind: 'leave' },
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
    },
  });
  await ana.call('enableMailbox', { params: { mailboxId: id }, body: { enabled: true } });
  // It begins with mail from now on: this poll finds it empty.
  await app.runner.settle();
  return id;
};

/** A mailbox is read in turns of a hundred mails; milliseconds until all of it is stored. */
const receiveAll = async (world: World, mailboxId: string, isDone: () => Promise<boolean>): Promise<number> => {
  await world.store.transact(world.contoso.id, (tx) => tx.mailboxes.hurry(mailboxId));
  const started = performance.now();
  for (let turn = 0; turn <= perRound; turn += 1) {
    await world.app.runner.settle();
    if (await isDone()) return performance.now() - started;
  }
  throw new Error('the mailbox was not read to its end');
};

const perSecond = (ms: number): string => `${Math.round((perRound / ms) * 1_000)} mails/s`;

const measure = async (dovecot: Dovecot): Promise<{ readonly ratio: number; readonly ratioOwnReader: number }> => {
  const engine = sqliteBench();
  const store = await engine.newDatabase('router');
  const world = await createWorld({
    store,
    clock,
    ids: createRandomIds(clock),
    parts: ['router'],
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    mailAuthorities: [dovecot.authority],
    mailboxes: { watches: 0 },
  });
  const product = await engine.open(store);
  const stored = async (): Promise<number> =>
    Number((await product.rows('select count(*) as n from activity', []))[0]?.['n']);
  await acceptAll(world.ben);
  for (let n = 0; n < contacts; n += 1) {
    await addRecord(world, world.ben, 'contact', { name: `Contact ${n}`, addresses: [contactAddress(n)] });
  }
  const reader = createMessageReader({ workers: 1 });
  const received: number[] = [];
  const alone: number[] = [];
  const ownReader: number[] = [];
  for (let at = 0; at <= rounds; at += 1) {
    const user = `bench${at}`;
    const mailboxId = await connect(world, dovecot, user);
    const mails = Array.from({ length: perRound }, (_, n) =>
      benchMail(at * perRound + n, contacts, 'ben@contoso.test'),
    );
    dovecot.lay(
      user,
      mails.map((bytes) => ({ bytes, arrivedAt: new Date(clock.now()) })),
    );
    // The server takes them into its index before anybody is timed.
    await fetchAndParse(dovecot, user, () => Promise.resolve());
    const before = await stored();
    const isDone = async () => (await stored()) - before === perRound;
    const receive = async () => void received.push(await receiveAll(world, mailboxId, isDone));
    const yardsticks = async () => {
      alone.push(await fetchAndParse(dovecot, user, (bytes) => PostalMime.parse(bytes)));
      ownReader.push(await fetchAndParse(dovecot, user, (bytes) => reader.read(bytes)));
    };
    for (const step of at % 2 === 0 ? [receive, yardsticks] : [yardsticks, receive]) await step();
  }
  await reader.close();
  await product.close();
  await world.close();
  await engine.close();
  // The first round is the warm-up.
  const [whole, fetched, read] = [received, alone, ownReader].map((times) => sampleOf(times.slice(1)));
  if (whole === undefined || fetched === undefined || read === undefined) throw new Error('nothing was measured');
  console.log(
    `\n  Dovecot over TLS, ${perRound} mails of 10 KB a round, half replies, ${contacts} contacts, SQLite durable`,
  );
  console.log(`    to committed activities       ${perSecond(whole.median)}, ${describeSample(whole)}`);
  console.log(`    imapflow and postal-mime      ${perSecond(fetched.median)}, ${describeSample(fetched)}`);
  console.log(`    imapflow and our reader       ${perSecond(read.median)}, ${describeSample(read)}`);
  const ratio = round(fetched.median / whole.median);
  const ratioOwnReader = round(read.median / whole.median);
  console.log(`    ratio ${ratio} (aim: at least 0.7); against our reader ${ratioOwnReader}`);
  return { ratio, ratioOwnReader };
};

printHeading('router');
const dovecot = await startDovecot({ users });
try {
  printResult(await measure(dovecot));
} finally {
  await dovecot[Symbol.asyncDispose]();
}
