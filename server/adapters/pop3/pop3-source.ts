/** Mail of a POP3 mailbox (RFC 1939). Each call is a session of its own: what comes during one is seen by the next. */
import { arrivalOf } from '../../domain/mailbox/arrival.ts';
import { originKey, type MessageOrigin } from '../../domain/mailbox/message-origin.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { FetchAsked, FetchedMessage, FetchEnd, MailSource } from '../../ports/mail-source.ts';
import { listMaildrop, type ListedMail } from './maildrop.ts';
import { answer, ask, openPop3, type Pop3Needs, type Pop3Server } from './open-pop3.ts';
import { failureOf } from './pop3-failure.ts';
import { cursorOf, markOf, placeOf, type Pop3Place } from './pop3-place.ts';
import type { Pop3Wire } from './pop3-wire.ts';

type Pop3Origin = Extract<MessageOrigin, { protocol: 'pop3' }>;

/** Mails that are asked for before the first of them has come (RFC 2449 section 6.6). */
const pipelined = 8;

const originOf = ({ uidl }: ListedMail): Pop3Origin => ({ protocol: 'pop3', uidl });

/** A1: a new mailbox is done with all that lies there, unless mail from a date on counts too. */
const placeAmong = (asked: FetchAsked, listed: readonly ListedMail[]): Pop3Place => {
  if (asked.cursor === null) {
    const done = asked.from === null ? listed.map(({ uidl }) => markOf(uidl)) : [];
    return { done: new Set(done), since: asked.from };
  }
  const { done, since } = placeOf(asked.cursor);
  // What is gone is forgotten: its id may come again for another mail.
  const there = new Set(listed.map(({ uidl }) => markOf(uidl)));
  return { done: new Set([...done].filter((mark) => there.has(mark))), since };
};

const retrieved = (mail: ListedMail, bytes: Buffer | null): Omit<FetchedMessage, 'cursor'> => ({
  origin: originOf(mail),
  bytes,
  sizeBytes: bytes?.byteLength ?? mail.sizeBytes,
  arrivedAt: bytes === null ? null : arrivalOf(bytes.toString('latin1', 0, 64 * 1024)),
  folder: null,
  categories: [],
});

interface Retrieval {
  readonly wire: Pop3Wire;
  readonly maxBytes: number;
}

/** Asks for these one after the other, some ahead, and gives each in turn; null bytes: too large. */
async function* retrieve(
  { wire, maxBytes }: Retrieval,
  mails: readonly ListedMail[],
): AsyncGenerator<readonly [ListedMail, Buffer | null], void, undefined> {
  const wanted = mails.filter(({ sizeBytes }) => sizeBytes <= maxBytes);
  let asked = 0;
  const askTo = (count: number): void => {
    for (; asked < Math.min(count, wanted.length); asked += 1) wire.write(`RETR ${wanted[asked]?.number ?? 0}`);
  };
  let came = 0;
  for (const mail of mails) {
    if (mail.sizeBytes > maxBytes) {
      yield [mail, null];
      continue;
    }
    askTo(came + (wire.pipelines ? pipelined : 1));
    await answer(wire);
    const bytes = await wire.block(maxBytes);
    came += 1;
    yield [mail, bytes];
  }
}

async function* readMaildrop(
  wire: Pop3Wire,
  asked: FetchAsked,
  signal: AbortSignal,
): AsyncGenerator<FetchedMessage, FetchEnd, undefined> {
  const listed = await listMaildrop(wire);
  const { done: before, since } = placeAmong(asked, listed);
  const done = new Set(before);
  const unread = listed.filter(({ uidl }) => !done.has(markOf(uidl)));
  const handled = unread.length === 0 ? new Set() : await asked.known(unread.map((mail) => originKey(originOf(mail))));
  const isHandled = (mail: ListedMail): boolean => handled.has(originKey(originOf(mail)));
  for (const mail of unread) if (isHandled(mail)) done.add(markOf(mail.uidl));
  const fresh = unread.filter((mail) => !isHandled(mail));
  const now = fresh.slice(0, asked.limit);
  for await (const [mail, bytes] of retrieve({ wire, maxBytes: asked.maxBytes }, now)) {
    // What was asked for ahead may have come before the end was wished.
    signal.throwIfAborted();
    done.add(markOf(mail.uidl));
    const found = retrieved(mail, bytes);
    if (since !== null && found.arrivedAt !== null && found.arrivedAt < since) continue;
    yield { ...found, cursor: cursorOf({ done, since }) };
    // A mail that was larger than its server had said took the connection with it.
    if (wire.ended) return { cursor: cursorOf({ done, since }), more: true };
  }
  const more = now.length < fresh.length;
  if (!more) await ask(wire, 'QUIT');
  return { cursor: cursorOf({ done, since: more ? since : null }), more };
}

async function* deleteFrom(wire: Pop3Wire, origins: readonly MessageOrigin[]): AsyncGenerator<never, void, undefined> {
  const wanted = new Set(origins.map((origin) => (origin.protocol === 'pop3' ? origin.uidl : null)));
  for (const { number, uidl } of await listMaildrop(wire)) {
    if (wanted.has(uidl)) await ask(wire, `DELE ${number}`);
  }
  // Nothing is deleted before the server has taken leave.
  await ask(wire, 'QUIT');
  yield* [];
}

/** Does not connect yet. Mails can be left and deleted; POP3 knows no marks and no folders. */
export const createPop3Source = (server: Pop3Server, needs: Pop3Needs): MailSource => {
  /** A connection that ends when the signal aborts; then the signal's reason is what is thrown. */
  async function* session<T, End>(
    signal: AbortSignal,
    work: (wire: Pop3Wire) => AsyncGenerator<T, End, undefined>,
  ): AsyncGenerator<T, End, undefined> {
    signal.throwIfAborted();
    let wire: Pop3Wire | null = null;
    try {
      wire = await openPop3(server, needs, { signal });
      return yield* work(wire);
    } catch (error) {
      throw signal.aborted ? signal.reason : failureOf(error);
    } finally {
      wire?.drop();
    }
  }
  return {
    fetch: (asked, signal) => session(signal, (wire) => readMaildrop(wire, asked, signal)),
    settle: async (origins, how, signal) => {
      if (how.kind === 'leave' || origins.length === 0) return;
      if (how.kind !== 'delete') {
        throw new PermanentFailure('By POP3 a mail can be left or deleted, not marked or moved.', {
          code: 'settlement_impossible',
        });
      }
      await session(signal, (wire) => deleteFrom(wire, origins)).next();
    },
    watch: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    // Every call ends its own connection.
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
