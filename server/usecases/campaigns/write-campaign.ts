import type { MembersAsked } from '#shared/contracts/campaigns.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import { checkTemplate } from '../../domain/templates/check-template.ts';
import type { CampaignToStore, StoredCampaign } from '../../ports/campaign-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store, StoreRead, StoreWrite } from '../../ports/store.ts';
import { listRecordTypes } from '../records/record-types.ts';
import { Refusal } from '../refusal.ts';
import { mergeFacts } from '../templates/merge-facts.ts';
import { type CampaignMail, findMembers } from './find-members.ts';

export interface CampaignNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface CampaignText {
  readonly name: string;
  readonly subject: string;
  readonly html: string;
  readonly regarding: RecordRef | null;
  readonly members: MembersAsked;
}
type Changes = { readonly [Key in keyof CampaignText]?: CampaignText[Key] | undefined };

/** The campaign, as if absent when it is somebody else's; an administrator sees all. */
export const getCampaign = async (read: StoreRead, actor: Actor, campaignId: string): Promise<StoredCampaign> => {
  const campaign = await read.campaigns.find(campaignId);
  if (campaign === null || (campaign.ownerId !== actor.userId && actor.role !== 'administrator'))
    throw new Refusal('campaign_not_found', 'There is no quick campaign of yours with this id.');
  return campaign;
};

/** Its mail, checked, and all that it speaks of but the recipient. Refuses a placeholder that cannot be filled. */
export const campaignMail = async (
  read: StoreRead,
  actor: Actor,
  text: Pick<CampaignText, 'subject' | 'html' | 'regarding'>,
): Promise<CampaignMail> => {
  const template = checkTemplate(text, await listRecordTypes(read));
  const [mistake] = template.mistakes;
  if (mistake !== undefined)
    throw new Refusal('invalid_request', `${mistake.field}: ${mistake.message}`, { issues: template.mistakes });
  return { template, facts: await mergeFacts(read, actor, { recipient: null, regarding: text.regarding }) };
};

const note = (tx: StoreWrite, needs: CampaignNeeds, entry: { actor: Actor; id: string; reason: string }) =>
  tx.journal.append([
    {
      kind: 'campaign.changed',
      subjectId: entry.id,
      at: needs.clock.now(),
      actorId: entry.actor.userId,
      reason: entry.reason,
    },
  ]);

/** S9: prepares a campaign. Its members are found and those who get nothing are named; nothing is sent. */
export const createCampaign =
  (needs: CampaignNeeds) =>
  (actor: Actor, text: CampaignText): Promise<StoredCampaign> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const mail = await campaignMail(tx, actor, text);
      const members = await findMembers(tx, actor, { asked: text.members, mail });
      const id = needs.ids.next();
      const campaign: CampaignToStore = { id, ...text, state: 'draft', ownerId: actor.userId, releaseAt: null };
      await tx.campaigns.add(campaign, needs.clock.now());
      await tx.campaigns.setMembers(id, members);
      await note(tx, needs, { actor, id, reason: 'created' });
      return getCampaign(tx, actor, id);
    });

/** Only a draft is changed: what has begun to be sent stays what people have got. */
const getDraft = async (tx: StoreWrite, actor: Actor, campaignId: string): Promise<StoredCampaign> => {
  await getCampaign(tx, actor, campaignId);
  const campaign = await tx.campaigns.hold(campaignId);
  if (campaign?.state !== 'draft')
    throw new Refusal('conflict', 'The campaign was started; it is not changed or deleted any more.');
  return campaign;
};

/** Changes a draft; its members are found anew. */
export const changeCampaign =
  (needs: CampaignNeeds) =>
  (actor: Actor, campaignId: string, changes: Changes): Promise<StoredCampaign> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const standing = await getDraft(tx, actor, campaignId);
      const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const after: StoredCampaign = { ...standing, ...named };
      const mail = await campaignMail(tx, actor, after);
      await tx.campaigns.setMembers(campaignId, await findMembers(tx, actor, { asked: after.members, mail }));
      await tx.campaigns.save(after, standing.version, needs.clock.now());
      await note(tx, needs, { actor, id: campaignId, reason: 'changed' });
      return getCampaign(tx, actor, campaignId);
    });

/** Throws a draft away. */
export const deleteCampaign =
  (needs: CampaignNeeds) =>
  (actor: Actor, campaignId: string): Promise<void> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      await getDraft(tx, actor, campaignId);
      await tx.campaigns.remove(campaignId);
      await note(tx, needs, { actor, id: campaignId, reason: 'deleted' });
    });
