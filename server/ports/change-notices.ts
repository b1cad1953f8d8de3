/** Where a mail service tells us of news in one mailbox, and what it shows so that we believe it. */
export interface NoticePlace {
  /** `https://…` */
  readonly url: string;
  /** Secret between us and the service. */
  readonly clientState: string;
}

/** News that a service tells of by itself, in place of being asked again and again. */
export interface ChangeNotices {
  /** Null: nobody outside can reach this installation. */
  placeFor(organizationId: string, mailboxId: string): NoticePlace | null;
  /** True when this is what `placeFor` gave for the mailbox; compared in constant time. */
  isOurs(organizationId: string, mailboxId: string, clientState: string): boolean;
  /** The service wants to be asked anew whether it may go on telling. */
  askForRenewal(mailboxId: string): void;
  /** Whether it did since the last call. */
  takeRenewal(mailboxId: string): boolean;
}
