/** Where one mail stands at its source. */
export type MessageOrigin =
  | { readonly protocol: 'imap'; readonly folder: string; readonly uidValidity: string; readonly uid: number }
  | { readonly protocol: 'pop3'; readonly uidl: string }
  /** The immutable id of Graph. */
  | {
      readonly protocol: 'graph';
      readonly folder: string;
      readonly id: string;
      /** A21: found in a folder that a rule binds; it may have been handled elsewhere before it was moved there. */
      readonly bound?: boolean;
    };

/**
 * What one mail is called within its mailbox for as long as it stays there: folder, UIDVALIDITY and UID (RFC 9051
 * section 2.3.1.1), the unique-id listing (RFC 1939 section 7), or the immutable id. Two mails never share a key.
 */
export const originKey = (origin: MessageOrigin): string => {
  switch (origin.protocol) {
    case 'imap':
      return JSON.stringify(['imap', origin.folder, origin.uidValidity, origin.uid]);
    case 'pop3':
      return JSON.stringify(['pop3', origin.uidl]);
    case 'graph':
      return JSON.stringify(origin.bound === true ? ['graph', origin.id, origin.folder] : ['graph', origin.id]);
  }
};
