import { describe, expect, test } from 'vitest';
import type { SendingProfile } from '../../server/ports/mail-transport.ts';
import { makeTestCertificate } from '../support/certificates.ts';
import { startScriptedSmtp, type SmtpScript, type Verb } from '../support/scripted-smtp.ts';
import { profileAt, shortWaits, testTransport } from '../support/smtp-transport.ts';

const password: SendingProfile['credentials'] = { kind: 'password', user: 'ana', secret: 'harbour light' };
const certificate = await makeTestCertificate();
const authorities = [certificate.authority];

describe('S2: the test shows each step with the words of the server', () => {
  const steps = async (script: SmtpScript, given: Partial<SendingProfile> = {}) => {
    await using server = await startScriptedSmtp(script);
    const transport = testTransport({ timeouts: shortWaits, authorities });
    const addresses = { from: 'ana@contoso.test', to: 'bo@northwind.example' };
    const found = await transport.test(profileAt(server.port, { host: 'localhost', ...given }), addresses);
    await transport.close();
    expect(server.mails).toEqual([]);
    return found;
  };
  const last = async (script: SmtpScript, given: Partial<SendingProfile> = {}) => {
    const found = await steps(script, given);
    expect(found.slice(0, -1).every((step) => step.passed && step.remedy === null)).toBe(true);
    return found.at(-1)!;
  };
  test('all six pass', async () => {
    const found = await steps({ offers: ['STARTTLS', 'AUTH PLAIN'], certificate }, { credentials: password });
    expect(found.map((step) => [step.step, step.passed])).toEqual(
      ['resolve', 'connect', 'tls', 'auth', 'sender', 'relay'].map((step) => [step, true]),
    );
    expect(found.at(-1)?.answer).toBe('250 2.1.5 recipient ok');
  });
  test('nothing listens there', async () => {
    const port = await startScriptedSmtp().then(async (server) => {
      await server.stop();
      return server.port;
    });
    const found = await testTransport().test(profileAt(port), { from: 'a@b.test', to: 'c@d.test' });
    expect(found.at(-1)).toMatchObject({ step: 'connect', passed: false, answer: `Nothing listens on port ${port}.` });
    expect(found.at(-1)?.remedy).toMatch(/587/);
  });
  test('it is no mail server: what it said is not told', async () => {
    const step = await last({ answer: (verb) => (verb === 'CONNECT' ? 'SSH-2.0-OpenSSH_9.2 secret' : undefined) });
    expect(step).toMatchObject({ step: 'connect', passed: false });
    expect(step.answer).not.toContain('SSH');
  });
  test('the certificate is wrong', async () => {
    const bad = await makeTestCertificate(['mail.elsewhere.test']);
    const step = await last({ offers: ['STARTTLS'], certificate: bad }, { tls: 'required' });
    expect(step).toMatchObject({ step: 'tls', passed: false });
    expect(step.remedy).toMatch(/certificate/);
  });
  test('the password is wrong', async () => {
    const script = { offers: ['STARTTLS', 'AUTH PLAIN'], certificate };
    const answer = (verb: Verb) => (verb === 'AUTH' ? '535 5.7.8 authentication failed' : undefined);
    const step = await last({ ...script, answer }, { credentials: password });
    expect(step).toMatchObject({ step: 'auth', passed: false, answer: '535 5.7.8 authentication failed' });
    expect(step.remedy).toMatch(/user and secret/);
  });
  test('the sender is refused, relaying is denied', async () => {
    const saying = (refused: Verb, words: string) => ({
      answer: (verb: Verb) => (verb === refused ? words : undefined),
    });
    expect(await last(saying('MAIL', '550 5.1.8 unknown sender'))).toMatchObject({ step: 'sender', passed: false });
    const relay = await last(saying('RCPT', '554 5.7.1 Relay access denied'));
    expect(relay).toMatchObject({ step: 'relay', passed: false, answer: '554 5.7.1 Relay access denied' });
    expect(relay.remedy).toMatch(/user and secret/);
  });
});
