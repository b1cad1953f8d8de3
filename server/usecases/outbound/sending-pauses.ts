import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';

interface Needs {
  readonly store: Store;
  readonly log: Log;
}

/** S5: a sending profile pauses: its mail waits in Pending Send, and one alert is given however many mails wait. */
export const pauseSending =
  ({ store, log }: Needs) =>
  async (organizationId: string, profileId: string, answer: string): Promise<void> => {
    const paused = await store.transact(organizationId, async (tx) => {
      const since = await tx.outbox.now();
      if (!(await tx.outbox.pause({ profileId, since, answer }))) return false;
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

/** S5: after a successful test its mail goes on. False when it did not pause. */
export const resumeSending =
  ({ store }: Pick<Needs, 'store'> & { readonly clock?: Clock }) =>
  (organizationId: string, profileId: string, actorId: string | null): Promise<boolean> =>
    store.transact(organizationId, async (tx) => {
      if (!(await tx.outbox.resume(profileId))) return false;
      await tx.journal.append([
        { kind: 'sending.resumed', subjectId: profileId, at: await tx.outbox.now(), actorId, reason: 'tested' },
      ]);
      return true;
    });
