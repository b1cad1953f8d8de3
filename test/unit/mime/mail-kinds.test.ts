import { describe, expect, test } from 'vitest';
import { mail, mailFixture, readable } from '../../support/mail.ts';

const read = (name: string) => readable(mailFixture(name));
const people = (list: readonly { address: string; name: string | null }[]) =>
  list.map((person) => [person.address, person.name]);

describe('P17: charsets', () => {
  test('a us-ascii label over UTF-8 bytes is UTF-8', () => {
    expect(read('us-ascii-but-utf8').text).toBe('Señor Grün trinkt Kaffee.\n');
  });
  test('windows-1252 quotes and the euro sign survive', () => {
    expect(read('windows-1252-quotes').text).toBe('“Twelve €” – that’s all…\n');
  });
  test('iso-8859-1 means windows-1252', () => {
    expect(read('latin1-label-1252-bytes').text).toBe('It’s 5 €\n');
  });
  test('UTF-7', () => {
    expect(read('utf-7').text).toBe('Hallo Jürgen, 5 €.\n');
  });
  test('ISO-2022-JP in header and body', () => {
    expect(read('iso-2022-jp')).toMatchObject({ subject: '見積', text: '見積書です。\n' });
  });
  test('a byte order mark is no character', () => {
    const message = read('byte-order-mark');
    expect(message.from[0]?.address).toBe('ada@harbour.example');
    expect(message.text).toBe('First word.\n');
  });
  test('undeclared 8-bit bytes are UTF-8 when valid, else windows-1252', () => {
    const message = read('raw-8bit-header');
    expect(message.from[0]?.name).toBe('Jörg');
    expect(message.to[0]?.name).toBe('Zoë');
    expect(message).toMatchObject({ subject: 'Preis: £80', text: 'Größe\n' });
  });
});

describe('R3: header fields', () => {
  test('a character split over two encoded words is whole again', () => {
    expect(read('split-encoded-word').subject).toBe('Grüße aus Köln €');
  });
  test('a name with a comma and no quotes is one person', () => {
    const message = read('comma-in-name');
    expect(people(message.from)).toEqual([['john@harbour.example', 'Doe, John']]);
    expect(people(message.to)).toEqual([
      ['bo@northwind.example', 'Lund, Bo'],
      ['plain@northwind.example', null],
      ['ada@harbour.example', 'Quill, Ada'],
    ]);
  });
  test('groups are opened, comments left out, references kept in order', () => {
    const message = read('address-groups');
    expect(message.from.map((person) => person.address)).toEqual(['ada@harbour.example']);
    expect(message.to.map((person) => person.address)).toEqual([
      'bo@northwind.example',
      'cy@northwind.example',
      'dee@northwind.example',
    ]);
    expect(message.cc).toEqual([]);
    expect(people(message.replyTo)).toEqual([['desk@harbour.example', 'Desk, Front']]);
    expect(message.references).toEqual(['<one@harbour.example>', '<two@harbour.example>']);
    expect(message.inReplyTo).toEqual(['<two@harbour.example>']);
  });
  test('encoded words are names and never addresses', () => {
    const message = read('encoded-address');
    expect(people(message.from)).toEqual([['ada@harbour.example', 'Ada <boss@northwind.example>,']]);
    expect(people(message.to)).toEqual([['=?utf-8?Q?bo?=@northwind.example', 'a@b.c']]);
    expect(message.cc.map((person) => person.address)).toEqual(['"x@evil.example y"@northwind.example']);
  });
  test('of fields that may stand once the first counts', () => {
    expect(read('second-from')).toMatchObject({ from: [{ address: 'ada@harbour.example' }], subject: 'Twice' });
  });
  test('the From line of a mailbox file is no field', () => {
    const message = read('mailbox-from-line');
    expect(message.headers[0]).toEqual({ name: 'from', value: 'Ada Quill <ada@harbour.example>' });
    expect(message.date).toBe(Date.UTC(2026, 2, 3, 8, 15));
  });
});

