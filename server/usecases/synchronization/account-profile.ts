import { PermanentFailure } from '../../ports/failure.ts';
import type { GraphAccount, RemoteAccount } from '../../ports/remote-sides.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { StoredSyncAccount, StoredSyncSignIn } from '../../ports/sync-store.ts';
import { sourceProfile } from '../mailboxes/source-profile.ts';
import type { SyncNeeds } from './sync-needs.ts';

/** What a sealed secret belongs to: moved to another row it does not open. */
const placeOf = (organizationId: string, accountId: string): string =>
  `${organizationId}/synchronization/${accountId}/secret`;

export const sealSyncSecret = (box: SecretBox, organizationId: string, accountId: string, secret: string): string =>
  box.seal(placeOf(organizationId, accountId), secret);

type Needs = Pick<SyncNeeds, 'store' | 'secretBox'>;

interface Stored {
  readonly organizationId: string;
  readonly account: StoredSyncAccount;
}

type SignInOf<Kind> = Extract<StoredSyncSignIn, { readonly kind: Kind }>;

const withOwnSignIn = (
  { store, secretBox }: Needs,
  { organizationId, account }: Stored,
  { grant, tokenUrl, clientId, scope }: SignInOf<'own'>,
): GraphAccount => ({
  protocol: 'graph',
  url: account.url,
  user: account.signInUser,
  secret: secretBox.open(placeOf(organizationId, account.id), account.sealedSecret),
  trustedHost: account.trustedHost,
  holder: `synchronization/${account.id}`,
  signIn: { grant, tokenUrl, clientId, scope },
  keepSecret: (secret) =>
    store.transact(organizationId, (tx) =>
      tx.synchronization.saveSecret(account.id, sealSyncSecret(secretBox, organizationId, account.id, secret)),
    ),
});

const gone = (): PermanentFailure =>
  new PermanentFailure('The mailbox whose sign-in is used is not there any more, or is not yours; connect again.', {
    code: 'sign_in_refused',
  });

/** What was linked belongs to the mailbox that it was; another one is connected anew. */
const moved = (): PermanentFailure =>
  new PermanentFailure('The mailbox whose sign-in is used leads elsewhere by now; connect again.', {
    code: 'mailbox_missing',
  });

const withMailboxSignIn = async (
  needs: Needs,
  { organizationId, account }: Stored,
  { mailboxId }: SignInOf<'mailbox'>,
): Promise<GraphAccount> => {
  const mailbox = await needs.store.read(organizationId, (read) => read.mailboxes.find(mailboxId));
  if (mailbox?.owner.kind !== 'user' || mailbox.owner.id !== account.userId || !mailbox.approved) throw gone();
  const { incoming } = mailbox;
  if (incoming.protocol !== 'graph' || incoming.signIn.kind !== 'oauth') throw gone();
  if (incoming.baseUrl !== account.url || incoming.mailbox !== account.signInUser) throw moved();
  const { secret, trustedHost, keepSecret } = sourceProfile(needs, organizationId, mailbox);
  const { grant, tokenUrl, clientId, scope } = incoming.signIn;
  return {
    protocol: 'graph',
    url: account.url,
    user: account.signInUser,
    secret,
    trustedHost,
    holder: mailbox.id,
    signIn: { grant, tokenUrl, clientId, scope },
    keepSecret,
  };
};

/**
 * A stored account as remote sides take it. Throws PermanentFailure `secret_unreadable`, and `sign_in_refused` or
 * `mailbox_missing` where the mailbox whose sign-in it uses is another one by now, and for one that an Outlook synchronizes.
 */
export const openSyncAccount = async (
  needs: Needs,
  organizationId: string,
  account: StoredSyncAccount,
): Promise<RemoteAccount> => {
  const stored = { organizationId, account };
  if (account.runsIn === 'outlook')
    throw new PermanentFailure('The user’s Outlook synchronizes this mailbox; the server has no sign-in for it.', {
      code: 'mailbox_missing',
    });
  switch (account.signIn?.kind) {
    case 'own':
      return withOwnSignIn(needs, stored, account.signIn);
    case 'mailbox':
      return withMailboxSignIn(needs, stored, account.signIn);
    case undefined:
      return {
        protocol: 'dav',
        url: account.url,
        user: account.signInUser,
        secret: needs.secretBox.open(placeOf(organizationId, account.id), account.sealedSecret),
        trustedHost: account.trustedHost,
      };
  }
};
