import type { ForwardState } from '#shared/model/forwarding.ts';
import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Actor } from '../../domain/actor.ts';
import { mostSenders, type ForwardRuleState, type WantedRule } from '../../domain/forwarding/forward-rule.ts';
import { wantedRule } from '../../domain/forwarding/wanted-rule.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { StoredForwardRule } from '../../ports/forward-rule-store.ts';
import type { ForwardRules, ForwardSystems } from '../../ports/forward-rules.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredUser } from '../../ports/user-store.ts';
import { Refusal } from '../refusal.ts';
import { openForwardSecret, type ForwardSettingsNeeds } from './forward-settings.ts';

export interface ForwardRuleNeeds extends ForwardSettingsNeeds {
  readonly forwardSystems: ForwardSystems;
}

/** A person waits for it. */
const withinMs = 60_000;

const problems: Readonly<Record<ForwardRuleState, string | null>> = {
  working: null,
  missing: 'There is no forward rule in this mailbox.',
  switchedOff: 'The forward rule is there, but switched off.',
  altered: 'The forward rule is not as it should be: somebody changed it, or what is wanted has changed.',
  blocked:
    'The user has a script of their own, and this server cannot include one script in another; the user must add the rule by hand.',
};

interface Asked {
  readonly user: StoredUser;
  readonly wanted: WantedRule;
  readonly rules: ForwardRules;
}

const tooMany = (): Refusal =>
  new Refusal(
    'invalid_request',
    `More than ${mostSenders} addresses are known, which no rule can hold; forward all mail, or mail with a token.`,
  );

const wantedBy = async (read: StoreRead, settings: Parameters<typeof wantedRule>[0]): Promise<WantedRule> => {
  const organization: OrganizationSettings = await read.organization.settings();
  const senders = settings.only === 'tokenOrKnown' ? await read.forwardRules.knownSenders(mostSenders + 1) : [];
  const wanted = wantedRule(settings, organization, senders);
  if (wanted === null) throw tooMany();
  return wanted;
};

const prepare = (needs: ForwardRuleNeeds, { organizationId }: Actor, userId: string): Promise<Asked> =>
  needs.store.read(organizationId, async (read) => {
    const user = await read.users.find(userId);
    if (user === null) throw new Refusal('user_not_found', 'The organization has no user with this id.');
    const forwarding = await read.forwardRules.settings();
    if (forwarding === null) throw new Refusal('not_found', 'No mail system is set for forward rules; set it first.');
    const secret = openForwardSecret(needs.secretBox, organizationId, forwarding);
    const { version, settings } = forwarding;
    const rules = needs.forwardSystems.open({ key: `${organizationId}#${version}`, system: settings.system, secret });
    return { user, wanted: await wantedBy(read, settings), rules };
  });

type Step = 'check' | 'deploy' | 'remove';

const take = ({ rules, user, wanted }: Asked, step: Step): Promise<ForwardRuleState> => {
  const signal = AbortSignal.timeout(withinMs);
  const asked = { user: user.email, wanted };
  switch (step) {
    case 'check':
      return rules.check(asked, signal);
    case 'deploy':
      return rules.deploy(asked, signal);
    case 'remove':
      return rules.remove(asked, signal).then(() => 'missing' as const);
  }
};

type Outcome = Pick<StoredForwardRule, 'state' | 'problem'>;

/** A sentence about the state; of an altered rule also what differs. */
const problemOf = async ({ rules, user, wanted }: Asked, state: ForwardRuleState): Promise<string | null> => {
  if (state !== 'altered') return problems[state];
  const differs = await rules.differences({ user: user.email, wanted }, AbortSignal.timeout(withinMs));
  return differs.length === 0 ? problems.altered : `${problems.altered} It ${differs.join('; it ')}.`;
};

/** What the mail system does is a state, not an error of the request. */
const attempt = async (asked: Asked, step: Step): Promise<Outcome> => {
  try {
    const state: ForwardState = await take(asked, step);
    return { state, problem: await problemOf(asked, state) };
  } catch (error) {
    if (!(error instanceof PermanentFailure) && !(error instanceof TemporaryFailure)) throw error;
    return { state: 'failed', problem: error.message };
  }
};

/**
 * A15: looks at the rule of a user, makes or repairs it, or takes it away, and keeps how it was found. No transaction is open
 * meanwhile. Refuses `user_not_found`, `not_found` without a mail system, `invalid_request` for too many senders.
 */
export const steerForwardRule =
  (needs: ForwardRuleNeeds) =>
  async (actor: Actor, userId: string, step: Step): Promise<{ user: StoredUser; rule: StoredForwardRule }> => {
    const asked = await prepare(needs, actor, userId);
    const outcome = await attempt(asked, step);
    const rule = { userId, checkedAt: needs.clock.now(), ...outcome };
    await needs.store.transact(actor.organizationId, async (tx) => {
      await tx.forwardRules.saveRule(rule);
      if (step === 'check') return;
      const change = {
        kind: 'forwarding.changed',
        subjectId: userId,
        at: rule.checkedAt,
        actorId: actor.userId,
      } as const;
      await tx.journal.append([{ ...change, reason: step, after: { state: rule.state } }]);
    });
    return { user: asked.user, rule };
  };
