import type { SyncAction } from './action.ts';
import type { PresentItem, Side, SideView } from './item.ts';
import { pairAlike } from './pairing.ts';
import { handedOn } from './plan-linked.ts';
import type { PlanInput } from './plan-input.ts';
import type { SyncPolicy } from './policy.ts';

const nobody: ReadonlySet<string> = new Set();

const presentBut = (view: SideView, linked: ReadonlySet<string>, apart: ReadonlySet<string>): PresentItem[] =>
  [...view.items.values()]
    .filter((item) => item.state === 'present')
    .filter(({ id }) => !linked.has(id) && !apart.has(id));

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
  const marked = presentBut(views.mailbox, linkedMailbox, nobody).filter(
    ({ mark }) => mark !== undefined && !linkedCrm.has(mark),
  );
  const { actions, taken } = pairAlike({ crm, mailbox, marked }, policy);
  const mayGo = (item: PresentItem): boolean => item.stands !== true && !policy.rules.comesByInvitation(item.fields);
  const tracked = mailbox.filter(({ scope }) => scope === 'wanted');
  return [
    ...actions,
    ...crm.filter((item) => !taken.has(item) && mayGo(item)).map((item) => create('crm', item, policy)),
    ...tracked.filter((item) => !taken.has(item)).map((item) => takeOver(item, policy)),
  ];
};
