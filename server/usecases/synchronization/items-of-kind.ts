import type { SyncKind } from '#shared/sync/item.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import { contactItems } from './contact-items.ts';
import type { CrmItems } from './crm-items.ts';

/** A new kind is one line here, one in shared/sync/kinds, and a reader of it in every protocol that has it. */
const items: Readonly<Partial<Record<SyncKind, CrmItems>>> = { contact: contactItems };

/** What the CRM has of a kind. Throws PermanentFailure `kind_not_supported`. */
export const itemsOfKind = (kind: SyncKind): CrmItems => {
  const found = items[kind];
  if (found !== undefined) return found;
  throw new PermanentFailure('This kind of item is not synchronized yet.', { code: 'kind_not_supported' });
};
