import { beforeEach, expect, test, vi } from 'vitest';
import { categoryName, markItem } from '../../addin/office/category-mark.ts';
import type { LiveItem } from '../../addin/office/read-source.ts';

type Done = (result: { status: string; value?: unknown; error?: unknown }) => void;
const succeed = (done: Done, value?: unknown) => done({ status: 'succeeded', value });
const fail = (done: Done) => done({ status: 'failed', error: { name: 'InvalidCategory', message: '', code: 9045 } });

/** A message with categories and custom properties; the mailbox knows the category or not, and may refuse a new one. */
const createItem = (mailbox: { known: boolean; mayAdd: boolean }) => {
  const categories: string[] = [];
  const properties = new Map<string, unknown>();
  vi.stubGlobal('Office', {
    MailboxEnums: { CategoryColor: { Preset9: 'Preset9' } },
    context: {
      mailbox: {
        masterCategories: {
          addAsync: (_added: unknown, done: Done) => {
            mailbox.known = mailbox.mayAdd;
            if (mailbox.mayAdd) succeed(done);
            else fail(done);
          },
        },
      },
    },
  });
  const item = {
    categories: {
      getAsync: (done: Done) =>
        succeed(
          done,
          categories.map((displayName) => ({ displayName })),
        ),
      addAsync: ([name]: [string], done: Done) => {
        if (mailbox.known) {
          categories.push(name);
          succeed(done);
        } else {
          fail(done);
        }
      },
      removeAsync: ([name]: [string], done: Done) => {
        categories.splice(categories.indexOf(name), 1);
        succeed(done);
      },
    },
    loadCustomPropertiesAsync: (done: Done) =>
      succeed(done, {
        get: (name: string) => properties.get(name),
        set: (name: string, value: unknown) => properties.set(name, value),
        remove: (name: string) => properties.delete(name),
        saveAsync: (saved: Done) => succeed(saved),
      }),
  } as unknown as LiveItem;
  return { item, categories };
};

beforeEach(() => vi.unstubAllGlobals());

test('P15: the category is set once, and taken off when the mail is untracked', async () => {
  const { item, categories } = createItem({ known: true, mayAdd: true });
  await markItem(item, 'tracked');
  await markItem(item, 'tracked');
  expect(categories).toEqual([categoryName]);
  await markItem(item, 'untracked');
  expect(categories).toEqual([]);
});

test('P15: a category that the person took off stays off', async () => {
  const { item, categories } = createItem({ known: true, mayAdd: true });
  await markItem(item, 'tracked');
  categories.length = 0;
  expect(await markItem(item, 'tracked')).toBe('respected');
  expect(categories).toEqual([]);
});

test('P15: a category the mailbox does not know is added to it first; without that right it is impossible', async () => {
  const allowed = createItem({ known: false, mayAdd: true });
  expect(await markItem(allowed.item, 'tracked')).toBe('done');
  expect(allowed.categories).toEqual([categoryName]);
  const refused = createItem({ known: false, mayAdd: false });
  expect(await markItem(refused.item, 'tracked')).toBe('impossible');
  expect(refused.categories).toEqual([]);
});

test('P15: a category that a person set by hand is not ours to take off', async () => {
  const { item, categories } = createItem({ known: true, mayAdd: true });
  categories.push(categoryName);
  await markItem(item, 'untracked');
  expect(categories).toEqual([categoryName]);
});
