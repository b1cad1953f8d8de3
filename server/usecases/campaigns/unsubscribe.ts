import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

export interface UnsubscribeNeeds {
  readonly store: Store;
  readonly clock: Clock;
}

/** The link names the organization; whoever has the secret is the one who got the mail. */
export const unsubscribeLink = (publicUrl: string, organizationId: string, secret: string): string =>
  `${publicUrl}/unsubscribe/${organizationId}.${secret}`;

interface Token {
  readonly organizationId: string;
  readonly secret: string;
}

const readToken = (token: string): Token | null => {
  const [, organizationId, secret] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
  return organizationId === undefined || secret === undefined ? null : { organizationId, secret };
};

/** Who writes to whom by a link. */
interface Subscription {
  readonly address: string;
  /** The organization's name. */
  readonly organization: string;
}

/** What a link speaks for; null for a link that we did not write. */
export const findUnsubscribe =
  ({ store }: Pick<UnsubscribeNeeds, 'store'>) =>
  async (token: string): Promise<Subscription | null> => {
    const read = readToken(token);
    if (read === null) return null;
    return store.read(read.organizationId, async ({ campaigns, organization }) => {
      const found = await campaigns.findByUnsubscribe(read.secret);
      return found && { address: found.address, organization: await organization.name() };
    });
  };

/**
 * RFC 8058: no bulk mail goes to this address from now on, whatever record has it. Null: a link that we did not write.
 * Doing it twice is doing it once.
 */
export const unsubscribe =
  ({ store, clock }: UnsubscribeNeeds) =>
  async (token: string): Promise<Subscription | null> => {
    const read = readToken(token);
    if (read === null) return null;
    return store.transact(read.organizationId, async (tx) => {
      const found = await tx.campaigns.findByUnsubscribe(read.secret);
      if (found === null) return null;
      const ended = { address: found.address, organization: await tx.organization.name() };
      const at = clock.now();
      if (!(await tx.campaigns.suppress(found.addressKey, found.campaignId, at))) return ended;
      await tx.journal.append([
        {
          kind: 'address.unsubscribed',
          subjectId: found.campaignId,
          at,
          actorId: null,
          reason: 'oneClick',
          after: { address: found.addressKey },
        },
      ]);
      return ended;
    });
  };
