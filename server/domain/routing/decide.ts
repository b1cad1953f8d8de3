import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Acceptance } from '#shared/model/router-settings.ts';
import type { OutcomeReason } from '#shared/model/outcome.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { TrackingRule } from '#shared/model/tracking-rule.ts';
import type { AutomaticMail } from '../mail/automatic/automatic-mail.ts';
import type { Message } from '../mail/message.ts';
import { acceptsUnsolicited, underCeiling } from './acceptance.ts';
import type { Audience, Concerned } from './audience.ts';
import type { Correlation } from './correlate.ts';
import { isListed } from './listed-address.ts';
import { bindsFolder, type FoundWhere, matchingRule } from './tracking-rules.ts';

/** What a user or queue has chosen. */
export interface Choices {
  readonly acceptance: Acceptance;
  /** Keys of addresses and domains. */
  readonly exclusions: readonly string[];
  readonly rules: readonly TrackingRule[];
  /** C6: this thread is not tracked for them. */
  readonly vetoed: boolean;
  /** I7: an administrator chose that nothing is tracked for them but what they track themselves. */
  readonly byHandAlone?: boolean;
}

/** Everything the decision rests on. */
export interface RoutingQuestion extends FoundWhere {
  readonly message: Message;
  readonly settings: OrganizationSettings;
  readonly audience: Audience;
  /** By id of the user or queue. */
  readonly choices: ReadonlyMap<string, Choices>;
  readonly correlation: Correlation | null;
  readonly automatic: AutomaticMail | null;
  /** A19: a mail system says what became of mail of ours. */
  readonly isReport: boolean;
  /** P20: it has a code of ours. */
  readonly isCodeMail: boolean;
  /** Automatic mail of the same author within the last two hours, this one not counted. */
  readonly automaticBefore: number;
  /** P7: its author, by id, wrote it with Track on. */
  readonly trackedOnSend: string | null;
}

/** One for whom the mail is tracked. */
export interface TrackedFor {
  readonly id: string;
  readonly name: string;
  readonly kind: 'user' | 'queue';
  /** A6: of internal mail the receivers have an activity of their own. */
  readonly side: 'author' | 'receiver';
  /** A24: what the rule says it regards; null: what the conversation regards. */
  readonly regarding: readonly RecordRef[] | null;
}

export type RoutingDecision =
  | {
      readonly kind: 'promote';
      readonly reason: OutcomeReason;
      /** Why, as a clause: `it answers tracked mail`. Without any word of a stranger. */
      readonly because: string;
      readonly trackedFor: readonly TrackedFor[];
      /** A6: one activity for the author and one for the receivers. */
      readonly twice: boolean;
      /** A21: moved into a folder of theirs that is bound to a record: this user's mail regards it, also if it stands already. */
      readonly boundFor?: string;
    }
  | { readonly kind: 'skip'; readonly reason: OutcomeReason; readonly because: string };

/** A19: so many automatic mails of one author within two hours are taken; more are a loop. */
export const loopLimit = { mails: 20, withinMs: 2 * 3_600_000 } as const;

const skip = (reason: OutcomeReason, because: string): RoutingDecision => ({ kind: 'skip', reason, because });

const trackedFor = (who: Concerned, regarding: readonly RecordRef[] | null = null): TrackedFor => ({
  id: who.id,
  name: who.name,
  kind: who.kind,
  side: who.author ? 'author' : 'receiver',
  regarding,
});

/** A3: it continues tracked mail by a token or a header, and its author belongs to that conversation (C8). */
const isSolicited = ({ correlation }: RoutingQuestion): boolean =>
  correlation?.trusted === true && correlation.method !== 'smartMatch' && correlation.method !== 'byHand';

const allExcluded = ({ audience }: RoutingQuestion, list: readonly string[]): boolean =>
  audience.outside.length > 0 && audience.outside.every((key) => isListed(key, list));

/** A16: a queue that the mail does not name counts only by setting. */
const counts = ({ settings }: RoutingQuestion, who: Concerned): boolean =>
  who.kind === 'user' || who.named || settings.queueUnnamedMail === 'accept';

