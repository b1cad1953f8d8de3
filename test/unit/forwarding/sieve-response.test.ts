import { describe, expect, test } from 'vitest';
import { readSieveResponse } from '../../../server/adapters/sieve/sieve-response.ts';

const whole = (text: string) => readSieveResponse(Buffer.from(text));

describe('A15: answers of a ManageSieve server (RFC 5804)', () => {
  test.each([
    ['OK\r\n', { status: 'OK', code: null, text: '', lines: [] }],
    ['no (QUOTA/MAXSIZE) "too large"\r\n', { status: 'NO', code: 'QUOTA/MAXSIZE', text: 'too large', lines: [] }],
    ['BYE (TRYLATER) {5}\r\na"b\\c\r\n', { status: 'BYE', code: 'TRYLATER', text: 'a"b\\c', lines: [] }],
    [
      '"a \\"b\\" \\\\c" ACTIVE\r\n"d"\r\nOK "done"\r\n',
      { status: 'OK', text: 'done', lines: [['a "b" \\c', 'ACTIVE'], ['d']] },
    ],
    ['{12}\r\nOK\r\nNO "x"\r\n\r\nOK\r\n', { status: 'OK', lines: [['OK\r\nNO "x"\r\n']] }],
    // Cyrus escapes nothing there.
    [
      '"my "own" rules" ACTIVE\r\n"other"\r\nOK\r\n',
      { status: 'OK', lines: [['my "own" rules', 'ACTIVE'], ['other']] },
    ],
    ['OK (TAG "with ) in it") "said"\r\n', { status: 'OK', code: 'TAG "with ) in it"', text: 'said' }],
  ])('%j', (text, response) => {
    expect(whole(text)?.response).toMatchObject(response);
    expect(whole(`${text}more`)?.end).toBe(Buffer.byteLength(text));
  });
  test('an answer that has not come whole is waited for, wherever it is cut', () => {
    const text = '{7}\r\nké\r\nke\r\n"b\\"c" ACTIVE\r\nOK (CODE) "done"\r\n';
    const bytes = Buffer.from(text);
    for (let end = 0; end < bytes.length; end += 1) expect(readSieveResponse(bytes.subarray(0, end))).toBeNull();
    expect(readSieveResponse(bytes)?.response.lines).toEqual([['ké\r\nke'], ['b"c', 'ACTIVE']]);
  });
  test('a literal that is none or too large ends it', () => {
    expect(() => whole('{abcdefghijklmnopqrstuvw}\r\n')).toThrow();
    expect(() => whole('{999999999}\r\n')).toThrow();
  });
});
