import { describe, expect, test } from 'vitest';
import { mailLimits } from '../../../server/adapters/mime/mail-limits.ts';
import { mail, readable, unreadable } from '../../support/mail.ts';

const from = 'From: ada@harbour.example';

const flat = (parts: number): Buffer =>
  mail(
    from,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...Array<string>(parts).fill('--b\r\n\r\nx'),
    '--b--',
    '',
  );

/** `levels` containers inside each other below the message, the innermost holding nothing. */
const nested = (levels: number): Buffer => {
  const lines = [from];
  for (let level = 0; level < levels; level++) {
    lines.push(`Content-Type: multipart/mixed; boundary=b${level}x`, '', `--b${level}x`);
  }
  return mail(...lines, 'Content-Type: text/plain', '', 'the bottom');
};

const recipients = (count: number): string => Array.from({ length: count }, (_, n) => `p${n}@x.example`).join(',\r\n ');

describe('P17: limits of a message, at the boundary', () => {
  test('1,000 parts are read, one more is not', () => {
    expect(readable(flat(mailLimits.parts)).text.length).toBe(2 * mailLimits.parts - 1);
    expect(unreadable(flat(mailLimits.parts + 1))).toBe('tooManyParts');
  });
  test('a thousand lines that look like delimiters and are none do not count', () => {
    const signatures = Array<string>(5_000).fill('-- \r\n--bx');
    const message = readable(
      mail(from, 'Content-Type: multipart/mixed; boundary=b', '', '--b', '', ...signatures, '--b--'),
    );
    expect(message.text.split('\n')).toHaveLength(10_000);
  });
  test('100 levels are read, one more is not', () => {
    expect(readable(nested(mailLimits.depth)).text).toBe('the bottom');
    expect(unreadable(nested(mailLimits.depth + 1))).toBe('tooDeep');
  });
  test('a field of 100 KB is read, one more byte is not', () => {
    const field = (size: number): Buffer => mail(from, `X-Big: ${'x'.repeat(size - 'X-Big: '.length)}`, '', 'body');
    expect(readable(field(mailLimits.fieldBytes)).text).toBe('body');
    expect(unreadable(field(mailLimits.fieldBytes + 1))).toBe('fieldTooLarge');
  });
  test('folding counts as part of the field', () => {
    const folded = (size: number): Buffer => mail(from, 'X:', ...Array<string>(size / 8).fill(' 12345'), '', 'body');
    expect(unreadable(folded(mailLimits.fieldBytes + 8))).toBe('fieldTooLarge');
    expect(unreadable(folded(mailLimits.fieldBytes - 8))).toBe('readable');
  });
  test('header blocks of 2 MB together are read, one more byte is not', () => {
    const line = `X: ${'x'.repeat(1_019)}`;
    const block = (size: number): Buffer => {
      const first = `${from}\r\n`;
      const lines = Math.floor((size - first.length - 2) / (line.length + 2)) - 1;
      const rest = size - first.length - 2 - lines * (line.length + 2);
      return mail(from, ...Array<string>(lines).fill(line), `Y: ${'y'.repeat(rest - 5)}`, '', 'body');
    };
    expect(block(mailLimits.headerBytes).indexOf('\r\n\r\n') + 4).toBe(mailLimits.headerBytes);
    expect(readable(block(mailLimits.headerBytes)).text).toBe('body');
    expect(unreadable(block(mailLimits.headerBytes + 1))).toBe('headerTooLarge');
  });
  test('the header blocks of parts count with the first', () => {
    const part = `--b\r\nX: ${'x'.repeat(90_000)}\r\n\r\nx`;
    const many = (count: number): Buffer =>
      mail(from, 'Content-Type: multipart/mixed; boundary=b', '', ...Array<string>(count).fill(part), '--b--');
    expect(unreadable(many(20))).toBe('readable');
    expect(unreadable(many(30))).toBe('headerTooLarge');
  });
  test('10,240 addresses are all kept, more are cut and flagged', () => {
    const full = readable(mail(`To: ${recipients(mailLimits.addresses)}`, '', ''));
    expect([full.to.length, full.recipientsTruncated]).toEqual([mailLimits.addresses, false]);
    const over = readable(mail(from, `To: ${recipients(mailLimits.addresses)}`, 'Cc: one@more.example', '', ''));
    expect(over.from).toHaveLength(1);
    expect([over.to.length + over.cc.length, over.recipientsTruncated]).toEqual([mailLimits.addresses - 1, true]);
  });
  test('an address field may be larger than any other field', () => {
    const long = `To: ${recipients(9_000)}`;
    expect(long.length).toBeGreaterThan(mailLimits.fieldBytes);
    expect(readable(mail(from, long, '', '')).to).toHaveLength(9_000);
  });
});

