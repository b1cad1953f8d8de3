import { exclusivelyUnder } from '../api/exclusively.ts';
import type { Call } from '../api/transport.ts';
import type { PageConfig } from '../config.ts';
import { setSynchronizer } from './current.ts';
import { createSynchronizer } from './synchronizer.ts';

interface PageNeeds {
  readonly call: Call;
  readonly partition: string;
  readonly deviceId: string;
  readonly application: NonNullable<PageConfig['outlookApplication']>;
  readonly drain: () => Promise<void>;
}

/** The synchronizer of this page, over the sign-in of Outlook; its library is fetched when it is needed. Gives the way to stop. */
export const startSynchronizer = ({ call, partition, deviceId, application, drain }: PageNeeds): (() => void) => {
  const synchronizer = createSynchronizer({
    call,
    deviceId,
    drain,
    graphUrl: application.graphUrl,
    fetch: (...request) => fetch(...request),
    signIn: async (how) => (await import('./mailbox-sign-in.ts')).signInToMailbox(application, how),
    exclusively: exclusivelyUnder(`${partition}correspond.synchronization`),
    later: (action, ms) => {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
    elapsed: () => performance.now(),
  });
  setSynchronizer(synchronizer);
  return () => {
    synchronizer.stop();
    setSynchronizer(null);
  };
};
