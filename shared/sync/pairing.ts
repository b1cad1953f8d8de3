import type { SyncAction } from './action.ts';
import type { PresentItem, SyncFields } from './item.ts';
import { mergeFields } from './merge.ts';
import type { SyncPolicy } from './policy.ts';

/** Items that no link names. */
export interface Unlinked {
  /** Records that a filter of the user takes. */
  readonly crm: readonly PresentItem[];
  /** Items of the mailbox, tracked or not. */
  readonly mailbox: readonly PresentItem[];
  /** Items of the mailbox that carry the mark of a record without a link. */
  readonly marked: readonly PresentItem[];
}

/** Items that were written for no record, by what identifies them, in the order of the view; none that says too little. */
const byIdentity = (items: readonly PresentItem[], identity: (fields: SyncFields) => string | null) => {
  const found = new Map<string, PresentItem[]>();
  for (const item of items) {
    const key = item.mark === undefined ? identity(item.fields) : null;
    if (key === null) continue;
    const alike = found.get(key);
    if (alike === undefined) found.set(key, [item]);
    else alike.push(item);
  }
  return found;
};

const link = (crm: PresentItem, mailbox: PresentItem, policy: SyncPolicy): SyncAction => ({
  do: 'link',
  crm: { id: crm.id, revision: crm.revision },
  mailbox: { id: mailbox.id, revision: mailbox.revision },
  merge: mergeFields({
    directions: policy.directions,
    // What was taken from the mailbox is there as its person wrote it.
    conflicts: crm.stands === true ? 'mailbox' : policy.conflicts,
    base: {},
    crm: crm.fields,
    mailbox: mailbox.fields,
    newer: mailbox.modifiedAt > crm.modifiedAt ? 'mailbox' : 'crm',
    writable: { crm: crm.writable, mailbox: mailbox.writable },
  }),
  marks: mailbox.writable && mailbox.mark !== crm.id,
});

/** Pairs, and what they leave. */
interface Paired {
  readonly actions: readonly SyncAction[];
  readonly alone: readonly PresentItem[];
  readonly taken: ReadonlySet<PresentItem>;
}

/**
 * Pairs what is the same and was never linked: first by the mark of a cycle that was cut off, then by identity, each item
 * at most once. `alone` are the records that nothing is like, `taken` the items of the mailbox that were paired.
 * Features: Y7, Y11, and Y13, since items that nobody tracked are compared here and go no further.
 */
export const pairAlike = ({ crm, mailbox, marked }: Unlinked, policy: SyncPolicy): Paired => {
  const taken = new Set<PresentItem>();
  const alone: PresentItem[] = [];
  const actions: SyncAction[] = [];
  const byMark = new Map(marked.toReversed().map((item) => [item.mark, item]));
  const { identity, likeness = identity } = policy.rules;
  const same = byIdentity(mailbox, identity);
  // Few records need it, and mostly none.
  let alike: ReturnType<typeof byIdentity> | null = null;
  const nextOf = (group: PresentItem[] | undefined): PresentItem | undefined => {
    let item = group?.shift();
    while (item !== undefined && taken.has(item)) item = group?.shift();
    return item;
  };
  const counterpart = (ours: PresentItem): PresentItem | undefined => {
    const key = identity(ours.fields);
    const written = byMark.get(ours.id);
    if (written !== undefined || key === null) return written;
    const found = nextOf(same.get(key));
    if (found !== undefined || ours.stands !== true) return found;
    alike ??= byIdentity(mailbox, likeness);
    return nextOf(alike.get(key));
  };
  for (const ours of crm) {
    const theirs = counterpart(ours);
    if (theirs === undefined) alone.push(ours);
    else {
      taken.add(theirs);
      actions.push(link(ours, theirs, policy));
    }
  }
  return { actions, alone, taken };
};
