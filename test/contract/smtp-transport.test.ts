import { describe, expect, test } from 'vitest';
import type { Envelope, SendingProfile } from '../../server/ports/mail-transport.ts';
import { makeTestCertificate } from '../support/certificates.ts';
import { startScriptedSmtp, type SmtpScript, type Verb } from '../support/scripted-smtp.ts';
import { plainMail, profileAt, sendTo, shortWaits, testTransport, told } from '../support/smtp-transport.ts';

const password: SendingProfile['credentials'] = { kind: 'password', user: 'ana', secret: 'harbour light' };
const certificate = await makeTestCertificate();
const authorities = [certificate.authority];
const noMarker = (): Promise<void> => Promise.resolve();

/** Offers one mail to a server of this script; what was sent stands in `lines` and `mails`. */
const offer = async (
  script: SmtpScript,
  given: Partial<SendingProfile> = {},
  mail: { readonly envelope?: Partial<Envelope>; readonly bytes?: Uint8Array } = {},
) => {
  await using server = await startScriptedSmtp(script);
  const transport = testTransport({ timeouts: shortWaits, authorities });
  const envelope = { from: 'ana@contoso.test', to: ['bo@northwind.example'], notify: false, ...mail.envelope };
  const profile = profileAt(server.port, given);
  const delivery = await transport.send(profile, { envelope, bytes: mail.bytes ?? plainMail }, noMarker);
  await transport.close();
  return { told: told(delivery), delivery, lines: server.lines, mails: server.mails };
};

describe('S4: the marker stands before the final dot', () => {
  const shapes = [['PIPELINING'], []];
  test.each(shapes)('it is awaited after the whole content and before the dot (%s)', async (...offers) => {
    const seen: string[] = [];
    await using server = await startScriptedSmtp({
      offers,
      answer: (verb) => {
        seen.push(verb);
        return undefined;
      },
    });
    const transport = testTransport();
    const delivery = await sendTo(transport, profileAt(server.port), undefined, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push('marker');
    });
    await transport.close();
    expect(told(delivery)).toBe('accepted');
    expect(seen.slice(0, 7)).toEqual(['CONNECT', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'marker', '.']);
  });
  test('when it cannot be written the mail does not become one, and nobody is uncertain', async () => {
    await using server = await startScriptedSmtp();
    const transport = testTransport();
    const delivery = await sendTo(transport, profileAt(server.port), ['a@n.example', 'b@n.example'], () =>
      Promise.reject(new Error('the database is gone')),
    );
    await transport.close();
    expect(told(delivery)).toBe('deferred@data deferred@data');
    expect(server.mails).toEqual([]);
  });
  test('a server that leaves while the marker is written has not had the dot', async () => {
    await using server = await startScriptedSmtp();
    const transport = testTransport();
    const delivery = await sendTo(transport, profileAt(server.port), undefined, () => server.stop());
    await transport.close();
    expect(told(delivery)).toBe('deferred@data');
  });
  test('no recipient taken: no marker, no content', async () => {
    let marked = false;
    await using server = await startScriptedSmtp({ answer: (verb) => (verb === 'RCPT' ? '550 5.1.1 no' : undefined) });
    const transport = testTransport();
    const delivery = await sendTo(transport, profileAt(server.port), undefined, () => {
      marked = true;
      return Promise.resolve();
    });
    await transport.close();
    expect([told(delivery), marked, server.mails]).toEqual(['failed@recipient', false, []]);
  });
  test('the answer to the dot is waited for at least ten minutes (RFC 5321 4.5.3.2.6)', async () => {
    const { rfcTimeouts } = await import('../../server/adapters/smtp/timeouts.ts');
    expect(rfcTimeouts.finalDot).toBeGreaterThanOrEqual(600_000);
  });
});

