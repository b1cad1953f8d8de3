import type { RecordTypeDefinition } from '#shared/model/record.ts';
import { openedAgain } from '#shared/offline/limits.ts';
import { answered, type Choice } from '#shared/offline/next-step.ts';
import type { Edit } from '#shared/offline/waiting-change.ts';
import { ApiError } from '../../api/api-error.ts';
import type { Exclusively } from '../../api/exclusively.ts';
import type { KeptChoice, WaitingRecord } from './database.ts';
import { downloadChosen } from './download.ts';
import { eraseExcept } from './erase.ts';
import { optionsFor, type SendNeeds, sendWaiting } from './send-waiting.ts';
import { createRecordShelf, type RecordShelf, type Standing } from './shelf.ts';

export interface OfflineState extends Standing {
  readonly kind: 'reading' | 'off' | 'locked' | 'open';
  readonly isRunning: boolean;
  /** Why the last synchronization ended early. */
  readonly problem: ApiError | null;
}

export interface OfflineNeeds extends Pick<SendNeeds, 'call' | 'organizationId' | 'now'> {
  readonly partition: string;
  readonly scope: string;
  /** Of all organizations of the person; what is of others is erased once the server has answered. */
  readonly scopes: readonly string[];
  /** The lock that all panes of this Outlook share. */
  readonly exclusively: Exclusively;
  readonly newId: () => string;
  readonly tellOthers: () => void;
  /** Records changed on the server by us. */
  readonly onChanged: () => void;
  /** Whether anything is kept in this Outlook is remembered, so that nothing is loaded where it is not. */
  readonly remember: (inUse: boolean) => void;
}

/** Records that are kept here, work with them without a connection, and its synchronization (Y12). */
export interface OfflineRecords {
  readonly state: () => OfflineState;
  readonly subscribe: (listener: () => void) => () => void;
  begin(): Promise<void>;
  reread(): Promise<void>;
  /** Sends what waits, then downloads; what goes wrong is in the state. */
  synchronize(): Promise<void>;
  choose(choices: readonly KeptChoice[], types: readonly RecordTypeDefinition[]): Promise<void>;
  /** Nothing is kept here any more. */
  stop(): Promise<void>;
  /** The person signed in anew. */
  unlock(): Promise<void>;
  /** Without an id it is a new record. False when no more changes may wait. */
  edit(type: string, id: string | null, edit: Edit): Promise<boolean>;
  discard(row: WaitingRecord): Promise<void>;
  answer(row: WaitingRecord, choices: Readonly<Record<string, Choice>>): Promise<void>;
}

/** What waits still after so many walks through the queue waits for the next time. */
const mostWalks = 3;

const nothing: OfflineState = {
  kind: 'reading',
  place: null,
  kept: [],
  waiting: [],
  isRunning: false,
  problem: null,
};

interface Controls extends OfflineNeeds {
  readonly shelf: RecordShelf;
  readonly show: (change: Partial<OfflineState>) => void;
  readonly changed: () => Promise<void>;
}

const runOf = (needs: Controls): (() => Promise<void>) => {
  const { shelf, show, changed } = needs;
  const sendAll = async (walk = 1): Promise<void> => {
    const { waiting } = await shelf.read();
    const toSend = waiting.filter(({ change }) => change.state.kind === 'waiting');
    for (const { type, id } of toSend) {
      // As it is by now: it may have been edited while another one was sent.
      const row = (await shelf.read()).waiting.find((one) => one.type === type && one.id === id);
      if (row?.change.state.kind !== 'waiting') continue;
      await sendWaiting(needs, row);
      await changed();
      needs.onChanged();
    }
    // What was edited while its record was created waits under the record's own id now.
    if (toSend.length > 0 && walk < mostWalks) await sendAll(walk + 1);
  };
  const cycle = async (): Promise<void> => {
    const { place } = await shelf.read();
    if (place === null) await needs.call('getMe', optionsFor(needs.organizationId));
    else if (!place.locked) {
      await sendAll();
      const downloaded = await downloadChosen(needs, place);
      const after = (await shelf.read()).place;
      // Chosen anew, stopped or locked meanwhile: how far the former choice came counts no more.
      const isSame = after !== null && JSON.stringify(after.choices) === JSON.stringify(place.choices);
      if (isSame) await shelf.setPlace({ ...after, ...downloaded, synchronizedAt: needs.now() });
    }
    await eraseExcept(needs.partition, needs.scopes);
  };
  const run = async (): Promise<void> => {
    show({ isRunning: true });
    try {
      await needs.exclusively(cycle);
      show({ problem: null });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // One was taken out of this organization: what is kept of it goes.
      if (error.code === 'organization_not_found') await shelf.erase();
      show({ problem: error });
    } finally {
      show({ isRunning: false });
      await changed();
    }
  };
  return run;
};

type Actions = Pick<OfflineRecords, 'choose' | 'stop' | 'unlock' | 'edit' | 'discard' | 'answer'>;

const actionsOf = (needs: Controls): Actions => {
  const { scope, now, shelf, changed } = needs;
  return {
    choose: async (choices, types) => {
      const { place } = await shelf.read();
      if (place?.locked === true) return;
      const first = { scope, openedAt: now(), locked: false, since: {}, isFull: false, synchronizedAt: null };
      const kept = new Set(choices.map(({ type }) => type));
      for (const { type } of place?.choices ?? []) if (!kept.has(type)) await shelf.drop(type, () => true);
      await shelf.setPlace({ ...(place ?? first), choices, types });
      needs.remember(true);
      await changed();
    },
    stop: async () => {
      await needs.exclusively(() => shelf.erase());
      await changed();
    },
    unlock: async () => {
      const { place } = await shelf.read();
      if (place !== null) await shelf.setPlace({ ...place, openedAt: now(), locked: false });
      await changed();
    },
    edit: async (type, id, edit) => {
      const key = needs.newId();
      const fits = await shelf.edit({ type, id: id ?? `new ${key}`, key, since: now() }, edit);
      await changed();
      return fits;
    },
    discard: async (row) => {
      await shelf.settle(row, null);
      await changed();
    },
    answer: async (row, choices) => {
      // The server may know the former key still.
      const renewed = row.change.handedOver === null ? row : { ...row, key: needs.newId() };
      await shelf.settle(renewed, answered(row.change, choices));
      await changed();
    },
  };
};

export const createOfflineRecords = (needs: OfflineNeeds): OfflineRecords => {
  const { scope, now } = needs;
  const shelf = createRecordShelf(needs.partition, scope);
  const listeners = new Set<() => void>();
  let state = nothing;
  let running: Promise<void> | null = null;

  const show = (change: Partial<OfflineState>) => {
    state = { ...state, ...change };
    listeners.forEach((listener) => listener());
  };
  const reread = async (): Promise<void> => {
    const standing = await shelf.read();
    const { place } = standing;
    const kind = place === null ? 'off' : place.locked ? 'locked' : 'open';
    // What is locked is not even handed to the views.
    show(kind === 'locked' ? { kind, place, kept: [], waiting: [] } : { kind, ...standing });
  };
  const changed = async (): Promise<void> => {
    await reread();
    needs.tellOthers();
  };

  const run = runOf({ ...needs, shelf, show, changed });
  const synchronize = (): Promise<void> => (running ??= run().finally(() => (running = null)));

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reread,
    synchronize,
    begin: async () => {
      const { place } = await shelf.read();
      if (place !== null) await shelf.setPlace({ ...place, ...openedAgain(place, now()) });
      await reread();
    },
    ...actionsOf({ ...needs, shelf, show, changed }),
  };
};
