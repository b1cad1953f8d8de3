import type { Actor } from '../../domain/actor.ts';
import { mayWrite } from '../../domain/campaigns/campaign-state.ts';
import { merge } from '../../domain/templates/merge.ts';
import type { MemberOutcome, StoredCampaign, StoredMember } from '../../ports/campaign-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { mergeRecords } from '../templates/merge-facts.ts';
import { excludedNow } from './excluded-now.ts';
import type { MailToSend, SendMail } from './send-mail.ts';
import { unsubscribeLink } from './unsubscribe.ts';
import { campaignMail } from './write-campaign.ts';

export interface CampaignMailNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sendMail: SendMail;
  readonly publicUrl: () => string;
}

/** A process that ends with a member in hand leaves it to others after so long. */
const leaseMs = 60_000;

/** So much written mail may wait to leave: whoever pauses a campaign is heard before more of it is written. */
const mostAhead = 20;

/** A campaign is written in the name of its owner, with what the owner may read. */
const ownerOf = async (tx: StoreWrite, { ownerId }: StoredCampaign): Promise<Actor | null> => {
  const owner = await tx.records.find(ownerId, { type: 'user', id: ownerId });
  if (owner?.active !== true) return null;
  const { organizationId } = tx;
  // Nobody is signed in: there is neither login nor device.
  return { organizationId, userId: ownerId, name: owner.name, role: 'user', loginId: '', deviceId: null };
};

const nothing = { because: null, detail: null, emailId: null } as const;

interface Writing {
  readonly campaign: StoredCampaign;
  readonly member: StoredMember;
  readonly owner: Actor;
}

/** The record may have changed since the members were found: what it says now counts. */
const mailFor = async (
  needs: CampaignMailNeeds,
  tx: StoreWrite,
  { campaign, member, owner }: Writing,
): Promise<MailToSend | MemberOutcome> => {
  const record = await tx.records.find(owner.userId, member.record);
  const because = await excludedNow(tx, member, record);
  const { address } = member;
  if (because !== null || record === null || address === null)
    return { ...nothing, state: 'excluded', because: because ?? 'inactive' };
  const mail = await campaignMail(tx, owner, campaign);
  const recipient = (await mergeRecords(tx, owner.userId, [record])).get(record.id) ?? null;
  const subject = merge(mail.template.subject, { ...mail.facts, recipient }, 'plain');
  const html = merge(mail.template.html, { ...mail.facts, recipient }, 'html');
  const missing = [...new Set([...subject.missing, ...html.missing])];
  if (missing.length > 0)
    return { ...nothing, state: 'excluded', because: 'missingFields', detail: missing.join(', ') };
  const secret = await tx.campaigns.unsubscribeSecret(campaign.id, member.position, needs.ids.secret());
  return {
    to: { address, record: member.record },
    subject: subject.text,
    html: html.text,
    regarding: campaign.regarding,
    origin: {
      lane: 'campaign',
      listUnsubscribe: { url: unsubscribeLink(needs.publicUrl(), tx.organizationId, secret), mailto: null },
      autoSubmitted: null,
    },
    once: `campaign ${campaign.id} ${member.position}`,
  };
};

type Next =
  | { readonly kind: 'notNow' | 'done' | 'settled' }
  | { readonly kind: 'mail'; readonly owner: Actor; readonly member: StoredMember; readonly mail: MailToSend };

const finish = async (
  tx: StoreWrite,
  campaign: StoredCampaign,
  ended: { readonly state: 'done' | 'stopped'; readonly at: ReturnType<Clock['now']> },
): Promise<Next> => {
  const { state, at } = ended;
  if (state === 'stopped') await tx.campaigns.stopWaiting(campaign.id);
  await tx.campaigns.save({ ...campaign, state }, campaign.version, at);
  await tx.journal.append([
    { kind: 'campaign.changed', subjectId: campaign.id, at, actorId: campaign.ownerId, reason: state },
  ]);
  return { kind: 'done' };
};

/** The campaign is held first, so that pause and stop are heard between members. */
const nextMember = async (needs: CampaignMailNeeds, tx: StoreWrite, campaignId: string): Promise<Next> => {
  const campaign = await tx.campaigns.hold(campaignId);
  const at = needs.clock.now();
  if (campaign === null || !mayWrite(campaign, at)) return { kind: 'notNow' };
  const owner = await ownerOf(tx, campaign);
  if (owner === null) return finish(tx, campaign, { state: 'stopped', at });
  if ((await tx.campaigns.mailAhead(campaignId, mostAhead)) >= mostAhead) return { kind: 'notNow' };
  const member = await tx.campaigns.takeWaiting(campaignId, leaseMs);
  if (member === 'inHand') return { kind: 'notNow' };
  if (member === null) return finish(tx, campaign, { state: 'done', at });
  if (campaign.state === 'releasing') await tx.campaigns.save({ ...campaign, state: 'running' }, campaign.version, at);
  const mail = await mailFor(needs, tx, { campaign, member, owner });
  if ('once' in mail) return { kind: 'mail', owner, member, mail };
  await tx.campaigns.settleMember(campaignId, member.position, mail);
  return { kind: 'settled' };
};

const sent = async (
  needs: CampaignMailNeeds,
  { owner, mail }: { readonly owner: Actor; readonly mail: MailToSend },
): Promise<MemberOutcome> => {
  try {
    const { emailId } = await needs.sendMail(owner, mail);
    return { ...nothing, state: 'written', emailId };
  } catch (error) {
    // A temporary trouble is tried again; a refusal would be the same the next time.
    if (!(error instanceof Refusal)) throw error;
    return { ...nothing, state: 'failed', detail: error.message };
  }
};

/** What became of one call: a member was settled, the campaign is not to be written now, or it has come to its end. */
export type MemberWriting = 'settled' | 'notNow' | 'done';

/**
 * Writes and hands over the mail of the next waiting member (S9). The mail goes by a key that names campaign and member,
 * so a process that ends between the mail and the member's mark finds that mail again and sends none a second time.
 */
export const writeNextMember =
  (needs: CampaignMailNeeds) =>
  async (organizationId: string, campaignId: string): Promise<MemberWriting> => {
    const next = await needs.store.transact(organizationId, (tx) => nextMember(needs, tx, campaignId));
    if (next.kind !== 'mail') return next.kind;
    const { position } = next.member;
    const outcome = await sent(needs, next);
    await needs.store.transact(organizationId, (tx) => tx.campaigns.settleMember(campaignId, position, outcome));
    return 'settled';
  };
