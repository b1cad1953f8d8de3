import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ChangeNotices } from '../../ports/change-notices.ts';

export interface ChangeNoticesOptions {
  readonly key: Uint8Array;
  /** The address of this installation; known once the port is. */
  readonly publicUrl: () => string;
}

/** Mailboxes whose renewal nobody has come for are forgotten beyond this; they are renewed in time all the same. */
const mostRenewals = 10_000;

/** What a service shows is a MAC over the mailbox: nothing has to be kept, and every process of an installation knows it. */
export const createChangeNotices = ({ key, publicUrl }: ChangeNoticesOptions): ChangeNotices => {
  const renewals = new Set<string>();
  const stateOf = (organizationId: string, mailboxId: string): string =>
    createHmac('sha256', key)
      .update(JSON.stringify([organizationId, mailboxId]))
      .digest('base64url');
  return {
    placeFor: (organizationId, mailboxId) => {
      const base = publicUrl().replace(/\/+$/, '');
      if (!base.startsWith('https://')) return null;
      const query = new URLSearchParams({ organization: organizationId, mailbox: mailboxId }).toString();
      return {
        url: `${base}/api/v1/change-notifications?${query}`,
        clientState: stateOf(organizationId, mailboxId),
      };
    },
    isOurs: (organizationId, mailboxId, clientState) => {
      const [ours, given] = [Buffer.from(stateOf(organizationId, mailboxId)), Buffer.from(clientState)];
      return ours.length === given.length && timingSafeEqual(ours, given);
    },
    askForRenewal: (mailboxId) => {
      if (renewals.size < mostRenewals) renewals.add(mailboxId);
    },
    takeRenewal: (mailboxId) => renewals.delete(mailboxId),
  };
};
