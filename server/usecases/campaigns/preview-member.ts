import type { Actor } from '../../domain/actor.ts';
import type { StoredCampaign } from '../../ports/campaign-store.ts';
import type { PlainText } from '../../ports/plain-text.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { fillTemplate, type RenderedTemplate } from '../templates/render-template.ts';
import { byHand } from '../outbound/email-wish.ts';
import type { MailToSend } from './send-mail.ts';
import type { CampaignMailNeeds } from './write-member-mail.ts';
import { getCampaign } from './write-campaign.ts';

const asMember = async (
  read: StoreRead,
  actor: Actor,
  asked: { readonly campaign: StoredCampaign; readonly position: number; readonly plainText: PlainText },
): Promise<RenderedTemplate> => {
  const { campaign, position, plainText } = asked;
  const member = await read.campaigns.member(campaign.id, position);
  if (member === null) {
    const message = 'the campaign has no member at this place';
    throw new Refusal('invalid_request', `position: ${message}`, { issues: [{ field: 'position', message }] });
  }
  const { subject, html, regarding } = campaign;
  return fillTemplate(read, actor, {
    template: { kind: 'text', subject, html },
    subjects: { recipient: member.record, regarding },
    plainText,
  });
};

/** The mail as this member would get it, excluded ones too. */
export const previewMember =
  ({ store, plainText }: { readonly store: Store; readonly plainText: PlainText }) =>
  (actor: Actor, campaignId: string, position: number): Promise<RenderedTemplate> =>
    store.read(actor.organizationId, async (read) => {
      const campaign = await getCampaign(read, actor, campaignId);
      return asMember(read, actor, { campaign, position, plainText });
    });

/** S9: sends the first waiting member's mail to the person who asks; nothing is marked. */
export const testCampaign =
  (needs: Pick<CampaignMailNeeds, 'store' | 'ids' | 'sendMail'> & { readonly plainText: PlainText }) =>
  async (actor: Actor, campaignId: string): Promise<{ readonly emailId: string }> => {
    const mail = await needs.store.read(actor.organizationId, async (read): Promise<MailToSend> => {
      const campaign = await getCampaign(read, actor, campaignId);
      const [first] = await read.campaigns.members(campaignId, { state: 'waiting', after: 0, limit: 1 });
      if (first === undefined) throw new Refusal('conflict', 'No member waits for this mail; there is nothing to try.');
      const { plainText } = needs;
      const filled = await asMember(read, actor, { campaign, position: first.position, plainText });
      const self = { type: 'user', id: actor.userId };
      const own = (await read.records.find(actor.userId, self))?.addresses.find(({ primary }) => primary);
      if (own === undefined) throw new Refusal('email_not_sendable', 'You have no address that the test could go to.');
      return {
        to: { address: own.address, record: self },
        subject: filled.subject,
        html: filled.html,
        regarding: null,
        origin: byHand,
        once: `campaign test ${needs.ids.next()}`,
      };
    });
    return needs.sendMail(actor, mail);
  };
