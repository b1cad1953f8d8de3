import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import { originKey } from '../../server/domain/mailbox/message-origin.ts';
import { PermanentFailure, TemporaryFailure } from '../../server/ports/failure.ts';
import type { MailSource } from '../../server/ports/mail-source.ts';
import { asked, failureOf, fetchAll, mailNamed, settleAll, subjectsOf } from '../support/mail-source.ts';

/** A server with empty mailboxes, and sources that read them. */
export interface SourceServer extends AsyncDisposable {
  /** A mailbox that no other test uses. */
  mailbox(): string;
  open(mailbox: string, given?: { readonly secret?: string }): MailSource;
  /** In this order; `arrivedAt`: now, unless it is said. */
  deliver(
    mailbox: string,
    mails: readonly { readonly text: string; readonly arrivedAt?: Date }[],
  ): void | Promise<void>;
  /** Subjects of what lies there, in order. */
  subjects(mailbox: string): Promise<readonly string[]>;
  /** Where the protocol has other folders: a folder that mail can be moved to. */
  readonly moveTo: string | null;
  /** Whether mail can be marked there. */
  readonly marks: boolean;
  stop(): Promise<void>;
  start(): Promise<void>;
}

const named = (...subjects: readonly string[]) => subjects.map((subject) => ({ text: mailNamed(subject) }));
const numbered = (count: number, name: string) =>
  named(...Array.from({ length: count }, (_, at) => `${name} ${String(at + 1).padStart(4, '0')}`));
const day = 86_400_000;

