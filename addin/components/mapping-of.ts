import { ApiError } from '../api/api-error.ts';

/** Who has a mailbox that somebody wishes to connect. */
export type Mapping =
  | { readonly kind: 'mapped'; readonly userName: string; readonly since: string }
  /** Null: an organization that one does not belong to. */
  | { readonly kind: 'elsewhere'; readonly organizationName: string | null; readonly since: string };

/** I5, I6: what a refusal says of whoever has the mailbox; null: it was refused for another reason. */
export const mappingOf = (error: unknown): Mapping | null => {
  if (!(error instanceof ApiError)) return null;
  const { since, userName, organizationName } = error.members;
  if (typeof since !== 'string') return null;
  if (error.code === 'mailbox_mapped' && typeof userName === 'string') return { kind: 'mapped', userName, since };
  if (error.code !== 'mailbox_synchronized_elsewhere') return null;
  return { kind: 'elsewhere', organizationName: typeof organizationName === 'string' ? organizationName : null, since };
};
