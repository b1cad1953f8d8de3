import type { SyncAction } from './action.ts';
import type { PresentItem, Side, SideView } from './item.ts';
import { pairAlike } from './pairing.ts';
import { handedOn } from './plan-linked.ts';
import type { PlanInput } from './plan-input.ts';
import type { SyncPolicy } from './policy.ts';

const presentBut = (view: SideView, linked: ReadonlySet<string>, apart: ReadonlySet<string>): PresentItem[] => {
  const found: PresentItem[] = [];
  for (const item of view.items.values())
    if (item.state === 'present' && !linked.has(item.id) && !apart.has(item.id)) found.push(item);
  return found;
};

/** A mark stands above having been set apart. */
const markedFor = (view: SideView, linked: ReadonlySet<string>, linkedCrm: ReadonlySet<string>): PresentItem[] => {
  const found: PresentItem[] = [];
  for (const item of view.items.values())
    if (item.state === 'present' && item.mark !== undefined && !linked.has(item.id) && !linkedCrm.has(item.mark))
      found.push(item);
  return found;
};

const create = (source: Side, item: PresentItem, policy: SyncPolicy): SyncAction => ({
  do: 'create',
  source,
  from: { id: item.id, revision: item.revision },
  fields: handedOn(source, item.fields, policy),
});

/** An item with the mark of a record is a copy of what was written for that record, and is not taken for a new thing. */
const takeOver = (item: PresentItem, policy: SyncPolicy): SyncAction =>
  item.mark === undefined
    ? create('mailbox', item, policy)
    : { do: 'leave', side: 'mailbox', id: item.id, reason: 'copy' };

/** What is to be done about items that no link names. */
export const planUnlinked = ({ links, views, policy, apart }: PlanInput): SyncAction[] => {
  const linkedCrm = new Set(links.map(({ crmId }) => crmId));
  const linkedMailbox = new Set(links.map(({ mailboxId }) => mailboxId));
  const crm = presentBut(views.crm, linkedCrm, apart.crm).filter(({ scope }) => scope === 'wanted');
  const mailbox = presentBut(views.mailbox, linkedMailbox, apart.mailbox);
  const marked = markedFor(views.mailbox, linkedMailbox, linkedCrm);
  const { actions, alone, taken } = pairAlike({ crm, mailbox, marked }, policy);
  const mayGo = (item: PresentItem): boolean => item.stands !== true && !policy.rules.comesByInvitation(item.fields);
  const tracked = mailbox.filter((item) => item.scope === 'wanted' && !taken.has(item));
  return [
    ...actions,
    ...alone.filter(mayGo).map((item) => create('crm', item, policy)),
    ...tracked.map((item) => takeOver(item, policy)),
  ];
};
