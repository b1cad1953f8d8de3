import type { SyncKind } from '#shared/sync/item.ts';
import { agendaItems } from './agenda-items.ts';
import { contactItems } from './contact-items.ts';
import type { CrmItems } from './crm-items.ts';

/** What the CRM has of each kind. A new one is one line here, one in shared/sync/kinds, and a reader of it in every protocol that has it. */
const items: Readonly<Record<SyncKind, CrmItems>> = {
  contact: contactItems,
  task: agendaItems('task'),
  appointment: agendaItems('appointment'),
};

export const itemsOfKind = (kind: SyncKind): CrmItems => items[kind];
