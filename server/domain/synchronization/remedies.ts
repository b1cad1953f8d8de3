import type { SyncKind } from '#shared/sync/item.ts';

/** One step towards a server of address books and calendars. */
export type SyncStep = 'resolve' | 'connect' | 'auth' | SyncKind;

const ofKind: Readonly<Record<SyncKind, string>> = {
  contact: 'Create an address book on the server, or write the address of one; or leave contacts out.',
  task: 'Create a calendar that takes tasks on the server, or write the address of one; or leave tasks out.',
  appointment: 'Create a calendar on the server, or write the address of one; or leave appointments out.',
};

const ofCode: Readonly<Record<string, string>> = {
  host_refused: 'Write an address that begins with https; http is for a server on the same machine.',
  egress_refused: 'Ask the operator of this installation to allow that network (ALLOWED_NETWORKS).',
  host_not_found: 'Check the spelling of the address; this server cannot find the host.',
  certificate_refused: 'The certificate must be valid for the host in the address; it is never passed over.',
  permission_refused: 'Have the owner of the collection give this user the right to read and write it.',
  mailbox_missing: 'Check the path in the address: the server has nothing there for this user.',
};

/** What usually helps when a step fails: one sentence a person can act on. `code` is that of the failure. */
export const syncRemedy = (step: SyncStep, code: string): string => {
  const known = ofCode[code];
  if (known !== undefined) return known;
  switch (step) {
    case 'resolve':
    case 'connect':
      return 'Check address and port, and whether a firewall or proxy stands between.';
    case 'auth':
      return 'Check user name and password; some servers want a password for applications.';
    case 'contact':
    case 'task':
    case 'appointment':
      return ofKind[step];
  }
};
