import type { IncomingSettings } from '#shared/model/mailbox.ts';
import type { SourceProfile } from '../../ports/mail-source.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';

/** What a sealed secret belongs to: moved to another row it does not open. */
const placeOf = (organizationId: string, mailboxId: string): string => `${organizationId}/mailbox/${mailboxId}/secret`;

export const sealMailboxSecret = (box: SecretBox, organizationId: string, mailboxId: string, secret: string): string =>
  box.seal(placeOf(organizationId, mailboxId), secret);

/** Throws PermanentFailure `secret_unreadable`. */
export const openMailboxSecret = (box: SecretBox, organizationId: string, mailbox: StoredMailbox): string =>
  box.open(placeOf(organizationId, mailbox.id), mailbox.sealedSecret);

/** Settings that are tried and not kept: what a server gives in exchange for the secret goes nowhere. */
export const triedProfile = (
  mailboxId: string,
  given: { readonly incoming: IncomingSettings; readonly secret: string; readonly trustedHost: boolean },
): SourceProfile => ({
  mailboxId,
  settings: given.incoming,
  secret: given.secret,
  trustedHost: given.trustedHost,
  keepSecret: () => Promise.resolve(),
});

/** A stored mailbox as the sources take it. Throws PermanentFailure `secret_unreadable`. */
export const sourceProfile = (
  { store, secretBox }: { readonly store: Store; readonly secretBox: SecretBox },
  organizationId: string,
  mailbox: StoredMailbox,
): SourceProfile => ({
  organizationId,
  mailboxId: mailbox.id,
  pollSeconds: mailbox.pollSeconds,
  settings: mailbox.incoming,
  secret: openMailboxSecret(secretBox, organizationId, mailbox),
  trustedHost: mailbox.trustedHost,
  keepSecret: (secret) =>
    store.transact(organizationId, (tx) =>
      tx.mailboxes.saveSecret(mailbox.id, sealMailboxSecret(secretBox, organizationId, mailbox.id, secret)),
    ),
});
