import type { Expected, SyncAction } from './action.ts';
import type { Agreement, Committed, CrmSide, CrmStep, MailboxSide, Written } from './cycle-ports.ts';
import type { SyncFields, SyncLink } from './item.ts';
import type { Merge } from './merge.ts';

/**
 * What came of one action. `again` and `refused` are looked at anew in the next cycle, both items of the pair; `also` names
 * an item that only the action came upon, and makes it and its record be looked at anew though all was done.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly also?: string }
  | { readonly kind: 'again'; readonly also?: string }
  | { readonly kind: 'refused'; readonly words: string };

export interface Sides {
  readonly crm: CrmSide;
  readonly mailbox: MailboxSide;
}

/**
 * Fields that only the mailbox says, such as the end of a series: what it makes of them is not in its answer to a write.
 */
export type Derived = readonly string[];

/** Its next view then shows the item as another version, and what it derived is taken from there. */
const toBeLookedAt = (item: Expected, derived: Derived): Expected =>
  derived.length === 0 ? item : { ...item, revision: '' };

const agreed = (base: SyncFields): Agreement => ({ base, unsettled: [], lost: [], open: [] });

/** The record's own losses are told with its change; those of the mailbox were told before. */
const agreement = ({ base, unsettled, lost, open }: Merge): Agreement => ({
  base,
  unsettled,
  lost: lost.filter(({ side }) => side === 'crm'),
  open,
});

const rememberLost = async (
  { crm }: Sides,
  items: { crm: string; mailbox: string },
  { lost }: Merge,
): Promise<void> => {
  const theirs = lost.filter(({ side }) => side === 'mailbox');
  if (theirs.length > 0)
    await crm.commit({ step: 'remember', crmId: items.crm, mailboxId: items.mailbox, lost: theirs });
};

const outcomeOf = (result: Exclude<Written, { kind: 'written' }> | Committed): Outcome => {
  if (result.kind === 'done') return { kind: 'done' };
  return result.kind === 'changed' ? { kind: 'again' } : { kind: 'refused', words: result.words };
};

const commit = async ({ crm }: Sides, step: CrmStep): Promise<Outcome> => outcomeOf(await crm.commit(step));

/** The mailbox first, as it cannot take part in our transaction: what was written there and not noted is found again. */
const bringTogether = async (
  sides: Sides,
  { crm, mailbox, merge, marks }: { crm: Expected; mailbox: Expected; merge: Merge; marks: boolean },
  derived: Derived,
  step: (written: Expected) => CrmStep,
): Promise<Outcome> => {
  const { mailbox: fields } = merge.writes;
  const isOnlyMark = Object.keys(fields).length === 0;
  if (!marks && isOnlyMark) return commit(sides, step(mailbox));
  await rememberLost(sides, { crm: crm.id, mailbox: mailbox.id }, merge);
  const written = await sides.mailbox.update(mailbox, fields, crm.id);
  if (written.kind !== 'written') return outcomeOf(written);
  return commit(sides, step(isOnlyMark ? written.item : toBeLookedAt(written.item, derived)));
};

/** The record comes before one's eyes too: what it says already is agreed on, and not written once more. */
const withBoth = (outcome: Outcome, mailboxId: string, derived: Derived): Outcome =>
  outcome.kind === 'done' && derived.length > 0 ? { kind: 'done', also: mailboxId } : outcome;

const createInMailbox = async (sides: Sides, crm: Expected, fields: SyncFields, derived: Derived): Promise<Outcome> => {
  const written = await sides.mailbox.create(fields, crm.id);
  if (written.kind === 'exists') return { kind: 'again', also: written.id };
  if (written.kind !== 'written') return outcomeOf(written);
  const mailbox = toBeLookedAt(written.item, derived);
  const linked = await commit(sides, { step: 'link', crm, mailbox, writes: {}, agreement: agreed(fields) });
  return withBoth(linked, mailbox.id, derived);
};