/** What every source of mail promises, whatever its protocol. */
export const promisesOfMailSources = (protocol: string, startServer: () => Promise<SourceServer>): void => {
  describe(`${protocol}: a source of mail`, () => {
    let server: SourceServer;
    beforeAll(async () => {
      server = await startServer();
    }, 60_000);
    afterAll(() => server[Symbol.asyncDispose]());

    test('A1: a new mailbox begins with mail that comes from then on', async () => {
      const box = server.mailbox();
      await server.deliver(box, named('old one', 'old two'));
      await using source = server.open(box);
      const first = await fetchAll(source);
      expect(first.mails).toEqual([]);
      expect(first.end.more).toBe(false);
      await server.deliver(box, named('new one', 'new two'));
      const second = await fetchAll(source, { cursor: first.end.cursor });
      expect(subjectsOf(second.mails)).toEqual(['new one', 'new two']);
      expect((await fetchAll(source, { cursor: second.end.cursor })).mails).toEqual([]);
    });

    test('A1: an empty mailbox gives its first mail', async () => {
      const box = server.mailbox();
      await using source = server.open(box);
      const { end } = await fetchAll(source);
      await server.deliver(box, named('first of all'));
      expect(subjectsOf((await fetchAll(source, { cursor: end.cursor })).mails)).toEqual(['first of all']);
    });

    test('A1: back-fill takes mail from a date on and none before', async () => {
      const box = server.mailbox();
      const now = Date.now();
      await server.deliver(box, [
        { text: mailNamed('last year'), arrivedAt: new Date(now - 365 * day) },
        { text: mailNamed('ten days ago'), arrivedAt: new Date(now - 10 * day) },
        { text: mailNamed('yesterday'), arrivedAt: new Date(now - day) },
      ]);
      await using source = server.open(box);
      const from = (now - 11 * day) as Instant;
      const { mails, end } = await fetchAll(source, { from });
      expect(subjectsOf(mails)).toEqual(['ten days ago', 'yesterday']);
      expect((await fetchAll(source, { from, cursor: end.cursor })).mails).toEqual([]);
    });

    test('reading goes on after any mail without a gap or a mail twice', async () => {
      const box = server.mailbox();
      await using source = server.open(box);
      let { cursor } = (await fetchAll(source)).end;
      await server.deliver(box, numbered(25, 'mail'));
      const seen: (string | null)[] = [];
      // Each time the taker ends after the third mail, as a process does that is killed there.
      for (;;) {
        await using again = server.open(box);
        const reading = again.fetch(asked({ cursor }), new AbortController().signal);
        let taken = 0;
        let over = false;
        while (taken < 3) {
          const step = await reading.next();
          if (step.done === true) {
            over = true;
            break;
          }
          seen.push(...subjectsOf([step.value]));
          cursor = step.value.cursor;
          taken += 1;
        }
        await reading.return({ cursor, more: true });
        if (over) break;
      }
      expect(seen).toEqual(numbered(25, 'mail').map(({ text }) => /Subject: (.*)\r/.exec(text)?.[1]));
    });

    test('at most so many come as are asked for, and it says that there is more', async () => {
      const box = server.mailbox();
      await using source = server.open(box);
      let { cursor } = (await fetchAll(source)).end;
      await server.deliver(box, numbered(7, 'of seven'));
      const counts: unknown[] = [];
      for (let more = true; more;) {
        const { mails, end } = await fetchAll(source, { cursor, limit: 3 });
        counts.push([mails.length, end.more]);
        ({ cursor, more } = end);
      }
      expect(counts).toEqual([
        [3, true],
        [3, true],
        [1, false],
      ]);
    });

    test('mail that was handled already is not fetched again', async () => {
      const box = server.mailbox();
      await using source = server.open(box);
      const { end } = await fetchAll(source);
      await server.deliver(box, named('one', 'two', 'three'));
      const { mails } = await fetchAll(source, { cursor: end.cursor });
      const keys = mails.map(({ origin }) => originKey(origin));
      expect(new Set(keys).size).toBe(3);
      const known = new Set([keys[0], keys[2]]);
      const again = await fetchAll(source, {
        cursor: end.cursor,
        known: (askedFor) => Promise.resolve(new Set(askedFor.filter((key) => known.has(key)))),
      });
      expect(subjectsOf(again.mails)).toEqual(['two']);
    });

    test('mail over the limit comes without bytes, and just at the limit with them', async () => {
      const box = server.mailbox();
      await using source = server.open(box);
      const { end } = await fetchAll(source);
      const large = mailNamed('large', 'x'.repeat(60_000));
      await server.deliver(box, [{ text: mailNamed('before') }, { text: large }, { text: mailNamed('after') }]);
      const all = await fetchAll(source, { cursor: end.cursor });
      const size = all.mails[1]?.bytes?.byteLength ?? 0;
      expect(size).toBeGreaterThan(60_000);
      const cut = await fetchAll(source, { cursor: end.cursor, maxBytes: size - 1 });
      expect(subjectsOf(cut.mails)).toEqual(['before', null, 'after']);
      expect(cut.mails[1]?.sizeBytes).toBe(size);
      expect(subjectsOf((await fetchAll(source, { cursor: end.cursor, maxBytes: size })).mails)).toEqual([
        'before',
        'large',
        'after',
      ]);
    });

    test('the bytes are those that the server keeps, lines with a dot and 8-bit bytes too', async () => {
      const box = server.mailbox();
      await using source = server.open(box);
      const { end } = await fetchAll(source);
      const text = mailNamed('bytes', '.\r\n..two\r\n.three\r\n\r\nCafé ☕\r\n.');
      await server.deliver(box, [{ text }]);
      const { mails } = await fetchAll(source, { cursor: end.cursor });
      expect(Buffer.from(mails[0]?.bytes ?? []).toString('utf8')).toBe(text);
    });

    test('A13: fetching and leaving change nothing; marking, moving and deleting can be repeated', async () => {
      const box = server.mailbox();
      await using source = server.open(box);
      const { end } = await fetchAll(source);
      await server.deliver(box, named('one', 'two', 'three'));
      const { mails } = await fetchAll(source, { cursor: end.cursor });
      await settleAll(source, mails, { kind: 'leave' });
      expect(await server.subjects(box)).toEqual(['one', 'two', 'three']);
      for (let time = 0; time < 2; time += 1) {
        if (server.marks) await settleAll(source, mails, { kind: 'mark' });
        expect(await server.subjects(box)).toEqual(['one', 'two', 'three']);
      }
      for (let time = 0; time < 2; time += 1) {
        await settleAll(source, mails.slice(0, 1), { kind: 'delete' });
        expect(await server.subjects(box)).toEqual(['two', 'three']);
      }
      for (let time = 0; time < 2; time += 1) {
        if (server.moveTo === null) break;
        await settleAll(source, mails.slice(1, 2), { kind: 'move', folder: server.moveTo });
        expect(await server.subjects(box)).toEqual(['three']);
      }
    });

    test('a wrong password lasts, a server that is stopped does not', async () => {
      const box = server.mailbox();
      await using wrong = server.open(box, { secret: 'wrong' });
      const refused = await failureOf(fetchAll(wrong));
      expect(refused).toBeInstanceOf(PermanentFailure);
      expect(refused).toMatchObject({ code: 'sign_in_refused' });
      await using source = server.open(box);
      const { end } = await fetchAll(source);
      await server.stop();
      try {
        await using another = server.open(box);
        expect(await failureOf(fetchAll(another, { cursor: end.cursor }))).toBeInstanceOf(TemporaryFailure);
      } finally {
        await server.start();
      }
      await server.deliver(box, named('afterwards'));
      expect(subjectsOf((await fetchAll(source, { cursor: end.cursor })).mails)).toEqual(['afterwards']);
    });

    test('an abort ends reading at once, and the source can be used again', async () => {
      const box = server.mailbox();
      await using source = server.open(box);
      const { end } = await fetchAll(source);
      await server.deliver(box, numbered(30, 'aborted'));
      const stop = new AbortController();
      const reading = source.fetch(asked({ cursor: end.cursor }), stop.signal);
      await reading.next();
      stop.abort(new Error('stopped'));
      await expect(reading.next()).rejects.toThrow('stopped');
      await expect(fetchAll(source, { cursor: end.cursor }, stop.signal)).rejects.toThrow('stopped');
      expect((await fetchAll(source, { cursor: end.cursor })).mails).toHaveLength(30);
    });

    test('watching ends when the signal aborts', async () => {
      const box = server.mailbox();
      await using source = server.open(box);
      await fetchAll(source);
      const stop = new AbortController();
      const watching = source.watch(stop.signal);
      setImmediate(() => stop.abort());
      await watching;
      expect((await fetchAll(source)).mails).toEqual([]);
    });
  });
};
