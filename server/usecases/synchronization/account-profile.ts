import type { RemoteAccount } from '../../ports/remote-sides.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';

/** What a sealed secret belongs to: moved to another row it does not open. */
const placeOf = (organizationId: string, accountId: string): string =>
  `${organizationId}/synchronization/${accountId}/secret`;

export const sealSyncSecret = (box: SecretBox, organizationId: string, accountId: string, secret: string): string =>
  box.seal(placeOf(organizationId, accountId), secret);

/** A stored account as remote sides take it. Throws PermanentFailure `secret_unreadable`. */
export const remoteAccount = (box: SecretBox, organizationId: string, account: StoredSyncAccount): RemoteAccount => ({
  protocol: account.protocol,
  url: account.url,
  user: account.signInUser,
  secret: box.open(placeOf(organizationId, account.id), account.sealedSecret),
  trustedHost: account.trustedHost,
});
