import { describe, expect, test } from 'vitest';
import { startScriptedSmtp } from '../support/scripted-smtp.ts';
import { profileAt, sendTo, testTransport, told } from '../support/smtp-transport.ts';

describe('S3: sessions are used again', () => {
  test('mails of one profile share a session, another key opens its own', async () => {
    await using server = await startScriptedSmtp();
    const transport = testTransport();
    await sendTo(transport, profileAt(server.port));
    await sendTo(transport, profileAt(server.port));
    expect([server.connections(), server.mails.length]).toEqual([1, 2]);
    await sendTo(transport, profileAt(server.port, { key: 'changed' }));
    expect([server.connections(), server.mails.length]).toEqual([2, 3]);
    await transport.close();
  });
  test.each(['drop', '421 4.4.2 idle too long'] as const)(
    'a kept session whose server has left (%s) costs the mail nothing',
    async (leaving) => {
      let mails = 0;
      await using server = await startScriptedSmtp({
        answer: (verb) => (verb === 'MAIL' && ++mails === 2 ? leaving : undefined),
      });
      const transport = testTransport();
      await sendTo(transport, profileAt(server.port));
      expect(told(await sendTo(transport, profileAt(server.port)))).toBe('accepted');
      await transport.close();
      expect([server.connections(), server.mails.length]).toEqual([2, 2]);
    },
  );
  test('after a refusal the session is reset and carries the next mail', async () => {
    let mails = 0;
    await using server = await startScriptedSmtp({
      answer: (verb) => (verb === 'RCPT' && ++mails === 1 ? '550 5.1.1 no' : undefined),
    });
    const transport = testTransport();
    expect(told(await sendTo(transport, profileAt(server.port)))).toBe('failed@recipient');
    expect(told(await sendTo(transport, profileAt(server.port)))).toBe('accepted');
    await transport.close();
    expect(server.connections()).toBe(1);
  });
  test('no more sessions than the bound, however many mails wait', async () => {
    await using server = await startScriptedSmtp();
    const transport = testTransport({ bounds: { trustedSessions: 3, mails: 10 } });
    const all = await Promise.all(Array.from({ length: 60 }, () => sendTo(transport, profileAt(server.port))));
    await transport.close();
    expect(all.map(told)).toEqual(all.map(() => 'accepted'));
    expect(server.mails).toHaveLength(60);
    expect(server.connections()).toBe(6);
  });
});
