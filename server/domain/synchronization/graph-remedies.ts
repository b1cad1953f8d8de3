import type { SyncKind } from '#shared/sync/item.ts';
import { type SyncStep, syncRemedy } from './remedies.ts';

const permissions: Readonly<Record<SyncKind, string>> = {
  contact: 'Contacts.ReadWrite',
  task: 'Tasks.ReadWrite (for an application Tasks.ReadWrite.All)',
  appointment: 'Calendars.ReadWrite',
};

const ofSignIn: Readonly<Record<string, string>> = {
  sign_in_refused:
    'Check token address, application id and secret, whether the secret has expired, and that the scope is that of the service (https://graph.microsoft.com/.default).',
  oauth_unavailable: 'The token address does not answer as one: check it, or try again later.',
  mailbox_missing: 'Check the user principal name, and that this user has a mailbox in Exchange Online.',
};

const isKind = (step: SyncStep): step is SyncKind => step in permissions;

/** What usually helps when a step towards a mailbox of Microsoft Graph fails. `code` is that of the failure. */
export const graphSyncRemedy = (step: SyncStep, code: string): string => {
  if (isKind(step))
    return `Give the application the permission ${permissions[step]} and have an administrator consent; where an application access policy limits it, add this mailbox to its group.`;
  if (step === 'auth') return ofSignIn[code] ?? 'The service is in trouble or lets nobody in for now: try again later.';
  return syncRemedy(step, code);
};
