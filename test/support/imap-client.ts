import { ImapFlow } from 'imapflow';

/** Where a client of the user's own signs in. */
export interface ImapPlace {
  readonly port: number;
  /** TLS from the first byte; else STARTTLS. */
  readonly implicitTls: boolean;
  readonly authority: string;
  readonly user: string;
  readonly secret: string;
}

/** Runs `work` as another client of this mailbox. */
export const asClient = async <T>(place: ImapPlace, work: (client: ImapFlow) => Promise<T>): Promise<T> => {
  const client = new ImapFlow({
    host: 'localhost',
    port: place.port,
    secure: place.implicitTls,
    auth: { user: place.user, pass: place.secret },
    tls: { ca: place.authority },
    logger: false,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
};

export interface SeenMail {
  readonly subject: string;
  readonly flags: readonly string[];
}

/** What another client sees in a folder. */
export const lookInto = (place: ImapPlace, folder = 'INBOX'): Promise<readonly SeenMail[]> =>
  asClient(place, async (client) => {
    await client.mailboxOpen(folder, { readOnly: true });
    const found: SeenMail[] = [];
    for await (const mail of client.fetch('1:*', { envelope: true, flags: true })) {
      const flags = [...(mail.flags ?? [])].filter((flag) => flag !== '\\Recent');
      found.push({ subject: mail.envelope?.subject ?? '', flags });
    }
    return found;
  });
