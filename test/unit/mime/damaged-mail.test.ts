import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../../server/adapters/mime/parse-message.ts';
import { mail, mailFixture, readable } from '../../support/mail.ts';

const fixtures = readdirSync(fileURLToPath(new URL('../../fixtures/mail', import.meta.url)))
  .filter((name) => name.endsWith('.eml'))
  .map((name) => mailFixture(name.slice(0, -'.eml'.length)).toString('latin1'));

const pieces = [
  '--',
  '\r\n',
  '\r\n\r\n',
  '=?utf-8?q?',
  '?=',
  '"',
  '(',
  '<',
  '\\',
  ';',
  '=',
  '%',
  '\0',
  '\xff',
  '<div>',
];

/** One change: a piece put in, a stretch taken out, or a stretch repeated elsewhere. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(80),
  how: fc.constantFrom('insert', 'remove', 'repeat'),
  piece: fc.constantFrom(...pieces),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const damage = (text: string, { at, from, length, how, piece }: Change): string => {
  const index = Math.floor(at * text.length);
  const start = Math.floor(from * text.length);
  if (how === 'remove') return text.slice(0, index) + text.slice(index + length);
  return text.slice(0, index) + (how === 'insert' ? piece : text.slice(start, start + length)) + text.slice(index);
};

describe('P17: damaged mail', () => {
  test('is read or refused for a named reason, and brings no line break into a person or a name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.array(change, { minLength: 1, maxLength: 6 }), (text, changes) => {
        const reading = parseMessage(Buffer.from(changes.reduce(damage, text), 'latin1'));
        if (reading.kind === 'unreadable') {
          expect(reading.because).not.toBe('parserFailed');
          return;
        }
        const { from, to, cc, bcc, replyTo, attachments, subject } = reading.message;
        const people = [...from, ...to, ...cc, ...bcc, ...replyTo].flatMap((one) => [one.address, one.name ?? '']);
        for (const line of [...people, subject, ...attachments.flatMap((one) => [one.name, one.type])]) {
          // eslint-disable-next-line no-control-regex -- these are what must not be there
          expect(line).not.toMatch(/[\r\n\u0000]/);
        }
      }),
      { numRuns: 1_500 },
    );
  }, 30_000);
  test('a forgotten semicolon leaves the type as it was meant', () => {
    const message = readable(mail('From: a@b.example', 'Content-Type: text/plain charset="utf-8"', '', 'shown'));
    expect(message.text).toBe('shown');
  });
  test('a type that is none is offered as bytes', () => {
    const message = readable(
      mail('From: a@b.example', 'Content-Type: image/<svg>; name=a.svg', 'Content-Disposition: attachment', '', 'x'),
    );
    expect(message.attachments[0]).toMatchObject({ name: 'a.svg', type: 'application/octet-stream' });
  });
});
