import { expect, test } from 'vitest';
import { readHeaderBlock, readMessageId, readThreadIds } from '../../addin/office/header-block.ts';

test('C1: folded References are one field, newest first behind In-Reply-To, each id once', () => {
  const block =
    'References: <a@x>\r\n <b@x>\r\n\t<c@x>\r\nIn-Reply-To: <c@x>\r\nSubject: x\r\n\r\nReferences: <body@x>\r\n';
  expect(readThreadIds(block)).toEqual(['<c@x>', '<b@x>', '<a@x>']);
});

test('at most 32 ids are asked about', () => {
  const ids = Array.from({ length: 40 }, (_, n) => `<${n}@x>`);
  expect(readThreadIds(`References: ${ids.join(' ')}\r\n`)).toHaveLength(32);
});

test('names are compared without case, lines without a colon are no fields', () => {
  expect(readHeaderBlock('MESSAGE-id : <a@x>\nrubbish\n')).toEqual([{ name: 'message-id', value: '<a@x>' }]);
});

test('the Message-ID is read from the header alone', () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  expect(readMessageId(encode('Message-ID:\r\n <a@x>\r\n\r\nMessage-ID: <b@x>'))).toBe('<a@x>');
  expect(readMessageId(encode('Subject: x\r\n\r\nMessage-ID: <b@x>'))).toBeNull();
});
