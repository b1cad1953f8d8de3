import type { IncomingSettings } from '#shared/model/mailbox.ts';
import type { StoredMailbox } from '../../server/ports/mailbox-store.ts';
import { addMailbox, type NewMailbox } from '../../server/usecases/mailboxes/add-mailbox.ts';
import type { Dovecot } from './dovecot.ts';
import type { GraphServer } from './graph/graph-server.ts';
import type { World } from './world.ts';

type Given = Partial<NewMailbox> & Pick<NewMailbox, 'owner' | 'address' | 'incoming' | 'secret'>;

/** A mailbox at a real server, as the command line adds it: approved, enabled, its host trusted. Begins with what comes now. */
export const addServed = (world: World, given: Given): Promise<StoredMailbox> =>
  addMailbox({
    store: world.store,
    clock: world.clock,
    ids: world.ids,
    secretBox: world.app.secretBox,
    mailSources: world.app.mailSources,
    wakeUp: () => undefined,
  })({
    organizationId: world.contoso.id,
    actorId: null,
    wrapping: 'none',
    settlement: null,
    pollSeconds: 60,
    trustedHost: true,
    approved: true,
    enabled: true,
    cursor: null,
    takeOver: null,
    ...given,
  });

/** Settings of a user's mailbox at this Dovecot. */
export const imapAt = (
  { host, imapPort }: Dovecot,
  user: string,
  folders: readonly string[] = ['INBOX'],
): Extract<IncomingSettings, { protocol: 'imap' }> => ({
  protocol: 'imap',
  host,
  port: imapPort,
  security: 'startTls',
  signIn: { kind: 'password', user },
  folders: [...folders],
});

/** Settings of a mailbox of the fake service; its secret is `graphSecret`. */
export const graphAt = (
  { baseUrl, tokenUrl }: GraphServer,
  mailbox: string,
  folders: readonly string[] = ['inbox'],
): Extract<IncomingSettings, { protocol: 'graph' }> => ({
  protocol: 'graph',
  baseUrl,
  signIn: {
    kind: 'oauth',
    user: mailbox,
    grant: 'clientCredentials',
    tokenUrl,
    clientId: 'client-1',
    scope: 'https://graph.test/.default',
  },
  mailbox,
  folders: [...folders],
});
export const graphSecret = 'client light';
