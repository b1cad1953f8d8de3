/** One page of `messages/delta`: what a folder holds, newest first, then what changed since. */
import type { FolderChange, GraphFolder, GraphMailbox, GraphMessage } from './mailbox.ts';

/** What stands in a `$skiptoken` or `$deltatoken`. */
export interface DeltaState {
  readonly folder: string;
  readonly epoch: number;
  readonly select: readonly string[];
  readonly changeType: string | null;
  readonly immutable: boolean;
  /** Changes up to this one are told. */
  readonly at: number;
  /** In the first round: messages below this number are still to be told; null: the round is over. */
  readonly below: number | null;
}

export interface DeltaPage {
  readonly entries: readonly ({ readonly message: GraphMessage } | { readonly removed: number })[];
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

const firstRound = (mailbox: GraphMailbox, folder: GraphFolder, state: DeltaState, size: number): DeltaPage => {
  const below = state.below ?? 0;
  const rest = mailbox
    .messagesIn(folder.id)
    .filter(({ number }) => number < below)
    .sort((a, b) => b.number - a.number);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  const complete = rest.length <= size;
  return {
    entries: page.map((message) => ({ message })),
    next: { ...state, below: complete ? null : (last?.number ?? 0) },
    complete,
  };
};

const laterRound = (mailbox: GraphMailbox, folder: GraphFolder, state: DeltaState, size: number): DeltaPage => {
  const changed = mailbox.changes.filter(
    (change) => change.folderId === folder.id && change.at > state.at && wanted(change, state.changeType),
  );
  const told = new Map(changed.map((change) => [change.number, change.at]));
  const page = [...told].sort(([, a], [, b]) => a - b).slice(0, size);
  const complete = told.size <= size;
  const entries = page.map(([number]) => {
    const message = mailbox.messages.get(number);
    return message === undefined || message.folderId !== folder.id ? { removed: number } : { message };
  });
  const at = complete ? mailbox.changes.length : (page.at(-1)?.[1] ?? state.at);
  return { entries, next: { ...state, at }, complete };
};

export const deltaPage = (mailbox: GraphMailbox, folder: GraphFolder, state: DeltaState, size: number): DeltaPage =>
  (state.below === null ? laterRound : firstRound)(mailbox, folder, state, size);
