import type { SyncAction, UnlinkReason } from './action.ts';
import {
  isEmptyValue,
  otherSide,
  type PresentItem,
  sameValue,
  type Side,
  type SideView,
  type SyncFields,
  type SyncLink,
  type SyncValue,
} from './item.ts';
import { mergeFields } from './merge.ts';
import type { Answers } from './plan-input.ts';
import type { SyncPolicy } from './policy.ts';

type Seen = PresentItem | 'gone';

const linkedId = (link: SyncLink, side: Side): string => (side === 'crm' ? link.crmId : link.mailboxId);
const linkedRevision = (link: SyncLink, side: Side): string =>
  side === 'crm' ? link.crmRevision : link.mailboxRevision;

const without = (fields: SyncFields, names: readonly string[]): SyncFields =>
  names.length === 0 ? fields : Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** An item that the view does not mention is as it was when both last agreed; what they did not agree on is unknown. */
const asItWas = (link: SyncLink, side: Side): PresentItem => ({
  state: 'present',
  id: linkedId(link, side),
  revision: linkedRevision(link, side),
  fields: without(link.base, link.unsettled),
  modifiedAt: 0,
  writable: true,
  scope: 'wanted',
  mark: link.crmId,
});

const seen = (link: SyncLink, side: Side, view: SideView): Seen => {
  const item = view.items.get(linkedId(link, side));
  if (item === undefined) return view.complete ? 'gone' : asItWas(link, side);
  return item.state === 'gone' ? 'gone' : item;
};

/** Whether the field holds something that the other side never took. */
const isOwn = (link: SyncLink, field: string, value: SyncValue | undefined): boolean => {
  const { [field]: base } = link.base;
  if (value === undefined) return false;
  return base === undefined ? link.unsettled.includes(field) && !isEmptyValue(value) : !sameValue(value, base);
};

/** Whether the item holds something that would have gone to the other side. */
const isChanged = (link: SyncLink, side: Side, item: PresentItem, policy: SyncPolicy): boolean => {
  const against = side === 'crm' ? 'toCrm' : 'toMailbox';
  return Object.entries(policy.directions).some(
    ([field, direction]) => !['none', 'given', against].includes(direction) && isOwn(link, field, item.fields[field]),
  );
};

/** The fields that `source` hands on to the other side. */
export const handedOn = (source: Side, fields: SyncFields, policy: SyncPolicy): SyncFields => {
  const against = source === 'crm' ? 'toCrm' : 'toMailbox';
  return Object.fromEntries(
    Object.entries(fields).filter(([field]) => {
      const direction = policy.directions[field] ?? 'none';
      return direction !== 'none' && direction !== against;
    }),
  );
};

const unlink = (link: SyncLink, reason: UnlinkReason): SyncAction => ({ do: 'unlink', linkId: link.id, reason });

const restore = (link: SyncLink, side: Side, left: PresentItem, policy: SyncPolicy): SyncAction => ({
  do: 'restore',
  side,
  linkId: link.id,
  from: { id: left.id, revision: left.revision },
  fields: handedOn(otherSide(side), left.fields, policy),
});

const planDeletion = (link: SyncLink, side: Side, left: PresentItem, policy: SyncPolicy): SyncAction => {
  const survivor = otherSide(side);
  if (link.state === 'suspended') return unlink(link, side === 'crm' ? 'deletedInCrm' : 'deletedInMailbox');
  if (side === 'mailbox' && policy.rules.comesByInvitation(left.fields)) return unlink(link, 'keptByRule');
  const isOurs = side === 'mailbox' && link.state !== 'whole';
  if (isOurs || isChanged(link, survivor, left, policy)) return restore(link, side, left, policy);
  if (policy.rules.onDeletion[side] === 'unlink')
    return unlink(link, side === 'crm' ? 'deletedInCrm' : 'deletedInMailbox');
  if (!left.writable) return unlink(link, 'readOnly');
  if (policy.rules.isKept(left.fields, policy.now)) return unlink(link, 'keptByRule');
  return { do: 'remove', side: survivor, linkId: link.id, item: { id: left.id, revision: left.revision } };
};

/** Y4: leaving a filter or losing access suspends; it removes the mailbox's item only where a setting asks for that. */
const planLeaving = (link: SyncLink, crm: PresentItem, mailbox: Seen, policy: SyncPolicy): SyncAction | null => {
  if (link.state === 'suspended') return null;
  if (mailbox === 'gone') return unlink(link, 'deletedInMailbox');
  const mayRemove =
    policy.onLeaving === 'remove' &&
    mailbox.writable &&
    !isChanged(link, 'mailbox', mailbox, policy) &&
    !policy.rules.isKept(mailbox.fields, policy.now);
  return mayRemove
    ? { do: 'remove', side: 'mailbox', linkId: link.id, item: { id: mailbox.id, revision: mailbox.revision } }
    : { do: 'suspend', linkId: link.id, reason: crm.scope === 'unreadable' ? 'accessLost' : 'outsideFilter' };
};

const planPair = (
  link: SyncLink,
  { crm, mailbox }: Readonly<Record<Side, PresentItem>>,
  policy: SyncPolicy,
  answers: Answers,
): SyncAction | null => {
  const marks = mailbox.writable && mailbox.mark !== link.crmId;
  const isMoved = crm.revision !== link.crmRevision || mailbox.revision !== link.mailboxRevision;
  if (!marks && !isMoved && link.state === 'whole' && Object.keys(answers).length === 0) return null;
  const merge = mergeFields({
    directions: policy.directions,
    conflicts: policy.conflicts,
    base: link.base,
    crm: crm.fields,
    mailbox: mailbox.fields,
    newer: mailbox.modifiedAt > crm.modifiedAt ? 'mailbox' : 'crm',
    writable: { crm: crm.writable, mailbox: mailbox.writable },
    answers,
  });
  return {
    do: 'merge',
    linkId: link.id,
    crm: { id: crm.id, revision: crm.revision },
    mailbox: { id: mailbox.id, revision: mailbox.revision },
    merge,
    marks,
  };
};

/** What is to be done about one link, null where both sides are as they were. */
export const planLinked = (
  link: SyncLink,
  views: Readonly<Record<Side, SideView>>,
  policy: SyncPolicy,
  answers: Answers = {},
): SyncAction | null => {
  const crm = seen(link, 'crm', views.crm);
  const mailbox = seen(link, 'mailbox', views.mailbox);
  if (crm === 'gone')
    return mailbox === 'gone' ? unlink(link, 'deletedInBoth') : planDeletion(link, 'crm', mailbox, policy);
  if (crm.scope !== 'wanted') return planLeaving(link, crm, mailbox, policy);
  if (mailbox === 'gone') return planDeletion(link, 'mailbox', crm, policy);
  return planPair(link, { crm, mailbox }, policy, answers);
};
