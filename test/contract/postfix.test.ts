import { expect, test } from 'vitest';
import { startPostfix } from '../support/postfix.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { profileAt, sendTo, testTransport, told } from '../support/smtp-transport.ts';

test('S2: a real Postfix takes mail for its domains, and refuses to relay in words that are understood', async () => {
  await using sink = await startSmtpSink();
  await using postfix = await startPostfix({ relayPort: sink.port, relayDomains: ['northwind.example'] });
  const transport = testTransport();
  const delivery = await sendTo(transport, profileAt(postfix.port), ['bo@northwind.example', 'x@elsewhere.example']);
  expect(told(delivery)).toBe('accepted deferred@recipient !recipient');
  expect(delivery.recipients[0]?.answer.text).toMatch(/queued as/);
  const steps = await transport.test(profileAt(postfix.port), { from: 'ana@contoso.test', to: 'x@elsewhere.example' });
  expect(steps.at(-1)).toMatchObject({ step: 'relay', passed: false });
  expect(steps.at(-1)?.answer).toContain('Relay access denied');
  await transport.close();
}, 30_000);

test('S3: a real Postfix takes many mails over few connections, each once', async () => {
  await using sink = await startSmtpSink();
  await using postfix = await startPostfix({ relayPort: sink.port, relayDomains: null });
  const transport = testTransport({ bounds: { trustedSessions: 2 } });
  const sent = await Promise.all(Array.from({ length: 40 }, () => sendTo(transport, profileAt(postfix.port))));
  await transport.close();
  const queued = sent.map((one) => /queued as (\S+)/.exec(one.recipients[0]?.answer.text ?? '')?.[1]);
  expect(new Set(queued).size).toBe(40);
}, 30_000);
