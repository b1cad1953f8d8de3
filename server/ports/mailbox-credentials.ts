/** Who we are at a mail server that is read, opened. */
export type MailboxCredentials =
  /** `authorizeAs`: whose mailbox is opened with these credentials (RFC 4616 authorization identity); null: `user`'s own. */
  | {
      readonly kind: 'password';
      readonly user: string;
      readonly secret: string;
      readonly authorizeAs: string | null;
    }
  /** `refused`: this token was not taken though its time is not over; another one is asked for. */
  | { readonly kind: 'xoauth2'; readonly user: string; readonly accessToken: (refused?: string) => Promise<string> };
