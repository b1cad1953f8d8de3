import type { ProbeState } from '#shared/model/forwarding.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { judgeProbe, probeProblem } from '../../domain/forwarding/probe.ts';
import type { StoredProbe } from '../../ports/forward-rule-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredUser } from '../../ports/user-store.ts';
import { deleteDraft } from '../outbound/draft-files.ts';
import { byHand } from '../outbound/email-wish.ts';
import { submitEmail, type SubmitNeeds } from '../outbound/submit-email.ts';
import { writeEmail } from '../outbound/write-email.ts';
import { Refusal } from '../refusal.ts';
import { type ForwardRuleNeeds, steerForwardRule } from './forward-rule.ts';

/** What a probe says of a user's rule now. */
export interface ProbeView {
  readonly state: ProbeState;
  readonly sentAt: Instant;
  readonly problem: string | null;
  readonly answer: string | null;
}

export const viewProbe = async (read: StoreRead, probe: StoredProbe, now: Instant): Promise<ProbeView> => {
  const delivery = (await read.outbox.find(probe.emailId))?.recipients[0]?.state ?? null;
  const state = judgeProbe({ ...probe, delivery }, now);
  const sink = (await read.forwardRules.settings())?.settings.sink ?? '';
  return { state, sentAt: probe.sentAt, problem: probeProblem(state, sink), answer: probe.answer };
};

export type ProbeNeeds = ForwardRuleNeeds & SubmitNeeds;

const write = (needs: ProbeNeeds, actor: Actor, user: StoredUser): Promise<string> =>
  writeEmail(needs)(actor, {
    wish: {
      from: { kind: 'own' },
      recipients: [{ kind: 'address', role: 'to', address: user.email, name: user.name }],
      subject: 'Probe of the forward rule',
      html: null,
      text: 'This mail shows whether mail of this mailbox is forwarded to the CRM. Nothing is to be done; it may be deleted.',
      regarding: [],
      sendAt: null,
      inReplyTo: null,
      priority: 'normal',
      readReceipt: false,
      deliveryNotification: false,
      visibility: null,
    },
    attachments: [],
    idempotency: null,
    origin: { ...byHand, autoSubmitted: 'auto-generated' },
  });

const send = async (needs: ProbeNeeds, actor: Actor, user: StoredUser): Promise<void> => {
  const emailId = await write(needs, actor, user);
  const probe = { userId: user.id, emailId, sentAt: needs.clock.now(), noted: 'waiting', answer: null } as const;
  try {
    // Before it leaves: what comes back may be faster than we are.
    await needs.store.transact(actor.organizationId, (tx) => tx.forwardRules.saveProbe(probe));
    await submitEmail(needs)(actor, emailId);
  } catch (error) {
    if (error instanceof Refusal) await deleteDraft(needs)(actor, emailId);
    throw error;
  }
};

/**
 * A15: sends a mail of the caller's through the rule of a user whose rule works; what comes back to the forward mailbox, or
 * as a report, tells whether the mail system forwards. A rule that does not work is told, and nothing is sent. Refuses as
 * looking at a rule and sending a mail do.
 */
export const probeForwarding =
  (needs: ProbeNeeds) =>
  async (actor: Actor, userId: string): ReturnType<ReturnType<typeof steerForwardRule>> => {
    const found = await steerForwardRule(needs)(actor, userId, 'check');
    if (found.rule.state === 'working') await send(needs, actor, found.user);
    return found;
  };