const choicesOf = ({ choices }: RoutingQuestion, { id }: Concerned): Choices =>
  choices.get(id) ?? { acceptance: 'none', exclusions: [], rules: [], vetoed: false };

const automaticPolicy = (kind: AutomaticMail['kind'], settings: OrganizationSettings) => {
  switch (kind) {
    case 'reply':
    case 'notice':
      return settings.automaticReplies;
    case 'list':
      return settings.listMail;
    case 'calendar':
      return settings.calendarMail;
  }
};

/** A19: what a program wrote. Null: it is judged like other mail. */
const decideAutomatic = (question: RoutingQuestion): RoutingDecision | null => {
  const { automatic, settings } = question;
  if (automatic === null) return null;
  if (question.automaticBefore >= loopLimit.mails)
    return skip('loop', `its author sent more than ${loopLimit.mails} automatic mails within two hours`);
  const policy = automaticPolicy(automatic.kind, settings);
  if (policy === 'likeOther' || (policy === 'knownThreads' && isSolicited(question))) return null;
  return skip(automatic.kind === 'list' ? 'list' : 'automatic', `a program wrote it (${automatic.evidence})`);
};

const decideInternal = (question: RoutingQuestion, able: readonly Concerned[]): RoutingDecision => {
  if (question.settings.internalMail === 'ignore')
    return skip('internalEmailReject', 'it went from one of us to one of us, and mail among us is not tracked');
  const willing = able.filter((who) => choicesOf(question, who).acceptance !== 'none');
  if (willing.length === 0) return skip('noRecipientMatch', 'nobody among its author and receivers takes such mail');
  return {
    kind: 'promote',
    reason: 'acceptAll',
    because: 'mail among us is tracked',
    trackedFor: willing.map((who) => trackedFor(who)),
    twice: true,
  };
};

/** What one of those concerned says of unsolicited mail. */
interface Say {
  readonly who: Concerned;
  readonly option: Acceptance;
  readonly accepts: boolean;
  readonly rule: TrackingRule | null;
}

/** A24: a rule goes beyond the user's option, and never beyond the ceiling. */
const sayOf = (question: RoutingQuestion, who: Concerned): Say => {
  const { settings, audience } = question;
  const choices = choicesOf(question, who);
  const option = underCeiling(choices.acceptance, settings.acceptanceCeiling);
  const allowed = acceptsUnsolicited(settings.acceptanceCeiling, audience.standing);
  return {
    who,
    option,
    accepts: acceptsUnsolicited(option, audience.standing),
    rule: allowed ? matchingRule(choices.rules, question) : null,
  };
};

/** A21: it lies in a folder that a rule of whoever's mailbox it is binds to a record. Null: it does not. */
const decideBound = (question: RoutingQuestion, able: readonly Concerned[]): RoutingDecision | null => {
  const solicited = isSolicited(question);
  for (const who of able.filter(({ reading, kind }) => reading && kind === 'user')) {
    const rule = solicited ? matchingRule(choicesOf(question, who).rules, question) : sayOf(question, who).rule;
    if (rule === null || !bindsFolder(rule)) continue;
    const others = solicited ? able.filter(({ id }) => id !== who.id) : [];
    return {
      kind: 'promote',
      reason: 'rule',
      because: `it lies in a folder that the rule “${rule.name}” of ${who.name} binds to a record`,
      trackedFor: [trackedFor(who, rule.regarding ?? null), ...others.map((other) => trackedFor(other))],
      twice: false,
      boundFor: who.id,
    };
  }
  return null;
};

const refusal = (says: readonly Say[]): RoutingDecision => {
  if (says.some(({ option }) => option === 'replies'))
    return skip('noCorrelationMatch', 'it continues no tracked mail, and only such mail is taken');
  if (says.some(({ option }) => option === 'known'))
    return skip('invalidSender', 'no contact, account or lead is on the other side, and only mail with these is taken');
  if (says.some(({ option }) => option === 'anyRecord'))
    return skip('invalidSender', 'no record is on the other side, and only mail with records is taken');
  return skip('noRecipientMatch', 'nobody it was sent to takes mail by itself');
};

