import { afterEach, expect, test, vi } from 'vitest';
import { OfficeFailure } from '../../addin/office/ask.ts';
import { ItemChanged } from '../../addin/office/host.ts';
import { readSelected, readSelection } from '../../addin/office/selected-mails.ts';

type Done = (result: { status: string; value?: unknown; error?: unknown }) => void;
const succeed = (done: Done, value?: unknown) => queueMicrotask(() => done({ status: 'succeeded', value }));
const fail = (done: Done, code: number) =>
  queueMicrotask(() => done({ status: 'failed', error: { name: 'Failure', message: '', code } }));

const details = (n: number, change: object = {}) => ({
  itemId: `item ${n}`,
  subject: `Mail ${n}`,
  internetMessageId: `<${n}@fabrikam.test>`,
  itemType: 'message',
  itemMode: 'Read',
  ...change,
});

/** An Outlook that loads one message at a time and says what was asked of it. */
const stubOutlook = (given: {
  readonly selected?: readonly object[];
  readonly file?: (id: string) => string | number;
}) => {
  const asked: string[] = [];
  let loaded: string | null = null;
  const loadItemByIdAsync = (id: string, done: Done) => {
    asked.push(`load ${id}`);
    if (loaded !== null) {
      fail(done, 9020);
      return;
    }
    loaded = id;
    succeed(done, {
      getAsFileAsync: (ready: Done) => {
        const file = given.file?.(id) ?? 5001;
        if (typeof file === 'number') fail(ready, file);
        else succeed(ready, btoa(file));
      },
      unloadAsync: (ready: Done) => {
        asked.push(`unload ${id}`);
        loaded = null;
        succeed(ready);
      },
    });
  };
  const getSelectedItemsAsync = (done: Done) => succeed(done, given.selected ?? []);
  vi.stubGlobal('Office', { context: { mailbox: { loadItemByIdAsync, getSelectedItemsAsync } } });
  return asked;
};
afterEach(() => vi.unstubAllGlobals());

const mail = (n: number) => ({ itemId: `item ${n}`, subject: `Mail ${n}`, messageId: `<${n}@fabrikam.test>` });
const fileOf = (id: string) => `Message-ID: <${id.slice(5)}@fabrikam.test>\r\n\r\nHello`;
const signal = () => new AbortController().signal;

test('P9: 100 selected messages are taken and no more; drafts and appointments are left out', async () => {
  const selected = Array.from({ length: 101 }, (_none, n) => details(n));
  stubOutlook({ selected });
  expect(await readSelection()).toEqual(selected.slice(0, 100).map((_one, n) => mail(n)));
  stubOutlook({ selected: selected.slice(0, 100) });
  expect(await readSelection()).toHaveLength(100);
  stubOutlook({
    selected: [
      details(1, { internetMessageId: '' }),
      details(2, { itemType: 'appointment' }),
      details(3, { itemMode: 'Compose' }),
    ],
  });
  expect(await readSelection()).toEqual([{ ...mail(1), messageId: null }]);
});

test('P9: one is loaded after another, and each is unloaded, also one that fails', async () => {
  const asked = stubOutlook({ file: (id) => (id === 'item 2' ? 9020 : fileOf(id)) });
  const [first, second, third] = await Promise.allSettled([
    readSelected(mail(1), signal()),
    readSelected(mail(2), signal()),
    readSelected(mail(3), signal()),
  ]);
  expect(first.status === 'fulfilled' && new TextDecoder().decode(first.value)).toBe(fileOf('item 1'));
  expect(second).toMatchObject({ status: 'rejected', reason: expect.any(OfficeFailure) as unknown });
  expect(third).toMatchObject({ status: 'fulfilled' });
  expect(asked).toEqual([1, 2, 3].flatMap((n) => [`load item ${n}`, `unload item ${n}`]));
});

test('P9: bytes of another message are refused, and after a stop nothing is loaded', async () => {
  const asked = stubOutlook({ file: () => fileOf('item 9') });
  await expect(readSelected(mail(1), signal())).rejects.toBeInstanceOf(ItemChanged);
  await expect(readSelected(mail(1), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked).toEqual(['load item 1', 'unload item 1']);
});
