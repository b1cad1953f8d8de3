import { createPinoLog } from '../../../server/adapters/system/pino-log.ts';
import type { App } from '../../../server/app.ts';
import { deliverOutbound } from '../../../server/jobs/deliver-outbound.ts';

const never = new AbortController().signal;
let drains = 0;

/** Sends what waits, until told that it is enough, by the product's own job; gives how many mails it settled. */
export const drainOutbox = async (app: App, enough: AbortSignal = never): Promise<number> => {
  const job = deliverOutbound({
    ...app,
    profiles: app.sendingProfiles,
    log: createPinoLog('silent'),
    owner: `bench-${(drains += 1)}`,
  });
  return (await job.run(enough)).settled;
};
