/** Mail of a mailbox that Microsoft Graph serves (v1.0). */
import { PermanentFailure } from '../../ports/failure.ts';
import type { FetchAsked, FetchedMessage, FetchEnd, MailSource } from '../../ports/mail-source.ts';
import { beginningOf, beginningOfBound, cursorOf, placeOf, type FolderPlace, type GraphPlace } from './folder-place.ts';
import { createGraphClient, type GraphNeeds, type GraphServer, type GraphSettings } from './graph-client.ts';
import { createGraphFolders, type GraphFolders } from './graph-folders.ts';
import { failureOf } from './graph-refusal.ts';
import { readFolder, type FolderReading } from './read-folder.ts';
import { settleMails } from './settle-mails.ts';
import { createSubscription, type Subscribing, type Subscription } from './subscription.ts';

export interface GraphMailboxServer extends GraphServer {
  readonly settings: Pick<GraphSettings, 'baseUrl' | 'mailbox' | 'folders'>;
  /** Null: the service cannot tell us of news, and is asked. */
  readonly notices: Pick<Subscribing, 'place' | 'everyMs' | 'mustRenew'> | null;
}

/** The folders in the order in which they are read this time. */
const inTurn = (folders: readonly string[], turn: string | null): readonly string[] => {
  const at = Math.max(0, turn === null ? 0 : folders.indexOf(turn));
  return [...folders.slice(at), ...folders.slice(0, at)];
};

interface Journey extends Omit<FolderReading, 'at' | 'folder' | 'asked' | 'bound' | 'withheld'> {
  readonly asked: FetchAsked;
  readonly folders: GraphFolders;
}

/** Of these names those that the mailbox has and that may be read. */
const existingOf = async ({ folders, signal }: Journey, names: readonly string[]): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const name of names) {
    try {
      await folders.part(name, signal);
      found.push(name);
    } catch (error) {
      // A rule may name a folder of another mailbox, or one that is gone: the others are read all the same.
      if (!(error instanceof PermanentFailure)) throw error;
    }
  }
  return found;
};

const writtenOf = (withheld: ReadonlyMap<string, ReadonlyMap<string, number>>): GraphPlace['withheld'] =>
  Object.fromEntries([...withheld].flatMap(([folder, mails]) => (mails.size === 0 ? [] : [[folder, [...mails]]])));

async function* readFolders(
  journey: Journey,
  set: readonly string[],
): AsyncGenerator<FetchedMessage, FetchEnd, undefined> {
  const { asked, client, folders, signal } = journey;
  const before: GraphPlace = asked.cursor === null ? { folders: {}, withheld: {}, turn: null } : placeOf(asked.cursor);
  const places: Record<string, FolderPlace> = { ...before.folders };
  const withheld = new Map(Object.entries(before.withheld).map(([folder, mails]) => [folder, new Map(mails)]));
  const here = (turn: string | null) => cursorOf({ folders: places, withheld: writtenOf(withheld), turn });
  const isSet = (name: string) => set.some((one) => one.toLowerCase() === name.toLowerCase());
  const bound = await existingOf(
    journey,
    (asked.boundFolders ?? []).filter((name) => !isSet(name)),
  );
  const order = inTurn([...set, ...bound], before.turn);
  let left = asked.limit;
  for (const [index, folder] of order.entries()) {
    const at = `${client.root}/mailFolders/${await folders.part(folder, signal)}`;
    // A folder that is added later begins as a new mailbox does without a date.
    const isBound = bound.includes(folder);
    const place =
      places[folder] ?? (isBound ? beginningOfBound() : beginningOf(asked.cursor === null ? asked.from : null));
    const waiting = withheld.get(folder) ?? new Map<string, number>();
    withheld.set(folder, waiting);
    const reading = readFolder({ client, folder, at, asked, signal, bound: isBound, withheld: waiting }, place, left);
    for (;;) {
      const step = await reading.next();
      places[folder] = step.value.place;
      if (step.done === true) {
        if (step.value.more) return { cursor: here(order[(index + 1) % order.length] ?? folder), more: true };
        break;
      }
      left -= 1;
      yield { ...step.value.mail, cursor: here(before.turn) };
    }
  }
  return { cursor: here(null), more: false };
}

/** Whoever ended it gets their own reason back. */
const told = (error: unknown, { aborted, reason }: AbortSignal): unknown => (aborted ? reason : failureOf(error));

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** One folder alone, or the mailbox where several are read: a mailbox has room for a limited number of them. */
const resourceOf = (folder: string | null, root: string): string =>
  folder === null ? `${root.slice(1)}/messages` : `${root.slice(1)}/mailFolders('${folder}')/messages`;

/** Does not connect yet. */
export const createGraphSource = (server: GraphMailboxServer, needs: GraphNeeds): MailSource => {
  const client = createGraphClient(server, needs);
  const folders = createGraphFolders(client);
  let subscription: Subscription | null = null;
  const subscribe = async (): Promise<void> => {
    const [first = 'inbox', ...others] = server.settings.folders;
    if (server.notices === null) return;
    if (subscription === null) {
      const folder = others.length > 0 ? null : await folders.id(first, AbortSignal.timeout(needs.silenceMs));
      const resource = resourceOf(folder, client.root);
      subscription = createSubscription({ client, clock: needs.clock, ...server.notices, resource });
    }
    await subscription.keep();
  };
  return {
    fetch: async function* (asked, signal) {
      try {
        return yield* readFolders({ client, folders, asked, signal }, server.settings.folders);
      } catch (error) {
        throw told(error, signal);
      }
    },
    settle: async (origins, how, signal) => {
      if (how.kind === 'leave' || origins.length === 0) return;
      try {
        await settleMails({ client, folders, signal }, origins, how);
      } catch (error) {
        throw told(error, signal);
      }
    },
    watch: async (signal) => {
      try {
        await subscribe();
      } catch (error) {
        throw failureOf(error);
      }
      await untilAborted(signal);
    },
    [Symbol.asyncDispose]: async () => {
      await subscription?.end();
      client.close();
    },
  };
};
