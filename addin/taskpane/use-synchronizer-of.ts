import { useEffect } from 'react';
import type { Parts } from '../api/parts.ts';
import type { Keeping } from '../offline/keeper-context.ts';

/** What the mail that is open needs comes first. */
const afterFirstViewMs = 1_000;

/** I3: lets this Outlook synchronize while the pane is open, where IT configured how; nothing is fetched elsewhere. */
export const useSynchronizerOf = (
  { call, config, host, partition }: Parts,
  deviceId: string,
  keeping: Keeping,
): void => {
  const { outlookApplication: application } = config;
  const isOutlook = host.kind === 'outlook';
  useEffect(() => {
    if (application === null || !isOutlook) return undefined;
    let stop: (() => void) | null = null;
    let isGone = false;
    const begin = async () => {
      const { startSynchronizer } = await import('../synchronization/start-synchronizer.ts');
      if (!isGone) stop = startSynchronizer({ call, partition, deviceId, application, drain: () => keeping.send() });
    };
    // Where the program is missing nothing is synchronized, and the account page says so.
    const timer = setTimeout(() => void begin().catch(() => undefined), afterFirstViewMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
      stop?.();
    };
  }, [application, isOutlook, call, partition, deviceId, keeping]);
};
