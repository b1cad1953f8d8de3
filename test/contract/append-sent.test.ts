import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSentCopies } from '../../server/adapters/imap/append-sent.ts';
import { createEgressGuard } from '../../server/adapters/net/egress-guard.ts';
import { PermanentFailure, TemporaryFailure } from '../../server/ports/failure.ts';
import type { SentCopyTarget } from '../../server/ports/sent-copies.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { plainMail } from '../support/smtp-transport.ts';

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot({ users: { ana: 'harbour light' } });
}, 30_000);
afterAll(() => dovecot[Symbol.asyncDispose]());

const messageId = '<one@contoso.test>';
const bytes = Buffer.concat([Buffer.from(`Message-ID: ${messageId}\r\n`), plainMail]);

const target = (given: Partial<SentCopyTarget['settings']> = {}, secret = 'harbour light'): SentCopyTarget => ({
  settings: { host: 'localhost', port: dovecot.imapPort, tls: 'required', folder: null, ...given },
  credentials: { kind: 'password', user: 'ana', secret },
  trusted: true,
});
const append = (to: SentCopyTarget, authorities = [dovecot.authority]): Promise<void> =>
  createSentCopies({ guard: createEgressGuard(), authorities }).append(to, { bytes, messageId });
const failureOf = (work: Promise<void>): Promise<unknown> =>
  work.then(
    () => 'appended',
    (error: unknown) => error,
  );

const sentMails = async (): Promise<readonly { readonly source: string; readonly seen: boolean }[]> => {
  const client = new ImapFlow({
    host: 'localhost',
    port: dovecot.imapsPort,
    secure: true,
    auth: { user: 'ana', pass: 'harbour light' },
    tls: { ca: dovecot.authority },
    logger: false,
  });
  await client.connect();
  const lock = await client.getMailboxLock('Sent');
  const found = [];
  for await (const mail of client.fetch('1:*', { source: true, flags: true })) {
    found.push({ source: mail.source?.toString('latin1') ?? '', seen: mail.flags?.has('\\Seen') === true });
  }
  lock.release();
  await client.logout();
  return found;
};

describe('S8: the copy in the folder of sent mail', () => {
  test('the very bytes are appended as read mail, and once however often it is asked for', async () => {
    await append(target());
    await append(target({ port: dovecot.imapsPort, tls: 'implicit' }));
    expect(await sentMails()).toEqual([{ source: bytes.toString('latin1'), seen: true }]);
  });
  test('what goes wrong says whether it lasts', async () => {
    const lasting = [
      await failureOf(append(target({}, 'wrong'))),
      await failureOf(append(target({ folder: 'Absent' }))),
      await failureOf(append(target({ port: dovecot.imapsPort, tls: 'implicit' }), [])),
      await failureOf(append({ ...target(), trusted: false })),
    ];
    for (const failure of lasting) expect(failure).toBeInstanceOf(PermanentFailure);
    await dovecot.stop();
    expect(await failureOf(append(target()))).toBeInstanceOf(TemporaryFailure);
    await dovecot.start();
  }, 60_000);
});
