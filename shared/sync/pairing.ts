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

/** Items by what identifies them, in the order of the view. Those that say too little are left out. */
const byIdentity = (items: readonly PresentItem[], identity: (fields: SyncFields) => string | null) => {
  const found = new Map<string, PresentItem[]>();
  for (const item of items) {
    const key = identity(item.fields);
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

/**
 * Pairs what is the same and was never linked: first by the mark of a cycle that was cut off, then by identity, each item
 * at most once. Features: Y7, Y11, and Y13, since items that nobody tracked are compared here and go no further.
 */
export const pairAlike = ({ crm, mailbox, marked }: Unlinked, policy: SyncPolicy) => {
  const taken = { crm: new Set<string>(), mailbox: new Set<string>() };
  const actions: SyncAction[] = [];
  const byMark = new Map(marked.toReversed().map((item) => [item.mark, item]));
  const unmarked = mailbox.filter((item) => item.mark === undefined);
  const { identity, likeness = identity } = policy.rules;
  const same = byIdentity(unmarked, identity);
  const alike = crm.some(({ stands }) => stands === true) ? byIdentity(unmarked, likeness) : same;
  const nextOf = (group: PresentItem[] | undefined): PresentItem | undefined => {
    let item = group?.shift();
    while (item !== undefined && taken.mailbox.has(item.id)) item = group?.shift();
    return item;
  };
  const counterpart = (ours: PresentItem): PresentItem | undefined => {
    const key = identity(ours.fields);
    const marked = byMark.get(ours.id);
    if (marked !== undefined || key === null) return marked;
    return nextOf(same.get(key)) ?? (ours.stands === true ? nextOf(alike.get(key)) : undefined);
  };
  for (const ours of crm) {
    const theirs = counterpart(ours);
    if (theirs === undefined) continue;
    taken.crm.add(ours.id);
    taken.mailbox.add(theirs.id);
    actions.push(link(ours, theirs, policy));
  }
  return { actions, taken };
};
