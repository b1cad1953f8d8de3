import type { Store } from '../ports/store.ts';
import type { writeNextMember } from '../usecases/campaigns/write-member-mail.ts';
import type { Job } from './job.ts';

export interface ReleaseNeeds {
  readonly store: Store;
  readonly writeNextMember: ReturnType<typeof writeNextMember>;
}

/** Members of one campaign written before the next campaign, and the next organization, has its turn. */
const turn = 20;

/** S9: writes the mail of started campaigns, member by member; the outbox sends it in the campaigns' lane. */
export const releaseCampaigns = ({ store, writeNextMember: write }: ReleaseNeeds): Job => {
  const writeTurn = async (organizationId: string, campaignId: string, signal: AbortSignal): Promise<number> => {
    let settled = 0;
    while (settled < turn && !signal.aborted && (await write(organizationId, campaignId)) === 'settled') settled += 1;
    return settled;
  };
  return {
    name: 'release-campaigns',
    part: 'outbox',
    run: async (signal) => {
      let settled = 0;
      for (const { id } of await store.system.organizations.list()) {
        const campaigns = await store.read(id, (read) => read.campaigns.underWay());
        for (const campaignId of campaigns) if (!signal.aborted) settled += await writeTurn(id, campaignId, signal);
      }
      return { settled, againAt: null };
    },
  };
};
