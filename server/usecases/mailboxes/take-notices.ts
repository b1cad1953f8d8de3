import type { ChangeNotices } from '../../ports/change-notices.ts';
import type { Store } from '../../ports/store.ts';
import type { WakeUp } from '../../ports/wake-up.ts';
import { pollJob } from './mailbox-needs.ts';

export interface NoticeNeeds {
  readonly store: Store;
  readonly changeNotices: ChangeNotices;
  readonly wakeUp: WakeUp;
}

export interface GivenNotice {
  readonly clientState?: string | null | undefined;
  readonly lifecycleEvent?: string | null | undefined;
}

interface Told {
  readonly organizationId: string;
  readonly mailboxId: string;
  readonly notices: readonly GivenNotice[];
}

/** The subscription must be asked for again, or is gone and made anew. */
const wantsRenewal: ReadonlySet<string> = new Set(['reauthorizationRequired', 'subscriptionRemoved']);

/**
 * A1: a mail service tells of news in a mailbox. Only what shows the secret of that very mailbox counts, and all it does
 * is that the mailbox is read sooner: what is new there the service says when it is asked. The rest is passed over.
 */
export const takeNotices =
  ({ store, changeNotices, wakeUp }: NoticeNeeds) =>
  async ({ organizationId, mailboxId, notices }: Told): Promise<void> => {
    const ours = notices.filter(({ clientState }) =>
      changeNotices.isOurs(organizationId, mailboxId, clientState ?? ''),
    );
    if (ours.length === 0) return;
    if (ours.some(({ lifecycleEvent }) => wantsRenewal.has(lifecycleEvent ?? '')))
      changeNotices.askForRenewal(mailboxId);
    await store.transact(organizationId, (tx) => tx.mailboxes.hurry(mailboxId));
    wakeUp(pollJob);
  };
