import type { RecordInput } from '#shared/model/record.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import { Refusal } from '../refusal.ts';

const refuse = (sentence: string): never => {
  throw new Refusal('not_permitted', sentence);
};

/** Users are added and changed where roles and aliases are; who is in a team decides who sees what. */
export const checkTypeRights = (actor: Actor, type: string): void => {
  if (type === 'user') refuse('Users are added and changed under /users, by an administrator.');
  if (type === 'team' && actor.role !== 'administrator') refuse('Only an administrator may change teams.');
};

const changesReaders = (input: RecordInput, standing: StoredRecord): boolean =>
  (input.access !== undefined && input.access !== standing.access) ||
  (input.owner !== undefined && (input.owner?.id ?? null) !== (standing.owner?.id ?? null));

/** Who may read a record is for its owner and for administrators to say. */
export const checkAccessRights = (actor: Actor, input: RecordInput, standing: StoredRecord | null): void => {
  if (actor.role === 'administrator') return;
  if (standing === null) {
    const forOther = input.owner !== undefined && input.owner?.id !== actor.userId;
    if (forOther && (input.access ?? 'organization') !== 'organization')
      refuse('access: only an administrator may create a record that others own and not everyone reads.');
  } else if (standing.owner?.id !== actor.userId && changesReaders(input, standing))
    refuse('access, owner: only the owner of the record or an administrator may change who owns and who reads it.');
};
