/** One page of `…/delta`: what a folder holds, newest first, then what changed since. */
import type { FolderChange } from './mailbox.ts';

/** Things in folders, with every change in order. */
export interface DeltaStore<T> {
  readonly changes: readonly FolderChange[];
  inFolder(folderId: string): T[];
  find(number: number): T | undefined;
}
interface Filed {
  readonly number: number;
  folderId: string;
}

/** What stands in a `$skiptoken` or `$deltatoken`. */
export interface DeltaState {
  readonly folder: string;
  readonly epoch: number;
  readonly select: readonly string[];
  readonly changeType: string | null;
  readonly immutable: boolean;
  /** What stands beside an item comes with it. */
  readonly expand?: boolean;
  /** Of a calendar: what lies between these two moments. */
  readonly span?: readonly [number, number];
  /** Changes up to this one are told. */
  readonly at: number;
  /** In the first round: messages below this number are still to be told; null: the round is over. */
  readonly below: number | null;
}

export interface DeltaPage<T> {
  readonly entries: readonly ({ readonly item: T } | { readonly removed: number })[];
  readonly next: DeltaState;
  readonly complete: boolean;
}

export const writeToken = (state: DeltaState): string => Buffer.from(JSON.stringify(state)).toString('base64url');

export const readToken = (token: string): DeltaState | null => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString()) as DeltaState;
  } catch {
    // Not one of ours: the caller answers 400.
    return null;
  }
};

/** Read state is told whatever change type was asked for. */
const wanted = ({ kind }: FolderChange, changeType: string | null): boolean =>
  changeType === null ||
  kind === 'readState' ||
  kind === changeType ||
  (kind === 'removed' && changeType === 'deleted');

const firstRound = <T extends Filed>(store: DeltaStore<T>, state: DeltaState, size: number): DeltaPage<T> => {
  const below = state.below ?? 0;
  const rest = store
    .inFolder(state.folder)
    .filter(({ number }) => number < below)
    .sort((a, b) => b.number - a.number);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  const complete = rest.length <= size;
  return {
    entries: page.map((item) => ({ item })),
    next: { ...state, below: complete ? null : (last?.number ?? 0) },
    complete,
  };
};

const laterRound = <T extends Filed>(store: DeltaStore<T>, state: DeltaState, size: number): DeltaPage<T> => {
  const changed = store.changes.filter(
    (change) => change.folderId === state.folder && change.at > state.at && wanted(change, state.changeType),
  );
  const told = new Map(changed.map((change) => [change.number, change.at]));
  const page = [...told].sort(([, a], [, b]) => a - b).slice(0, size);
  const complete = told.size <= size;
  const entries = page.map(([number]) => {
    const item = store.find(number);
    return item === undefined || item.folderId !== state.folder ? { removed: number } : { item };
  });
  const at = complete ? store.changes.length : (page.at(-1)?.[1] ?? state.at);
  return { entries, next: { ...state, at }, complete };
};

export const deltaPage = <T extends Filed>(store: DeltaStore<T>, state: DeltaState, size: number): DeltaPage<T> =>
  (state.below === null ? laterRound : firstRound)(store, state, size);
