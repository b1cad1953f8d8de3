import type { Instant } from '#shared/model/instant.ts';
import type { StoreWrite } from '../../server/ports/store.ts';
import { keyOf } from './build-facts.ts';

const reader = 'reader';
export const claimedKey = keyOf('claimed@twin.test');
export const routerTwins = { outcome: 'outcome', queue: 'queue', item: 'item' } as const;

/** A line of the log, an automatic mail, a queue with an item, a drop address. */
export const fillRouter = async (tx: StoreWrite, mark: string, at: Instant): Promise<void> => {
  await tx.promotions.addOutcome({
    code: 1,
    reason: 'noCorrelationMatch',
    sentence: mark,
    id: routerTwins.outcome,
    evidence: mark,
    userId: reader,
    activityId: null,
    holdId: null,
    at,
    found: { mailbox: mark, mailHash: mark, sender: mark, subject: mark },
  });
  await tx.outcomes.noteAutomatic({ id: 'arrival', authorHash: 'hash', at });
  await tx.queues.saveSettings(routerTwins.queue, { acceptance: mark === 'ours' ? 'none' : 'known' });
  await tx.queues.add({ id: routerTwins.item, queueId: routerTwins.queue, activityId: mark, at });
  await tx.dropAddresses.replace({
    userId: reader,
    address: mark,
    addressKey: 'drop@twin.test',
    madeAt: at,
  });
  await tx.addressClaims.put({
    userId: reader,
    address: mark,
    addressKey: claimedKey,
    codeMac: mark,
    expiresAt: at,
    tries: mark === 'ours' ? 1 : 2,
  });
  await tx.addressClaims.noteRequest({ id: 'request', userId: reader, addressKey: claimedKey, at });
};