/** The mark follows the link, so that a copy which the person makes of the item is known for one. */
const markCreated = async (sides: Sides, link: SyncLink): Promise<Outcome> => {
  const crm = { id: link.crmId, revision: link.crmRevision };
  const mailbox = { id: link.mailboxId, revision: link.mailboxRevision };
  const written = await sides.mailbox.update(mailbox, {}, crm.id);
  if (written.kind !== 'written') return written.kind === 'refused' ? { kind: 'done' } : outcomeOf(written);
  return commit(sides, {
    step: 'merge',
    linkId: link.id,
    crm,
    mailbox: written.item,
    writes: {},
    agreement: agreed(link.base),
  });
};

const createRecord = async (sides: Sides, mailbox: Expected, fields: SyncFields): Promise<Outcome> => {
  const result = await sides.crm.commit({ step: 'createRecord', mailbox, fields });
  return result.kind === 'done' && result.link !== null ? markCreated(sides, result.link) : outcomeOf(result);
};

/** An item that stands there with our mark was written by a cycle that was cut off: nothing in it is agreed on yet. */
const writeAnew = async (
  sides: Sides,
  { linkId, from: crm, fields }: { linkId: string; from: Expected; fields: SyncFields },
  derived: Derived,
): Promise<Outcome> => {
  const begun = await commit(sides, { step: 'begin', linkId, state: 'rewriting' });
  if (begun.kind !== 'done') return begun;
  const written = await sides.mailbox.create(fields, crm.id);
  if (written.kind === 'written') {
    const anew = toBeLookedAt(written.item, derived);
    const relinked = await commit(sides, { step: 'relink', linkId, crm, mailbox: anew, agreement: agreed(fields) });
    return withBoth(relinked, anew.id, derived);
  }
  if (written.kind !== 'exists') return outcomeOf(written);
  const mailbox = { id: written.id, revision: '' };
  const unknown = { base: {}, unsettled: Object.keys(fields), lost: [], open: [] };
  const linked = await commit(sides, { step: 'relink', linkId, crm, mailbox, agreement: unknown });
  return linked.kind === 'done' ? { kind: 'again', also: written.id } : linked;
};

const removeFromMailbox = async (sides: Sides, linkId: string, item: Expected): Promise<Outcome> => {
  const begun = await commit(sides, { step: 'begin', linkId, state: 'removing' });
  if (begun.kind !== 'done') return begun;
  const removed = await sides.mailbox.remove(item);
  return removed.kind === 'written' ? commit(sides, { step: 'drop', linkId }) : outcomeOf(removed);
};

/**
 * Does one action of a plan. A failure of the item is its outcome; a failure of a whole side is thrown. Whatever is cut
 * off in between is found and finished by the next cycle.
 */
export const carryOut = async (sides: Sides, action: SyncAction, derived: Derived): Promise<Outcome> => {
  switch (action.do) {
    case 'link': {
      const { crm, merge } = action;
      const { crm: writes } = merge.writes;
      return bringTogether(sides, action, derived, (written) => ({
        step: 'link',
        crm,
        mailbox: written,
        writes,
        agreement: agreement(merge),
      }));
    }
    case 'merge': {
      const { linkId, crm, merge } = action;
      const { crm: writes } = merge.writes;
      return bringTogether(sides, action, derived, (written) => ({
        step: 'merge',
        linkId,
        crm,
        mailbox: written,
        writes,
        agreement: agreement(merge),
      }));
    }
    case 'create':
      return action.source === 'crm'
        ? createInMailbox(sides, action.from, action.fields, derived)
        : createRecord(sides, action.from, action.fields);
    case 'restore':
      return action.side === 'crm'
        ? commit(sides, { step: 'restoreRecord', linkId: action.linkId, mailbox: action.from, fields: action.fields })
        : writeAnew(sides, action, derived);
    case 'remove':
      return action.side === 'crm'
        ? commit(sides, { step: 'removeRecord', linkId: action.linkId, crm: action.item })
        : removeFromMailbox(sides, action.linkId, action.item);
    case 'suspend':
      return commit(sides, { step: 'suspend', linkId: action.linkId, reason: action.reason });
    case 'unlink':
      return commit(sides, { step: 'unlink', linkId: action.linkId, reason: action.reason });
    case 'leave':
      return { kind: 'done' };
  }
};
