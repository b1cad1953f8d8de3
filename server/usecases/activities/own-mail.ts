import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/** What we sent, or are about to send, is not taken out of the record; a draft is thrown away where drafts are. */
export const refuseOwnMail = async (read: StoreRead, activityId: string): Promise<void> => {
  const email = await read.outbox.find(activityId);
  if (email === null) return;
  throw new Refusal(
    'not_permitted',
    email.submittedAt === null
      ? 'This is a draft: throw it away with DELETE /emails/{id}.'
      : 'This mail was written and sent from here; its activity stays.',
  );
};
