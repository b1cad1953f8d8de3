import { sha256Digests } from '../../server/adapters/system/sha256-digests.ts';
import type { StoreWrite } from '../../server/ports/store.ts';
import { fillBounces } from './twin-bounces.ts';
import { readerKey, strangerKey, twinBytes, twinIds, twinMoment } from './twin-names.ts';

const at = twinMoment;

/** A mail that waits for another attempt, and what is known of its sender and recipients. */
export const fillOutbox = async (tx: StoreWrite, mark: string): Promise<void> => {
  const principal = { type: 'user', id: twinIds.reader } as const;
  await tx.outbox.addDraft(
    {
      id: twinIds.email,
      authorId: twinIds.reader,
      ownerId: twinIds.reader,
      principal,
      from: { address: readerKey, name: mark },
      lane: 'person',
      sendAt: null,
      priority: 'normal',
      readReceipt: false,
      deliveryNotification: false,
      inReplyTo: null,
      listUnsubscribe: null,
      autoSubmitted: null,
      onceKey: null,
      content: {
        subject: `Outgoing ${mark}`,
        text: mark,
        html: null,
        threadId: twinIds.email,
        correlation: null,
        parties: [{ role: 'to', address: strangerKey, name: mark, resolution: { kind: 'unresolved' } }],
      },
      recipients: [{ role: 'to', address: strangerKey, name: mark, record: null }],
      attachments: [],
    },
    at,
  );
  await tx.promotions.add(
    {
      id: 'outgoing',
      activityId: twinIds.email,
      userId: twinIds.reader,
      actorId: twinIds.reader,
      method: 'written',
      visibility: 'private',
      outcomeCode: 110,
      regarding: [],
      offeredRegarding: [],
      why: mark,
    },
    at,
  );
  await tx.outbox.submit(
    twinIds.email,
    {
      identity: 'outgoing',
      messageId: '<outgoing@mail.test>',
      messageIdKey: 'outgoing@mail.test',
      subjectWordsKey: null,
      date: at,
      dueAt: at,
      subjectSent: mark,
      token: mark,
      returnPath: null,
      profileId: 'profile',
      sandbox: false,
      bytes: twinBytes(mark),
      sha256: sha256Digests.sha256('outgoing'),
      text: mark,
    },
    at,
  );
  // Taken in hand by a process that is gone, after an attempt of which something is known.
  await tx.outbox.claim({ lane: 'person', principalId: twinIds.reader, most: 5, owner: mark, leaseMs: 0 });
  const held = await tx.outbox.hold(twinIds.email);
  if (held === null) throw new Error('the twin has no mail to send');
  const change = {
    status: 'pendingSend',
    recipients: [{ position: 0, state: 'deferred', dueAt: at, attempts: 1, lastAnswer: mark }],
    dueAt: at,
    endsLease: false,
    attempt: { startedAt: at, endedAt: at, results: [{ address: strangerKey, state: 'deferred', answer: mark }] },
    at,
  } as const;
  await tx.outbox.save({ email: held, change });
  await tx.outbox.pause({ profileId: 'profile', since: at, answer: mark });
  await tx.outbox.allow({ principal, userId: twinIds.contact, by: twinIds.reader, at });
  await fillBounces(tx, { emailId: twinIds.email, addressKey: strangerKey, mark, at });
};