describe('P17: where a header ends', () => {
  test('at an empty line, wherever the next look into the bytes falls', () => {
    for (let length = 4_080; length < 4_110; length++) {
      const message = readable(mail(`Subject: ${'s'.repeat(length - 'Subject: '.length)}`, '', 'body'));
      expect([message.subject.length, message.text]).toEqual([length - 'Subject: '.length, 'body']);
    }
  });
  test('at the delimiter of the next part, when there is no empty line', () => {
    const parts = mail(
      from,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'X: 1',
      '--bc: no',
      '--b',
      '',
      'two',
      '--b--',
    );
    expect(readable(parts).text).toBe('\ntwo');
  });
});

describe('P17: what is no message', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a text', mail('Dear Bo,', '', 'this is no mail.')],
  ])('%s', (_, bytes) => {
    expect(unreadable(bytes)).toBe('notAMessage');
  });
  test('a header alone is a message', () => {
    expect(readable(mail(from, 'Subject: Short'))).toMatchObject({ subject: 'Short', text: '', attachments: [] });
  });
});

describe('P17: bombs stay within the bounds', () => {
  const megabyte = 1024 * 1024;
  test('a million empty parts', () => {
    const bomb = mail(from, 'Content-Type: multipart/mixed; boundary=b', '', '--b\r\n\r\n'.repeat(1_000_000));
    expect(unreadable(bomb)).toBe('tooManyParts');
  });
  test('HTML that nests deep is read as its text', () => {
    const message = readable(mail(from, 'Content-Type: text/html', '', `${'<div>'.repeat(megabyte / 5)}bottom`));
    expect(message.text.trim()).toBe('bottom');
  });
  test('HTML that hides its depth from a reader of end tags', () => {
    const message = readable(
      mail(from, 'Content-Type: text/html', '', '<div><!--</div>--><b t="</div>">'.repeat(2_000)),
    );
    expect(message.text.includes('<')).toBe(false);
  });
  test('parts without an empty line cost no more than others', () => {
    const levels = Array.from(
      { length: 90 },
      (_, n) => `Content-Type: multipart/mixed; boundary=a${n}x\r\n\r\n--a${n}x\r\n`,
    );
    expect(unreadable(mail(from, `${levels.join('')}${'--a9x\n'.repeat(500_000)}`))).toBe('tooManyParts');
  });
  test('messages inside messages are not opened', () => {
    const levels = 'Content-Type: message/rfc822\r\n\r\n'.repeat(10_000);
    expect(readable(mail(from, levels)).attachments).toHaveLength(1);
  });
  test.each([
    ['quotes', 'To: "\\"\\"'],
    ['comments', 'To: (('],
    ['groups', 'To: a:b,'],
    ['encoded words', 'Subject: =?utf-8?q?=C3?= '],
    ['unfinished encoded words', 'Subject: =?a?q?'],
    ['angle brackets', 'References: <'],
  ])('%s in a field', (_, start) => {
    const [name = '', value = ''] = start.split(': ');
    expect(unreadable(mail(from, `${name}: ${value.repeat(90_000 / value.length)}`, '', 'body'))).toBe('readable');
  });
});
