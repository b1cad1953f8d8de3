import { ImapFlow } from 'imapflow';
import { expect, test } from 'vitest';
import { startDovecot } from '../support/dovecot.ts';

test('the Dovecot of the tests takes mail, shows it over TLS and comes back over the same mail', async () => {
  await using dovecot = await startDovecot({ users: { ana: 'harbour light' } });
  dovecot.deliver('ana', 'Subject: one\r\n\r\nHello\r\n');
  dovecot.deliver('ana', 'Subject: two\r\n\r\nHello\r\n', 'Archive/2026');
  await dovecot.stop();
  await dovecot.start();
  const client = new ImapFlow({
    host: dovecot.host,
    port: dovecot.imapsPort,
    secure: true,
    auth: { user: 'ana', pass: 'harbour light' },
    tls: { ca: dovecot.authority },
    logger: false,
  });
  await client.connect();
  const folders = await client.list();
  const count = await client.status('INBOX', { messages: true });
  await client.logout();
  expect(folders.map((one) => one.path).toSorted()).toEqual(['Archive', 'Archive/2026', 'INBOX', 'Sent'].toSorted());
  expect(count).toMatchObject({ messages: 1 });
});
