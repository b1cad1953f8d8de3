/** Mail of an IMAP mailbox (RFC 9051, RFC 3501). */
import type { ImapFlow } from 'imapflow';
import type { Instant } from '#shared/model/instant.ts';
import type { FetchAsked, FetchedMessage, FetchEnd, MailSource } from '../../ports/mail-source.ts';
import { examine, existingOf, mustBeReadable } from './imap-folders.ts';
import {
  beginningOf,
  cursorOf,
  goingOn,
  placeOf,
  type FolderPlace,
  type FolderState,
  type ImapPlace,
} from './imap-place.ts';
import { createImapSession } from './imap-session.ts';
import type { ImapNeeds, ImapServer } from './open-client.ts';
import { readFolder } from './read-folder.ts';
import { settleMails } from './settle-mails.ts';
import { watchFolder } from './watch-folder.ts';

const newestIn = async (client: ImapFlow, { exists }: FolderState): Promise<Instant | null> => {
  if (exists === 0) return null;
  const [last] = await client.fetchAll('*', { uid: true, internalDate: true });
  return last?.internalDate instanceof Date ? (last.internalDate.getTime() as Instant) : null;
};

interface Journey {
  readonly client: ImapFlow;
  readonly asked: FetchAsked;
  readonly now: Instant;
}

const enter = async (
  { client, asked, now }: Journey,
  folder: string,
  before: FolderPlace | undefined,
): Promise<{ readonly place: FolderPlace; readonly state: FolderState }> => {
  const state = await examine(client, folder);
  if (before !== undefined) return { state, place: goingOn(before, state) };
  // A folder that is added later begins as a new mailbox does without a date.
  const from = asked.cursor === null ? asked.from : null;
  return { state, place: beginningOf(state, { from, now, newest: await newestIn(client, state) }) };
};

/** The folders in the order in which they are read this time. */
const inTurn = (folders: readonly string[], turn: string | null): readonly string[] => {
  const at = Math.max(0, turn === null ? 0 : folders.indexOf(turn));
  return [...folders.slice(at), ...folders.slice(0, at)];
};

async function* readFolders(
  journey: Journey,
  set: readonly string[],
): AsyncGenerator<FetchedMessage, FetchEnd, undefined> {
  const { client, asked } = journey;
  const before: ImapPlace = asked.cursor === null ? { folders: {}, turn: null } : placeOf(asked.cursor);
  const places: Record<string, FolderPlace> = { ...before.folders };
  const here = (turn: string | null) => cursorOf({ folders: places, turn });
  await mustBeReadable(client, set);
  const bound = await existingOf(client, asked.boundFolders ?? []);
  const folders = [...set, ...bound.filter((folder) => !set.includes(folder))];
  const order = inTurn(folders, before.turn);
  let left = asked.limit;
  for (const [index, folder] of order.entries()) {
    const { place, state } = await enter(journey, folder, before.folders[folder]);
    places[folder] = place;
    const reading = readFolder({
      client,
      folder,
      place,
      uidNext: state.uidNext,
      empty: state.exists === 0,
      asked: { ...asked, limit: left },
    });
    for (;;) {
      const step = await reading.next();
      if (step.done === true) {
        places[folder] = step.value.place;
        if (step.value.more) return { cursor: here(order[(index + 1) % order.length] ?? folder), more: true };
        break;
      }
      places[folder] = step.value.place;
      left -= 1;
      yield { ...step.value.mail, cursor: here(before.turn) };
    }
  }
  return { cursor: here(null), more: false };
}

/** Does not connect yet. */
export const createImapSource = (server: ImapServer, needs: ImapNeeds): MailSource => {
  const session = createImapSession(server, needs);
  const { folders } = server.settings;
  /** UIDNEXT of the watched folder as it was read last. */
  let seen: { readonly folder: string; readonly next: number } | null = null;
  const noteSeen = (end: FetchEnd): void => {
    const [folder = 'INBOX'] = folders;
    const next = placeOf(end.cursor).folders[folder]?.next;
    seen = next === undefined ? null : { folder, next };
  };
  return {
    fetch: async function* (asked, signal) {
      const end = yield* session.reading(signal, asked.maxBytes, (client) =>
        readFolders({ client, asked, now: needs.clock.now() }, folders),
      );
      noteSeen(end);
      return end;
    },
    settle: async (origins, how, signal) => {
      if (how.kind === 'leave' || origins.length === 0) return;
      await session.use(signal, 0, (client) => settleMails(client, origins, how));
    },
    watch: async (signal) => {
      const [folder = 'INBOX'] = folders;
      await watchFolder(session, { folder, next: seen?.folder === folder ? seen.next : null }, signal);
    },
    [Symbol.asyncDispose]: () => session.close(),
  };
};
