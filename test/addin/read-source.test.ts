import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ItemChanged } from '../../addin/office/host.ts';
import { readSource } from '../../addin/office/read-source.ts';
import { officeError, officeValue, readingOf } from './support/fake-live-item.ts';
import { openMail } from './support/mail.ts';

const eml = 'Message-ID: <quote-1@fabrikam.test>\r\nSubject: Quote\r\n\r\n\u00ff';
const bytes = Uint8Array.from(eml, (letter) => letter.charCodeAt(0));
const file = officeValue(btoa(eml));
const attachment = (n: number, name: string) => ({ n, name, type: 'text/plain', sizeBytes: 1, inline: false });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const settle = async <T>(promise: Promise<T>): Promise<T> => {
  await vi.runAllTimersAsync();
  return promise;
};

test('P17: the original is given byte for byte', async () => {
  const { reading } = readingOf({ file: [file] });
  const source = await settle(readSource(reading));
  expect(source).toMatchObject({ rung: 'original' });
  expect(source.rung === 'original' && source.bytes).toEqual(bytes);
});

test('P17: 5001 is waited out and asked again, three times in all', async () => {
  const { reading, asked } = readingOf({ file: [officeError(5001), officeError(5001), file] });
  expect(await settle(readSource(reading))).toMatchObject({ rung: 'original' });
  expect(asked).toEqual(['file', 'file', 'file']);
});

test('P17: when 5001 stays, the mail is rebuilt from headers, text and attachments', async () => {
  const { reading, asked } = readingOf(
    {
      file: [officeError(5001)],
      headers: officeValue('Message-ID: <quote-1@fabrikam.test>\r\nDate: Mon, 2 Mar 2026 10:30:15 +0100\r\n'),
      html: officeValue('<p>Hello</p>'),
      text: officeValue('Hello'),
      attachments: {
        one: officeValue({ format: 'base64', content: 'AAAA' }),
        two: officeValue({ format: 'url', content: 'https://cloud' }),
        three: officeValue({ format: 'eml', content: 'Subject: ñ' }),
      },
    },
    openMail({ attachments: [attachment(1, 'a'), attachment(2, 'cloud'), attachment(3, 'mail')] }),
  );
  const source = await settle(readSource(reading));
  expect(asked.filter((one) => one === 'file')).toHaveLength(3);
  expect(source).toMatchObject({
    rung: 'reconstructed',
    missing: ['cloud'],
    parts: {
      source: 'reconstructed',
      sentAt: '2026-03-02T09:30:15.000Z',
      html: '<p>Hello</p>',
      text: 'Hello',
      attachments: [
        { name: 'a', contentBase64: 'AAAA' },
        { name: 'mail', contentBase64: 'U3ViamVjdDogw7E=' },
      ],
    },
  });
  // P8: leaving out "mail" (third in Outlook) means the second of what is sent.
  expect([...source.numbers]).toEqual([
    [1, 1],
    [3, 2],
  ]);
});

test('P17: at requirement set 1.5 header facts and text are sent, and what is missing is named', async () => {
  const { reading, asked } = readingOf(
    { html: officeValue('<p>Hello</p>'), text: officeValue('Hello') },
    openMail({ attachments: [attachment(1, 'offer.pdf'), { ...attachment(2, 'logo.png'), inline: true }] }),
    { capabilities: { original: false, parts: false, categories: false, shared: false } },
  );
  const source = await settle(readSource(reading));
  expect(asked).toEqual(['html', 'text']);
  expect(source).toMatchObject({
    rung: 'metadata',
    missing: ['offer.pdf'],
    parts: {
      source: 'metadata',
      internetMessageId: '<quote-1@fabrikam.test>',
      subject: 'Quote for pumps',
      from: { address: 'anna@fabrikam.test' },
      to: [{ address: 'clara@contoso.test' }],
    },
  });
});

test('P17: a rung that fails is left for the next, down to the facts', async () => {
  const { reading } = readingOf({ file: [officeError(9020)], headers: officeError(9020), text: officeValue('Hello') });
  const source = await settle(readSource(reading));
  expect(source).toMatchObject({ rung: 'metadata', parts: { text: 'Hello' } });
});

test('P16: bytes that carry another Message-ID are not taken for this mail', async () => {
  const { reading } = readingOf(
    { file: [file], text: officeValue('Hello') },
    openMail({ internetMessageId: '<other@x.test>' }),
  );
  expect(await settle(readSource(reading))).toMatchObject({
    rung: 'metadata',
    parts: { internetMessageId: '<other@x.test>' },
  });
});

test('P16: a selection that moves under any call ends the reading', async () => {
  for (const movesAt of [1, 2, 3]) {
    let confirmed = 0;
    const confirm = () => {
      confirmed += 1;
      if (confirmed === movesAt) throw new ItemChanged();
    };
    const { reading } = readingOf({ headers: officeValue('A: b\r\n'), text: officeValue('t') }, openMail(), {
      confirm,
    });
    await expect(settle(readSource(reading).catch((error: unknown) => error))).resolves.toBeInstanceOf(ItemChanged);
  }
});

test('an abort ends the waiting between attempts', async () => {
  const leaving = new AbortController();
  const { reading } = readingOf({ file: [officeError(5001)] }, openMail(), { signal: leaving.signal });
  const result = readSource(reading).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(10);
  leaving.abort();
  await expect(result).resolves.toMatchObject({ name: 'AbortError' });
});
