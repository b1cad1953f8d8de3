import type { SyncAction } from '#shared/sync/action.ts';
import type { PresentItem, SideItem, SideView, SyncFields, SyncLink } from '#shared/sync/item.ts';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import { planSync } from '#shared/sync/plan.ts';
import type { SyncPolicy } from '#shared/sync/policy.ts';

const base = { fullName: 'Ana Ruiz', emails: ['ana@fabrikam.example'], notes: 'met in May', jobTitle: 'Buyer' };
export const now = Date.UTC(2026, 4, 4);

const policy: SyncPolicy = {
  rules: kinds.contact,
  directions: kinds.contact.directions,
  conflicts: 'crm',
  onLeaving: 'unlink',
  now,
};

export const link: SyncLink = {
  id: 'l1',
  crmId: 'r1',
  mailboxId: 'm1',
  crmRevision: '1',
  mailboxRevision: '1',
  base,
  unsettled: [],
  state: 'whole',
};

export const record = (changed: SyncFields = {}, rest: Partial<PresentItem> = {}): PresentItem => ({
  state: 'present',
  id: 'r1',
  revision: Object.keys(changed).length === 0 ? '1' : '2',
  fields: { ...base, ...changed },
  modifiedAt: now,
  writable: true,
  scope: 'wanted',
  ...rest,
});

export const item = (changed: SyncFields = {}, rest: Partial<PresentItem> = {}): PresentItem => ({
  ...record(changed),
  id: 'm1',
  mark: 'r1',
  ...rest,
});

export const unmarked = (changed: SyncFields = {}, rest: Partial<PresentItem> = {}): PresentItem => {
  const { mark: _, ...bare } = item(changed, rest);
  return bare;
};

export const gone = (id: string): SideItem => ({ state: 'gone', id });

const view = (items: readonly SideItem[], complete = false): SideView => ({
  complete,
  items: new Map(items.map((one) => [one.id, one])),
});

export interface Given {
  links?: readonly SyncLink[];
  crm?: readonly SideItem[];
  mailbox?: readonly SideItem[];
  complete?: boolean;
  policy?: Partial<SyncPolicy>;
  apart?: { crm: string[]; mailbox: string[] };
  answers?: Record<string, 'crm' | 'mailbox'>;
}

export const plan = (given: Given): SyncAction[] =>
  planSync({
    links: given.links ?? [link],
    views: { crm: view(given.crm ?? [], given.complete), mailbox: view(given.mailbox ?? [], given.complete) },
    policy: { ...policy, ...given.policy },
    apart: { crm: new Set(given.apart?.crm), mailbox: new Set(given.apart?.mailbox) },
    answers: new Map(given.answers === undefined ? [] : [['l1', given.answers]]),
  });

/** A plan in few words: what is done, to which side, and which fields. */
export const told = (actions: readonly SyncAction[]): string[] =>
  actions.map((action) => {
    switch (action.do) {
      case 'merge':
      case 'link': {
        const { writes, lost, open } = action.merge;
        const told = [
          ...Object.keys(writes.crm).map((field) => `${field} to crm`),
          ...Object.keys(writes.mailbox).map((field) => `${field} to mailbox`),
          ...lost.map(({ field, side }) => `${field} of ${side} lost`),
          ...open.map(({ field }) => `${field} asked`),
          ...(action.do === 'merge' && action.marks ? ['mark'] : []),
        ];
        return `${action.do}: ${told.join(', ') || 'nothing'}`;
      }
      case 'create':
        return `create from ${action.source} ${action.from.id}`;
      case 'restore':
        return `restore on ${action.side}`;
      case 'remove':
        return `remove on ${action.side}`;
      case 'suspend':
      case 'unlink':
        return `${action.do}: ${action.reason}`;
      case 'leave':
        return `leave ${action.id}: ${action.reason}`;
    }
  });
