import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMessage } from '../../server/adapters/mime/parse-message.ts';
import { classifyAutomatic } from '../../server/domain/mail/auto-submitted.ts';
import { readDeliveryReport } from '../../server/domain/mail/delivery-report.ts';
import { dsn, wordsOnly } from '../support/reports.ts';

const whole = [
  dsn({
    groups: [
      ['Final-Recipient: rfc822; anna@fabrikam.example', 'Action: failed', 'Status: 5.1.1'],
      ['Final-Recipient: rfc822; ben@fabrikam.example', 'Action: delayed', 'Status: 4.2.2'],
    ],
  }),
  wordsOnly('failure notice', "I wasn't able to deliver your message.", '<anna@fabrikam.example>:', '550 unknown user'),
];

/** Cut, repeated and with foreign bytes inside. */
const damaged = fc
  .record({
    source: fc.constantFrom(...whole),
    cut: fc.nat(4_000),
    at: fc.nat(4_000),
    piece: fc.oneof(
      fc.string(),
      fc.constantFrom('\0', '<', '@', '5.1.1 ', '550 ', '\r', '>>> RCPT To:<', ';', '{"a":'),
    ),
    times: fc.integer({ min: 0, max: 300 }),
  })
  .map(({ source, cut, at, piece, times }) => {
    const kept = source.slice(0, Math.max(200, cut));
    return `${kept.slice(0, at)}${piece.repeat(times)}${kept.slice(at)}`;
  });

test('S12: no mail makes the reading of reports fail, and what it gives has bounds', () => {
  fc.assert(
    fc.property(damaged, (text) => {
      const reading = parseMessage(Buffer.from(text));
      if (reading.kind === 'unreadable') return;
      const report = readDeliveryReport(reading.message);
      expect(() => classifyAutomatic(reading.message)).not.toThrow();
      for (const recipient of report?.recipients ?? []) {
        expect(recipient.answer.length).toBeLessThanOrEqual(500);
        expect(recipient.address ?? 'a@b').toMatch(/^\S{1,330}$/u);
        expect(recipient.status ?? '5.0.0').toMatch(/^[245]\.\d{1,3}\.\d{1,3}$/);
      }
      expect(report?.recipients.length ?? 0).toBeLessThanOrEqual(500);
    }),
    { numRuns: 500 },
  );
});
