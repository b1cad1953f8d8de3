import { deliveryJob } from '../usecases/outbound/submit-email.ts';
import { Deliveries, type DeliverNeeds } from './deliveries.ts';
import type { Job } from './job.ts';

/** S3: sends what is due. A run ends when nothing is due and nothing is on its way. */
export const deliverOutbound = (needs: DeliverNeeds): Job => {
  const deliveries = new Deliveries(needs);
  return {
    name: deliveryJob,
    part: 'outbox',
    wake: () => deliveries.wake(),
    run: async (signal) => ({ settled: await deliveries.run(signal), againAt: null }),
  };
};
