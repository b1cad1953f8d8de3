/** Some mails of the open folder, as the server gives them out, without a mark on anything. */
import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow';
import { unanswered } from './imap-failure.ts';
import { uidSet } from './uid-set.ts';

/** What is said of a mail, and its bytes; null: larger than asked for, or withheld. */
export interface GivenMail {
  readonly about: FetchMessageObject;
  readonly bytes: Buffer | null;
  readonly withheld?: true;
}

export interface Portion {
  readonly client: ImapFlow;
  /** Ascending. */
  readonly uids: readonly number[];
  /** Of these, those that are larger by what the server says. */
  readonly large: ReadonlySet<number>;
  readonly maxBytes: number;
}

/** Answers that nobody asked for; a server that keeps to the protocol has few. */
const mostSurplus = 10_000;
const described = { uid: true, flags: true, internalDate: true, size: true } as const;

/** In the order of the server, each at most once. */
async function* answers(
  client: ImapFlow,
  uids: readonly number[],
  query: FetchQueryObject,
): AsyncGenerator<FetchMessageObject, void, undefined> {
  if (uids.length === 0) return;
  const wanted = new Set(uids);
  let surplus = mostSurplus;
  for await (const found of client.fetch(uidSet(uids), query, { uid: true })) {
    // Flags that changed in between are told without being asked for.
    if (found.size !== undefined && wanted.delete(found.uid)) yield found;
    else if ((surplus -= 1) < 0) throw unanswered();
  }
}

/** The server said no to this question, and nothing else is wrong. */
const saidNo = (error: unknown): boolean => {
  const { responseStatus, code } = error as { readonly responseStatus?: unknown; readonly code?: unknown };
  return responseStatus === 'NO' && code === undefined;
};

async function* bodies(
  { client, maxBytes }: Portion,
  uids: readonly number[],
): AsyncGenerator<GivenMail, void, undefined> {
  // One byte more than is wanted tells a mail that is larger than its server says.
  const query = { ...described, source: { start: 0, maxLength: maxBytes + 1 } };
  try {
    for await (const about of answers(client, uids, query)) {
      if (about.source === undefined) continue;
      yield { about, bytes: about.source.byteLength <= maxBytes ? about.source : null };
    }
  } catch (error) {
    if (!saidNo(error)) throw error;
  }
}

/**
 * All mails of the portion, those that are too large without bytes. Gives at the end what the server says of mails that
 * it lists and does not give out, although each was asked for alone as well; what is gone is left out. Throws what
 * imapflow throws.
 */
export async function* readPortion(
  portion: Portion,
): AsyncGenerator<GivenMail, readonly FetchMessageObject[], undefined> {
  const { client, uids, large } = portion;
  const waiting = new Set(uids);
  const descriptions: FetchMessageObject[] = [];
  for await (const about of answers(
    client,
    uids.filter((uid) => large.has(uid)),
    described,
  )) {
    descriptions.push(about);
  }
  const largeUpTo = function* (uid: number): Generator<GivenMail, void, undefined> {
    for (const about of descriptions) {
      if (about.uid <= uid && waiting.delete(about.uid)) yield { about, bytes: null };
    }
  };
  const small = uids.filter((uid) => !large.has(uid));
  for await (const given of bodies(portion, small)) {
    yield* largeUpTo(given.about.uid);
    waiting.delete(given.about.uid);
    yield given;
  }
  yield* largeUpTo(Infinity);
  for (const uid of [...waiting]) {
    for await (const given of bodies(portion, [uid])) {
      waiting.delete(uid);
      yield given;
    }
  }
  const withheld: FetchMessageObject[] = [];
  for await (const about of answers(client, [...waiting], described)) withheld.push(about);
  return withheld;
}
