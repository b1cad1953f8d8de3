import type { MailSecurity } from '#shared/model/mailbox.ts';

/** One step towards a server whose mail is read. */
export type SourceStep = 'resolve' | 'connect' | 'tls' | 'auth' | 'folders';

interface Ports {
  readonly tls: number;
  readonly plain: number;
}

const usualPorts: Readonly<Record<'imap' | 'pop3', Ports>> = {
  imap: { tls: 993, plain: 143 },
  pop3: { tls: 995, plain: 110 },
};

export interface TestedServer {
  readonly protocol: 'imap' | 'pop3';
  readonly port: number;
  readonly security: MailSecurity;
}

const together = (protocol: 'imap' | 'pop3'): string => {
  const { tls, plain } = usualPorts[protocol];
  return `${tls} with TLS from the first byte, ${plain} with STARTTLS`;
};

const ofTls = (code: string, { protocol, port, security }: TestedServer): string => {
  if (code === 'certificate_refused') {
    return 'Use the host name that stands in the certificate, or have the mail server renew it; it is never passed over.';
  }
  if (security === 'none') return 'Choose STARTTLS or TLS from the first byte.';
  if (security === 'tls' && port === usualPorts[protocol].plain) {
    return `Port ${port} usually begins without TLS: choose STARTTLS.`;
  }
  return `Check that port and TLS mode belong together: ${together(protocol)}.`;
};

const ofFolders = (code: string): string => {
  if (code === 'folder_missing') return 'Write the folder as the mail server shows it, or choose it from the list.';
  if (code === 'uidl_missing' || code === 'mailbox_too_large') return 'Read this mailbox by IMAP.';
  if (code === 'folder_refused') return 'Take folders for junk, deleted mail and drafts out of the list.';
  return 'Try again; if it stays so, see the log of the mail server.';
};

/** What usually helps when a step fails: one sentence a person can act on. `code` is that of the failure. */
export const sourceRemedy = (step: SourceStep, code: string, server: TestedServer): string => {
  switch (step) {
    case 'resolve':
      return code === 'host_refused'
        ? 'Ask the operator of this installation to allow that network.'
        : 'Check the spelling of the host; this server cannot find it.';
    case 'connect':
      return server.port === usualPorts[server.protocol].tls && server.security !== 'tls'
        ? `Port ${server.port} speaks TLS from the first byte: choose that mode.`
        : `Check host and port (${together(server.protocol)}), and whether a firewall stands between.`;
    case 'tls':
      return ofTls(code, server);
    case 'auth':
      return code === 'sign_in_refused'
        ? `Check user and secret, and that the provider allows ${server.protocol.toUpperCase()} for this account; with a second factor it wants an app password or OAuth 2.0.`
        : 'The mail server is in trouble or lets nobody in for now: try again later.';
    case 'folders':
      return ofFolders(code);
  }
};
