import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';

interface Needs {
  readonly store: Store;
  readonly ids: Ids;
  readonly log: Log;
}

const wordsOf = (answer: string): string =>
  `Mail waits: what it leaves through is not ready or refuses it, with the answer “${answer}”. It goes on once a test under Sending succeeds.`;

/**
 * S5: a sending profile pauses: its mail waits in Pending Send, and administrators get one alert however many mails wait,
 * and however often it is tried again.
 */
export const pauseSending =
  ({ store, ids, log }: Needs) =>
  async (organizationId: string, profileId: string, answer: string): Promise<void> => {
    const paused = await store.transact(organizationId, async (tx) => {
      const since = await tx.outbox.now();
      if (!(await tx.outbox.pause({ profileId, since, answer }))) return false;
      const alert = { id: ids.next(), userId: null, kind: 'sendingPaused', subjectId: profileId } as const;
      await tx.alerts.addOnce({ ...alert, words: wordsOf(answer), at: since });
      await tx.journal.append([
        {
          kind: 'sending.paused',
          subjectId: profileId,
          at: since,
          actorId: null,
          reason: 'refused',
          after: { answer },
        },
      ]);
      return true;
    });
    if (paused)
      log.warn('a sending profile pauses until its test succeeds', { organizationId, code: 'sending_paused' });
  };

type Resumed = Pick<Needs, 'store'>;

/** False when it did not pause. */
const goOn = async (tx: StoreWrite, profileId: string, actorId: string | null): Promise<boolean> => {
  if (!(await tx.outbox.resume(profileId))) return false;
  await tx.journal.append([
    { kind: 'sending.resumed', subjectId: profileId, at: await tx.outbox.now(), actorId, reason: 'tested' },
  ]);
  return true;
};

/** S5: after a successful test its mail goes on, and the alert is over. False when it did not pause. */
export const resumeSending =
  ({ store }: Resumed) =>
  (organizationId: string, profileId: string, actorId: string | null): Promise<boolean> =>
    store.transact(organizationId, async (tx) => {
      if (!(await goOn(tx, profileId, actorId))) return false;
      await tx.alerts.drop('sendingPaused', profileId);
      return true;
    });

/** The first mail is the test: the alert stays, so that a server that refuses us for days is told of once. */
export const trySendingAgain =
  ({ store }: Resumed) =>
  (organizationId: string, profileId: string): Promise<boolean> =>
    store.transact(organizationId, (tx) => goOn(tx, profileId, null));
