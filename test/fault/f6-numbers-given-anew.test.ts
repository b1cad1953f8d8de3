import { expect, test } from 'vitest';
import type { IncomingSettings } from '#shared/model/mailbox.ts';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import { startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { type Maildrop, startMaildrop } from '../support/maildrop.ts';
import { acceptAll } from '../support/router.ts';
import { createWorld, type World } from '../support/world.ts';
import { stored } from './forward-mailbox.ts';

/** `npm run fault -- F6 --full`; the short form is a part of every run of the tests. */
const [times, mailsPerTime] = process.env['FAULT_FULL'] === '1' ? [50, 40] : [3, 8];
const secret = 'harbour light';

const open = () =>
  createWorld({
    clock: systemClock,
    allowedNetworks: ['127.0.0.0/8'],
    parts: ['router'],
    mailboxes: { watches: 0, withoutRest: true },
    timeouts: { connect: 5_000, greeting: 5_000, silence: 2_000 },
  });

/** Ben's mailbox, from now on; gives what polls it once. */
const connect = async ({ ana, ben, app, store, contoso }: World, incoming: IncomingSettings, deletes: boolean) => {
  await acceptAll(ben);
  const { id } = await ana.call('addMailbox', {
    body: {
      owner: deletes ? { kind: 'sink' } : { kind: 'user', id: ben.id },
      address: deletes ? 'crm@contoso.test' : ben.email,
      incoming,
      secret,
    },
  });
  await ana.call('enableMailbox', { params: { mailboxId: id }, body: { enabled: true } });
  return async () => {
    await store.transact(contoso.id, (tx) => tx.mailboxes.hurry(id));
    await app.runner.settle();
  };
};

const mailOf = (id: string): string => eml({ id, subject: id, headers: ['Delivered-To: ben@contoso.test'] });
const signIn = { kind: 'password' as const, user: 'ben' };

test('F6: UIDVALIDITY changes again and again between mails: none is lost, none is stored twice', async () => {
  await using dovecot = await startDovecot({ users: { ben: secret } });
  await using world = await open();
  const port = dovecot.imapPort;
  const poll = await connect(
    world,
    { protocol: 'imap', host: '127.0.0.1', port, security: 'none', signIn, folders: ['INBOX'] },
    false,
  );
  await poll();
  const ids: string[] = [];
  for (let time = 0; time < times; time += 1) {
    for (let n = 0; n < mailsPerTime; n += 1) {
      const id = `numbered-${ids.length}@fabrikam.example`;
      ids.push(id);
      dovecot.lay('ben', [{ bytes: mailOf(id), arrivedAt: new Date() }]);
      // Half of them are there before the numbers change, half come with the new ones.
      if (n === mailsPerTime / 2) {
        await poll();
        dovecot.loseIndexes('ben');
      }
    }
    await poll();
  }
  expect((await stored(world.ben)).sort()).toEqual(ids.sort());
}, 3_600_000);

test('F6: unique ids of POP3 that are given to other mail: each mail is stored once', async () => {
  const maildrop: Maildrop = { mails: [] };
  await using server = await startMaildrop(maildrop);
  await using world = await open();
  const { port } = server;
  const poll = await connect(world, { protocol: 'pop3', host: '127.0.0.1', port, security: 'none', signIn }, false);
  await poll();
  const ids: string[] = [];
  for (let time = 0; time < times; time += 1) {
    // The drop is emptied by somebody else, and its server counts from the beginning.
    maildrop.mails = Array.from({ length: mailsPerTime }, (_, at) => {
      const id = `counted-${time}-${'x'.repeat(time)}-${at}@fabrikam.example`;
      ids.push(id);
      return { id: `${at + 1}`, text: mailOf(id) };
    });
    await poll();
    await poll();
  }
  expect((await stored(world.ben)).sort()).toEqual(ids.sort());
}, 3_600_000);

test('F6: POP3 that drops before QUIT deletes nothing; what is stored is deleted later and stored once', async () => {
  let quits = 0;
  let breaks = false;
  const maildrop: Maildrop = {
    mails: [],
    instead: (verb) => (breaks && verb === 'QUIT' && (quits += 1) % 2 === 1 ? { then: 'drop' } : undefined),
  };
  await using server = await startMaildrop(maildrop);
  await using world = await open();
  const { port } = server;
  const poll = await connect(world, { protocol: 'pop3', host: '127.0.0.1', port, security: 'none', signIn }, true);
  await poll();
  breaks = true;
  const ids: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const added = Array.from({ length: mailsPerTime }, (_, at) => `dropped-${time}-${at}@fabrikam.example`);
    ids.push(...added);
    maildrop.mails = [...maildrop.mails, ...added.map((id) => ({ id, text: mailOf(id) }))];
    for (let left = 20; maildrop.mails.length > 0 && left > 0; left -= 1) await poll();
    expect(maildrop.mails).toEqual([]);
  }
  expect(quits).toBeGreaterThan(2 * times);
  expect((await stored(world.ben)).sort()).toEqual(ids.sort());
}, 3_600_000);