describe('S2: TLS and who we are', () => {
  const withTls = { offers: ['STARTTLS', 'AUTH PLAIN LOGIN'], certificate };
  const secrets = /AUTH|harbour|AGFuYQ/;
  test('STARTTLS is used before the password is given', async () => {
    const { told, lines } = await offer(withTls, { host: 'localhost', tls: 'required', credentials: password });
    expect(told).toBe('accepted');
    expect(lines.slice(0, 4)).toEqual([
      'EHLO client.test',
      'STARTTLS',
      'EHLO client.test',
      `AUTH PLAIN ${Buffer.from('\0ana\0harbour light').toString('base64')}`,
    ]);
  });
  test('TLS from the first byte', async () => {
    const script = { certificate, implicit: true, offers: ['AUTH LOGIN'] };
    const { told, lines } = await offer(script, { host: 'localhost', tls: 'implicit', credentials: password });
    expect(told).toBe('accepted');
    expect(lines).toContain('AUTH LOGIN');
  });
  test.each(['whenOffered', 'required', 'none'] as const)(
    'a server without TLS never sees the password (%s)',
    async (tls) => {
      const { told, lines } = await offer({ offers: ['AUTH PLAIN'] }, { tls, credentials: password });
      expect(told).toMatch(/^deferred@(tls|auth) !(tls|auth)$/);
      expect(lines.join('\n')).not.toMatch(secrets);
    },
  );
  test.each([
    ['of another host', () => makeTestCertificate(['mail.elsewhere.test'])],
    ['that has expired', () => makeTestCertificate(undefined, true)],
    ['of an unknown authority', () => makeTestCertificate()],
  ])('a certificate %s is refused: no password, no mail, no fallback', async (kind, make) => {
    const bad = await make();
    await using server = await startScriptedSmtp({ ...withTls, certificate: bad });
    const trusted = kind === 'of an unknown authority' ? authorities : [bad.authority];
    const transport = testTransport({ timeouts: shortWaits, authorities: trusted });
    const profile = profileAt(server.port, { host: 'localhost', credentials: password });
    expect(told(await sendTo(transport, profile))).toBe('deferred@tls !tls');
    expect(server.lines.join('\n')).not.toMatch(secrets);
    expect(server.mails).toEqual([]);
  });
  test('plain text that came before TLS is forgotten', async () => {
    const injected = '250-mx.test\r\n250 AUTH PLAIN\r\n235 2.7.0 welcome\r\n';
    const script = { ...withTls, offers: ['STARTTLS'], injected };
    const { told, lines } = await offer(script, { host: 'localhost', tls: 'required', credentials: password });
    expect(told).not.toBe('accepted');
    expect(lines.join('\n')).not.toMatch(secrets);
  });
  test('a wrong password is the server refusing us, a busy one is not', async () => {
    const refusing = (words: string) => ({
      ...withTls,
      answer: (verb: Verb) => (verb === 'AUTH' ? words : undefined),
    });
    const given = { host: 'localhost', credentials: password };
    expect((await offer(refusing('535 5.7.8 no'), given)).told).toBe('deferred@auth !auth');
    expect((await offer(refusing('454 4.7.0 later'), given)).told).toBe('deferred@auth');
  });
  test('OAuth 2.0: the token is sent by XOAUTH2, and a refusal is read to its end', async () => {
    const token = { kind: 'xoauth2' as const, user: 'ana@contoso.test', accessToken: () => Promise.resolve('t0ken') };
    const given = { host: 'localhost', credentials: token };
    const script = { ...withTls, offers: ['STARTTLS', 'AUTH XOAUTH2'] };
    const taken = await offer(script, given);
    expect(taken.told).toBe('accepted');
    const sent = taken.lines.find((line) => line.startsWith('AUTH XOAUTH2 ')) ?? '';
    expect(Buffer.from(sent.slice(13), 'base64').toString()).toBe(
      'user=ana@contoso.test\u0001auth=Bearer t0ken\u0001\u0001',
    );
    const refused = await offer(
      {
        ...script,
        answer: (verb, line) =>
          line.startsWith('AUTH')
            ? '334 eyJzdGF0dXMiOiI0MDAifQ=='
            : line === '' && verb === 'AUTH'
              ? '535 5.7.8 expired'
              : undefined,
      },
      given,
    );
    expect(refused.told).toBe('deferred@auth !auth');
  });
  test('OAuth 2.0: a token that somebody revoked is replaced once, and only the last attempt is told', async () => {
    const asked: (string | undefined)[] = [];
    const accessToken = (refused?: string) => {
      asked.push(refused);
      return Promise.resolve(refused === undefined ? 'revoked' : 'fresh');
    };
    const credentials = { kind: 'xoauth2' as const, user: 'ana@contoso.test', accessToken };
    const takes = (token: string) => Buffer.from(`user=ana@contoso.test\u0001auth=Bearer ${token}`).toString('base64');
    const script: SmtpScript = {
      ...withTls,
      offers: ['STARTTLS', 'AUTH XOAUTH2'],
      answer: (verb, line) =>
        verb === 'AUTH' && !line.includes(takes('fresh').slice(0, -4)) ? '535 5.7.8 expired' : undefined,
    };
    expect((await offer(script, { host: 'localhost', credentials })).told).toBe('accepted');
    expect(asked).toEqual([undefined, 'revoked']);
    const busy: SmtpScript = { ...script, answer: (verb) => (verb === 'AUTH' ? '454 4.7.0 later' : undefined) };
    expect((await offer(busy, { host: 'localhost', credentials })).told).toBe('deferred@auth');
    expect(asked).toEqual([undefined, 'revoked', undefined]);
  });
  test('SSRF: a host given by HTTP that is inside is not connected to', async () => {
    await using server = await startScriptedSmtp();
    const transport = testTransport();
    const delivery = await sendTo(transport, profileAt(server.port, { trusted: false }));
    expect([told(delivery), server.connections()]).toEqual(['deferred@resolve !resolve', 0]);
  });
});

