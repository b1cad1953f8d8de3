import { ApiError } from '../api/api-error.ts';
import type { Call } from '../api/transport.ts';

/** Takes a promotion back. Of what others track by now only one's own tracking goes; what is withdrawn already stays so. */
export const withdraw = async (call: Call, promotionId: string, activity: 'delete' | 'keep'): Promise<void> => {
  const ask = (which: 'delete' | 'keep') => call('untrack', { params: { promotionId }, query: { activity: which } });
  try {
    await ask(activity);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'tracked_by_others') await ask('keep');
    else if (error.code !== 'promotion_not_found') throw error;
  }
};
