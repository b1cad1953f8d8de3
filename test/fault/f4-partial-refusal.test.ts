import { expect, test } from 'vitest';
import { startScriptedSmtp } from '../support/scripted-smtp.ts';
import { profileAt, sendTo, testTransport, told } from '../support/smtp-transport.ts';

const five = ['a', 'b', 'refused', 'c', 'd'].map((name) => `${name}@northwind.example`);

test.each([
  ['at once', ['PIPELINING']],
  ['one by one', []],
])('F4: of five recipients asked %s one is refused: four are sent once, one is reported', async (_how, offers) => {
  await using server = await startScriptedSmtp({
    offers,
    answer: (verb, line) => (verb === 'RCPT' && line.includes('refused') ? '550 5.1.1 no such person' : undefined),
  });
  const transport = testTransport();
  const marked: (readonly string[])[] = [];
  const delivery = await sendTo(transport, profileAt(server.port), five, (accepted) => {
    marked.push(accepted);
    return Promise.resolve();
  });
  await transport.close();
  expect(told(delivery)).toBe('accepted accepted failed@recipient accepted accepted');
  expect(delivery.recipients.map((one) => one.address)).toEqual(five);
  expect(delivery.recipients[2]?.answer).toEqual({ code: 550, enhanced: '5.1.1', text: 'no such person' });
  expect(marked).toEqual([five.filter((one) => !one.startsWith('refused'))]);
  expect(server.mails.map((mail) => mail.to)).toEqual([five.filter((one) => !one.startsWith('refused'))]);
});

test('F4: a policy refusal of one recipient among taken ones is about that one, not about us', async () => {
  await using server = await startScriptedSmtp({
    answer: (verb, line) => (verb === 'RCPT' && line.includes('refused') ? '550 5.7.133 list is closed' : undefined),
  });
  const transport = testTransport();
  const delivery = await sendTo(transport, profileAt(server.port), five);
  await transport.close();
  expect(told(delivery)).toBe('accepted accepted failed@recipient accepted accepted');
});

test('F4: a server that relays for nobody is told by its words even when it takes its own people', async () => {
  await using server = await startScriptedSmtp({
    answer: (verb, line) => (verb === 'RCPT' && line.includes('refused') ? '554 5.7.1 Relay access denied' : undefined),
  });
  const transport = testTransport();
  const delivery = await sendTo(transport, profileAt(server.port), five);
  await transport.close();
  expect(told(delivery)).toBe('accepted accepted deferred@recipient accepted accepted !recipient');
});
