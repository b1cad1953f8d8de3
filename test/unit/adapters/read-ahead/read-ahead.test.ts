import { expect, test } from 'vitest';
import { readAhead, type Room } from '../../../../server/adapters/read-ahead/read-ahead.ts';

const room: Room = { items: 64, bytes: 1_000 };

interface Reading {
  readonly group?: Partial<Room>;
  readonly signal?: AbortSignal;
  readonly abandon?: () => void;
}

const groupsOf = (
  source: AsyncGenerator<string, string, undefined>,
  { group = {}, signal = new AbortController().signal, abandon = () => undefined }: Reading = {},
) =>
  readAhead(source, { room, group: { items: 3, bytes: 10, ...group }, sizeOf: (text) => text.length, abandon, signal });

async function* given(...texts: string[]): AsyncGenerator<string, string, undefined> {
  for (const text of texts) yield await Promise.resolve(text);
  return 'end';
}

const collect = async (groups: AsyncGenerator<readonly string[], string, undefined>) => {
  const seen: (readonly string[])[] = [];
  for (;;) {
    const step = await groups.next();
    if (step.done === true) return { seen, end: step.value };
    seen.push(step.value);
  }
};

test('what has come in is given together, at most so many', async () => {
  expect(await collect(groupsOf(given('a', 'b', 'c', 'd', 'e', 'f', 'g')))).toEqual({
    seen: [['a', 'b', 'c'], ['d', 'e', 'f'], ['g']],
    end: 'end',
  });
});

test('a group holds at most so many bytes; what is larger comes alone', async () => {
  const texts = ['12345', '67890', '1', '12345678901', '12345678901', '2'];
  const { seen } = await collect(groupsOf(given(...texts)));
  expect(seen).toEqual([['12345', '67890'], ['1'], ['12345678901'], ['12345678901'], ['2']]);
});

test('a source without anything ends with what it says', async () => {
  expect(await collect(groupsOf(given()))).toEqual({ seen: [], end: 'end' });
});

test('a failure of the source comes after all that was read before it', async () => {
  const failing = async function* (): AsyncGenerator<string, string, undefined> {
    yield* given('a', 'b');
    throw new Error('broken off');
  };
  const groups = groupsOf(failing());
  expect(await groups.next()).toEqual({ done: false, value: ['a', 'b'] });
  await expect(groups.next()).rejects.toThrow('broken off');
});

test('who leaves early ends the source; who is told to end gets no more', async () => {
  let abandoned = 0;
  let goOn = (): void => undefined;
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const open = async function* (): AsyncGenerator<string, string, undefined> {
    yield* given('a');
    await waiting;
    return 'end';
  };
  const ending = new AbortController();
  const abandon = () => {
    abandoned += 1;
    goOn();
  };
  const groups = groupsOf(open(), { signal: ending.signal, abandon });
  expect(await groups.next()).toEqual({ done: false, value: ['a'] });
  ending.abort(new Error('the process ends'));
  await expect(groups.next()).rejects.toThrow('the process ends');
  expect(abandoned).toBe(1);
});
