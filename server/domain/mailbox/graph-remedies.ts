/** One step towards a mailbox of Microsoft Graph. */
export type GraphStep = 'resolve' | 'connect' | 'tls' | 'auth' | 'folders';

const ofSignIn: Readonly<Record<string, string>> = {
  sign_in_refused:
    'Check token address, application id and secret, whether the secret has expired, and that the scope is that of the service (https://graph.microsoft.com/.default).',
  access_refused:
    'Give the application Mail.ReadWrite and have an administrator consent; where an application access policy limits it, add this mailbox to its group.',
  mailbox_missing: 'Check the user principal name, and that this user has a mailbox in Exchange Online.',
  oauth_unavailable: 'The token address does not answer as one: check it, or try again later.',
};

/** What usually helps when a step fails: one sentence a person can act on. `code` is that of the failure. */
export const graphRemedy = (step: GraphStep, code: string): string => {
  switch (step) {
    case 'resolve':
      return code === 'host_refused'
        ? 'Ask the operator of this installation to allow that network; the address begins with https.'
        : 'Check the spelling of the address; this server cannot find the host.';
    case 'connect':
      return 'Check the address of the service, and whether a firewall or proxy stands between.';
    case 'tls':
      return 'The certificate must be valid for the host in the address; it is never passed over.';
    case 'auth':
      return ofSignIn[code] ?? 'The service is in trouble or lets nobody in for now: try again later.';
    case 'folders':
      return code === 'folder_refused'
        ? 'Take folders for junk, deleted mail and drafts out of the list.'
        : 'Write the folder as Outlook shows it, with a slash between a folder and the one in it.';
  }
};
