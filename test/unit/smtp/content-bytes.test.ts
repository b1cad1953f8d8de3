import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentPieces } from '../../../server/adapters/smtp/content-bytes.ts';

const onWire = (content: Uint8Array): string => Buffer.concat([...contentPieces(content)]).toString('latin1');
/** What a strict server reads out of it. */
const received = (wire: string): string => wire.replace(/^\.|(?<=\r\n)\./g, '');

describe('S8: the content as it crosses the wire', () => {
  test.each([
    ['', ''],
    ['a\r\n', 'a\r\n'],
    ['a', 'a\r\n'],
    ['.a\r\n', '..a\r\n'],
    ['a\r\n.\r\nb\r\n', 'a\r\n..\r\nb\r\n'],
    ['a\n.\nb\n', 'a\r\n..\r\nb\r\n'],
    ['a\r.\rb\r', 'a\r\n..\r\nb\r\n'],
    ['a\n.\r\nb\r\n', 'a\r\n..\r\nb\r\n'],
    ['a\r\n.\nb\r\n', 'a\r\n..\r\nb\r\n'],
    ['a\r\n.\rb\r\n', 'a\r\n..\r\nb\r\n'],
    ['a\r.\r\nb\r\n', 'a\r\n..\r\nb\r\n'],
    ['a\r\r\n.\r\n', 'a\r\n\r\n..\r\n'],
    ['a\n\r.\r\n\n', 'a\r\n\r\n..\r\n\r\n'],
    ['a\r\n\0.\r\n', 'a\r\n\0.\r\n'],
  ])('smuggling: %j goes as %j', (content, wire) => {
    expect(onWire(Buffer.from(content, 'latin1'))).toBe(wire);
  });
  test('no content ends the mail early, wherever its pieces are cut', () => {
    const odd = fc.array(fc.constantFrom('\r', '\n', '.', 'a', '\r\n', '\r\n.\r\n', '.'.repeat(65_535)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(odd, (pieces) => {
        const wire = onWire(Buffer.from(pieces.join(''), 'latin1'));
        expect(wire === '' || wire.endsWith('\r\n')).toBe(true);
        expect(wire.startsWith('.\r\n') || wire.includes('\r\n.\r\n')).toBe(false);
        expect(/\r(?!\n)|(?<!\r)\n/.test(wire)).toBe(false);
        expect(received(wire)).toBe(
          pieces.join('').replace(/\r\n|\r|\n/g, '\r\n') + (/(^|\r|\n)$/.test(pieces.join('')) ? '' : '\r\n'),
        );
      }),
      { numRuns: 1_000 },
    );
  });
  test('what needs no change is not copied', () => {
    const content = Buffer.from('line\r\n'.repeat(20));
    expect([...contentPieces(content)][0]?.buffer).toBe(content.buffer);
  });
});
