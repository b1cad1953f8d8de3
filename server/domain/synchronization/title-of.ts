import type { SyncFields } from '#shared/sync/item.ts';

/** What a person knows an item by: the name of a contact, the subject of a task or an appointment; else nothing. */
export const titleOf = ({ fullName, subject }: SyncFields): string => {
  const said = fullName ?? subject;
  return typeof said === 'string' ? said.trim() : '';
};
