import type { SyncAction } from './action.ts';
import type { PresentItem, Side, SideView } from './item.ts';
import { pairAlike } from './pairing.ts';
import { handedOn } from './plan-linked.ts';
import type { PlanInput } from './plan-input.ts';
import type { SyncPolicy } from './policy.ts';

const presentBut = (view: SideView, linked: ReadonlySet<string>): PresentItem[] => {
  const items: PresentItem[] = [];
  for (const item of view.items.values()) if (item.state === 'present' && !linked.has(item.id)) items.push(item);
  return items;
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
  const crm = presentBut(views.crm, linkedCrm).filter(({ id, scope }) => scope === 'wanted' && !apart.crm.has(id));
  const present = presentBut(views.mailbox, linkedMailbox);
  const mailbox = present.filter(({ id }) => !apart.mailbox.has(id));
  const marked = present.filter(({ mark }) => mark !== undefined && !linkedCrm.has(mark));
  const { actions, taken } = pairAlike({ crm, mailbox, marked }, policy);
  const mayGo = (item: PresentItem): boolean => item.stands !== true && !policy.rules.comesByInvitation(item.fields);
  const tracked = mailbox.filter(({ scope }) => scope === 'wanted');
  return [
    ...actions,
    ...crm.filter((item) => !taken.crm.has(item.id) && mayGo(item)).map((item) => create('crm', item, policy)),
    ...tracked.filter(({ id }) => !taken.mailbox.has(id)).map((item) => takeOver(item, policy)),
  ];
};