/** A3: the mailbox it was found in decides alone where that is set and somebody has that mailbox. */
const asked = ({ settings }: RoutingQuestion, able: readonly Concerned[]): readonly Concerned[] => {
  const reading = able.filter((who) => who.reading);
  return settings.unsolicitedBy === 'readingMailbox' && reading.length > 0 ? reading : able;
};

const decideUnsolicited = (question: RoutingQuestion, able: readonly Concerned[]): RoutingDecision => {
  const says = asked(question, able).map((who) => sayOf(question, who));
  const willing = says.filter(({ accepts, rule }) => accepts || rule !== null);
  const ruled = willing.find(({ rule }) => rule !== null);
  if (willing.length === 0) return refusal(says);
  const all = willing.find(({ option, accepts }) => accepts && option === 'all');
  const [reason, because]: [OutcomeReason, string] =
    ruled?.rule !== null && ruled !== undefined
      ? ['rule', `it meets the rule “${ruled.rule.name}” of ${ruled.who.name}`]
      : all !== undefined
        ? ['acceptAll', `${all.who.name} takes all mail`]
        : ['senderMatch', 'a record is on the other side'];
  return {
    kind: 'promote',
    reason,
    because,
    trackedFor: willing.map(({ who, rule }) => trackedFor(who, rule?.regarding ?? null)),
    twice: false,
  };
};

/** P7: what its author said when writing it stands, whatever is taken otherwise. */
const onSend = (author: Concerned): RoutingDecision => ({
  kind: 'promote',
  reason: 'promotedByHand',
  because: 'its author wrote it with Track on',
  trackedFor: [trackedFor(author)],
  twice: false,
});

/** Whoever is concerned and neither excluded the other side nor vetoed the thread; else the reason why nobody is left. */
const ableOf = (question: RoutingQuestion): readonly Concerned[] | RoutingDecision => {
  const { audience, settings } = question;
  const counted = audience.concerned.filter((who) => counts(question, who));
  if (counted.length === 0) return skip('noRecipientMatch', 'it was sent to no user and no queue');
  const open = counted.filter(
    (who) => who.id === question.trackedOnSend || choicesOf(question, who).byHandAlone !== true,
  );
  if (open.length === 0) return skip('noRecipientMatch', 'nobody it was sent to takes mail by itself');
  if (allExcluded(question, settings.exclusions)) return skip('excluded', 'everybody on the other side is excluded');
  const left = open.filter((who) => !allExcluded(question, choicesOf(question, who).exclusions));
  if (left.length === 0) return skip('excluded', 'everybody on the other side is excluded');
  const able = left.filter((who) => !choicesOf(question, who).vetoed);
  return able.length > 0 ? able : skip('vetoed', 'its conversation is not to be tracked');
};

/** A2, A3, A6-A8, A16, A19, A21, A24: what becomes of mail that nobody tracked by hand. Pure; one reason for each mail. */
export const decide = (question: RoutingQuestion): RoutingDecision => {
  const { settings, audience, message } = question;
  if (question.isCodeMail)
    return skip('automatic', 'it has a code that we sent to prove an address, which is for its reader alone');
  if (question.isReport) return skip('report', 'it reports what became of mail of ours');
  if (!settings.trackEmail) return skip('noRecipientMatch', 'mail is not tracked in this organization');
  if (message.from.length === 0) return skip('invalidSender', 'it names no author');
  const able = ableOf(question);
  if ('kind' in able) return able;
  const author = able.find(({ id }) => id === question.trackedOnSend);
  if (author !== undefined) return onSend(author);
  const bound = decideBound(question, able);
  if (bound !== null) return bound;
  const automatic = decideAutomatic(question);
  if (automatic !== null) return automatic;
  if (isSolicited(question))
    return {
      kind: 'promote',
      reason: 'correlationMatch',
      because: 'it continues tracked mail',
      trackedFor: able.map((who) => trackedFor(who)),
      twice: false,
    };
  return audience.internal ? decideInternal(question, able) : decideUnsolicited(question, able);
};