describe('P17: parts', () => {
  test('binary content comes out byte for byte', () => {
    const upwards = Array.from({ length: 256 }, (_, index) => index);
    const middle = Buffer.from('\r\n\n\r\r\n\0--x\r\n', 'latin1');
    const expected = Buffer.concat([Buffer.from(upwards), middle, Buffer.from(upwards.toReversed())]);
    expect(Buffer.from(read('binary-attachment').attachments[0]!.bytes).equals(expected)).toBe(true);
  });
  test('HTML-only mail has a text too', () => {
    const message = read('html-only');
    expect(message.html).toContain('<b>4\u202f200\u00a0€</b>');
    expect(message.text).toContain('Dear Bo,');
    expect(message.text).toContain('* crane');
    expect(message.text).not.toContain('<');
    expect(message.text).not.toContain('color:red');
  });
  test('a message inside is an attachment with its exact bytes', () => {
    const message = read('forwarded-message');
    expect(message.text).toBe('Please read.');
    const [inner] = message.attachments;
    expect(inner).toMatchObject({ n: 1, type: 'message/rfc822', name: 'attachment-1.eml', inline: false });
    expect(readable(inner!.bytes)).toMatchObject({ subject: 'Inner', text: 'The original words.' });
  });
  test('an inner container that is never closed ends with the outer one', () => {
    const message = read('unclosed-container');
    expect(message.text).toBe('Never closed.');
    expect(message.attachments.map((one) => [one.name, Buffer.from(one.bytes).toString()])).toEqual([
      ['a.pdf', '%PDF'],
    ]);
  });
  test('format=flowed is joined, quotes and signature stay', () => {
    expect(read('format-flowed').text).toBe(
      '> You wrote something \n> quoted.\nThis paragraph was broken by the sender to fit.\nFrom space stuffing.\n-- \nAda\n',
    );
  });
  test('file names: RFC 2231, encoded words, no paths', () => {
    expect(read('long-file-names').attachments.map((one) => one.name)).toEqual([
      'Résumé of Ada.pdf',
      'Précis.pdf',
      'cmd.exe',
    ]);
  });
  test('an image that the HTML shows is inline, another is a file', () => {
    const message = read('inline-image');
    expect(message.attachments.map((one) => [one.n, one.contentId, one.inline])).toEqual([
      [1, 'logo@harbour', true],
      [2, 'unused@harbour', false],
    ]);
    expect(message.text).toBe('See the logo.');
  });
  test('comments in Content-Type', () => {
    const message = read('type-with-comments');
    expect(message.text).toBe('Grüße');
    expect(message.attachments.map((one) => one.name)).toEqual(['Invoice(1).zip']);
  });
  test('the parts of a delivery report are attachments', () => {
    const message = read('delivery-report');
    expect(message.text).toBe('Your mail could not be delivered.');
    expect(message.attachments.map((one) => one.type)).toEqual(['message/delivery-status', 'text/rfc822-headers']);
  });
  test('padding in the middle of base64', () => {
    expect(read('glued-base64').text).toBe('First half, second half.');
  });
  test('a part whose type cannot be read is text, and a file where it has the name of one', () => {
    const part = (type: string) => readable(mail('From: a@b.example', `Content-Type: ${type}`, '', 'words', ''));
    expect(part('text; charset=utf-8')).toMatchObject({ text: 'words\n', attachments: [] });
    expect(part('<html>')).toMatchObject({ text: 'words\n', attachments: [] });
    const file = part('application-x-gzip; name="order.xml.gz"');
    expect(file.text).toBe('');
    expect(file.attachments.map(({ name, type }) => [name, type])).toEqual([
      ['order.xml.gz', 'application/octet-stream'],
    ]);
  });
  test('a container without parts has no text, and what is in it is kept as a file', () => {
    const message = read('no-delimiters');
    expect(message).toMatchObject({ text: '', html: null, attachments: [{ type: 'multipart/mixed' }] });
    expect(message.attachments[0]?.bytes.length).toBeGreaterThan(0);
  });
  test('a named text after the first is a file, a footer is text', () => {
    const message = read('attached-text');
    expect(message.text).toBe('Notes attached.\nA footer of the list.');
    expect(message.attachments.map((one) => one.name)).toEqual(['notes.txt']);
  });
  test('bare line feeds', () => {
    const message = read('bare-line-feeds');
    expect(message.text).toBe('Only line feeds.');
    expect(Buffer.from(message.attachments[0]!.bytes).toString()).toBe('1,2');
  });
});
