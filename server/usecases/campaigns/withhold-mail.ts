import type { DueMail } from '../../ports/campaign-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { cancelWaiting } from '../outbound/steer-email.ts';
import { excludedNow } from './excluded-now.ts';

const withhold = async (tx: StoreWrite, { campaignId, ownerId, member }: DueMail): Promise<boolean> => {
  const because = await excludedNow(tx, member, await tx.records.find(ownerId, member.record));
  if (because === null || member.emailId === null) return false;
  const email = await tx.outbox.hold(member.emailId);
  if (email === null) return false;
  await cancelWaiting(tx, email, { actorId: null, reason: because });
  const { detail, emailId } = member;
  await tx.campaigns.settleMember(campaignId, member.position, { state: 'excluded', because, detail, emailId });
  return true;
};

/**
 * S9: written mail of campaigns, of those a sender's next claim would take, does not leave when its receiver has
 * unsubscribed, is marked not to be written to, or has begun to bounce since it was written. Gives whether there was any:
 * then others have come forward, which were not asked about yet.
 */
export const withholdMail = async (tx: StoreWrite, senderId: string, most: number): Promise<boolean> => {
  let any = false;
  for (const due of await tx.campaigns.mailDue(senderId, most)) any = (await withhold(tx, due)) || any;
  return any;
};