describe('S2: what the server offers is used, what it does not is not', () => {
  const international = { envelope: { to: ['bø@northwind.example'] } };
  test('addresses beyond ASCII need SMTPUTF8', async () => {
    const taken = await offer({ offers: ['SMTPUTF8', 'PIPELINING'] }, {}, international);
    expect(taken.told).toBe('accepted');
    expect(taken.lines[1]).toMatch(/ SMTPUTF8$/);
    const refused = await offer({ offers: [] }, {}, { envelope: { to: ['bø@northwind.example', 'b@n.example'] } });
    expect(refused.told).toBe('failed@recipient accepted');
    expect(refused.delivery.recipients[0]).toMatchObject({ answer: { code: null } });
  });
  test('an international domain goes as its A-label', async () => {
    const { lines } = await offer({}, {}, { envelope: { to: ['bo@brücke.example'] } });
    expect(lines).toContain('RCPT TO:<bo@xn--brcke-lva.example>');
  });
  test('SIZE: a mail over the limit fails before it is offered, one at the limit goes', async () => {
    const at = (limit: number) => offer({ offers: [`SIZE ${limit}`] });
    const over = await at(plainMail.length - 1);
    expect([over.told, over.mails]).toEqual(['failed@recipient', []]);
    expect(over.delivery.profileRefused).toBeNull();
    const within = await at(plainMail.length);
    expect(within.told).toBe('accepted');
    expect(within.lines[1]).toBe(`MAIL FROM:<ana@contoso.test> SIZE=${plainMail.length}`);
  });
  test('8BITMIME is said when there are 8-bit bytes', async () => {
    const bytes = Buffer.from('Message-ID: <a+b@c.test>\r\nSubject: x\r\n\r\nGrüße\r\n');
    const { lines, mails } = await offer({ offers: ['8BITMIME'] }, {}, { bytes });
    expect(lines[1]).toBe('MAIL FROM:<ana@contoso.test> BODY=8BITMIME');
    expect(mails[0]?.raw).toBe(bytes.toString('latin1'));
  });
  test('S11: notifications are asked for when they are wanted and offered (RFC 3461)', async () => {
    const bytes = Buffer.from('Message-ID: <a+b@c.test>\r\nSubject: x\r\n\r\nDear Bo\r\n');
    const wanted = { envelope: { notify: true }, bytes };
    expect((await offer({ offers: ['DSN'] }, {}, wanted)).lines.slice(1, 3)).toEqual([
      'MAIL FROM:<ana@contoso.test> RET=HDRS ENVID=a+2Bb@c.test',
      'RCPT TO:<bo@northwind.example> NOTIFY=SUCCESS,FAILURE,DELAY',
    ]);
    expect((await offer({ offers: [] }, {}, wanted)).lines[2]).toBe('RCPT TO:<bo@northwind.example>');
  });
  test('the empty reverse path', async () => {
    expect((await offer({}, {}, { envelope: { from: '' } })).lines[1]).toBe('MAIL FROM:<>');
  });
  test.each([
    'bo@northwind.example>\r\nRCPT TO:<z@evil.example',
    'bo@northwind.example\r\nDATA',
    'a b@northwind.example',
    '<bo@northwind.example>',
    'bo@northwind.example> NOTIFY=NEVER',
    'bo',
    'bo@',
    'bo@a\0b',
  ])('CRLF: %j never reaches the wire', async (address) => {
    const { told, lines } = await offer({}, {}, { envelope: { to: [address, 'cy@northwind.example'] } });
    expect(told).toBe('failed@recipient accepted');
    expect(lines.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<cy@northwind.example>']);
  });
  test('a server that knows HELO alone is spoken to', async () => {
    const { told, lines } = await offer({ answer: (verb) => (verb === 'EHLO' ? '502 what?' : undefined) });
    expect([told, lines[1]]).toEqual(['accepted', 'HELO client.test']);
  });
  test('smuggling: twelve ways to hide a dot make no second mail', async () => {
    const hidden = ['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r', '\r\n.\r', '\r.\r\n', '\n.\r', '\r.\n'];
    const more = ['\r\n\0.\r\n', '\r\n.\0\r\n', '\r\r\n.\r\n', '\n\n.\n\n'];
    for (const trick of [...hidden, ...more]) {
      const bytes = Buffer.from(`Subject: x\r\n\r\none${trick}MAIL FROM:<evil@evil.example>\r\nRSET\r\n`, 'latin1');
      const { mails, lines } = await offer({}, {}, { bytes });
      expect([mails.length, lines.filter((line) => line.startsWith('MAIL')).length], JSON.stringify(trick)).toEqual([
        1, 1,
      ]);
      expect(mails[0]?.raw).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
    }
  });
});
