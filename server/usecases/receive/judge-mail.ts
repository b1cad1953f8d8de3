import type { OrganizationSettings, UserSettings } from '#shared/contracts/settings.ts';
import { addressKey, looseAddressKey, usesLooseKey } from '#shared/model/address.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import { classifyAutomatic } from '../../domain/mail/auto-submitted.ts';
import type { AutomaticMail } from '../../domain/mail/automatic/automatic-mail.ts';
import { readDeliveryReport } from '../../domain/mail/delivery-report.ts';
import type { Message } from '../../domain/mail/message.ts';
import { takesMailByItself } from '../../domain/mailbox/methods.ts';
import { type Audience, audienceOf, type Concerned } from '../../domain/routing/audience.ts';
import { type Choices, decide, loopLimit, type RoutingDecision } from '../../domain/routing/decide.ts';
import type { MatchingFacts } from '../../domain/routing/facts.ts';
import { type RoutingKeys, routingKeys } from '../../domain/routing/keys.ts';
import { tokensIn } from '../../domain/tokens/read-tokens.ts';
import { classicFormats } from '../../domain/tokens/token-formats.ts';
import type { StandingActivity, ThreadFacts, ThreadQuestion } from '../../ports/routing-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { identityOf } from '../promotion/mail-identity.ts';
import { correlationOf } from '../promotion/plan-promotion.ts';
import { sentTicket } from '../promotion/sent-ticket.ts';
import { genuineTokens, type ThreadNeeds, threadQuestion } from '../promotion/thread-question.ts';
import { isCodeMail, recognizeOwnMail } from '../tokens/own-mail.ts';
import type { OpenedMail } from './open-mail.ts';
import type { ReceivedMail } from './received-mail.ts';

export type Opened = Extract<OpenedMail, { kind: 'opened' }>;

export interface JudgeNeeds extends ThreadNeeds {
  readonly mark: (text: string) => string;
}

/** What was asked about the conversations of a mail, and the answer. */
interface Threads {
  readonly question: ThreadQuestion;
  readonly found: ThreadFacts;
}

/** What is known of a mail, and what is to become of it. */
export interface Judgement {
  readonly settings: OrganizationSettings;
  /** With those whom it reached without being named (A5, A17). */
  readonly message: Message;
  readonly keys: RoutingKeys;
  readonly matching: MatchingFacts;
  readonly audience: Audience;
  readonly standing: StandingActivity | null;
  readonly threads: Threads;
  /** A3: its subject has a token that names no mail of this organization; that makes it no less unsolicited. */
  readonly tokenInvalid: boolean;
  readonly automatic: AutomaticMail | null;
  readonly decision: RoutingDecision;
}

/** Looked up beside those of the message itself. */
const withKeys = (keys: RoutingKeys, more: readonly AddressKey[], settings: OrganizationSettings): RoutingKeys => {
  const addresses = [...new Set([...keys.addresses, ...more])];
  const loose = more.filter((key) => usesLooseKey(key, settings)).map(looseAddressKey);
  return { ...keys, addresses, looseAddresses: [...new Set([...keys.looseAddresses, ...loose])] };
};

/** A5: all receivers are listed, those too whom the mail does not name. */
const withReceivers = (message: Message, { concerned }: Audience): Message => {
  const named = new Set([...message.to, ...message.cc, ...message.bcc].map(({ address }) => addressKey(address)));
  const more = concerned.filter((who) => !who.author && !who.named && !named.has(who.address));
  return { ...message, bcc: [...message.bcc, ...more.map(({ address }) => ({ address, name: null }))] };
};

/** Settings that are tried in place of those that stand (A10): of one user, and of the organization. */
export interface TriedSettings {
  readonly user: { readonly id: string; readonly settings: Partial<UserSettings> } | null;
  readonly organization: Partial<OrganizationSettings>;
}

interface ChoicesAsked {
  readonly threadId: string | null;
  readonly tried: TriedSettings | null;
}

const choicesOf = async (read: StoreRead, who: Concerned, { threadId, tried }: ChoicesAsked): Promise<Choices> => {
  const vetoed = threadId !== null && (await read.threads.isVetoed(threadId, who.id));
  if (who.kind === 'queue') {
    const { acceptance } = await read.queues.settings(who.id);
    return { acceptance, exclusions: [], rules: [], vetoed };
  }
  const standing = await read.organization.userSettings(who.id);
  if (standing === null) return { acceptance: 'none', exclusions: [], rules: [], vetoed };
  const settings = tried?.user?.id === who.id ? { ...standing, ...tried.user.settings } : standing;
  const { acceptance, exclusions, rules } = settings;
  return { acceptance, exclusions, rules, vetoed, byHandAlone: !takesMailByItself(settings.methods) };
};

const allChoices = async (read: StoreRead, audience: Audience, asked: ChoicesAsked) => {
  const choices = new Map<string, Choices>();
  for (const who of audience.concerned) choices.set(who.id, await choicesOf(read, who, asked));
  return choices;
};

const automaticBefore = (read: StoreRead, needs: JudgeNeeds, message: Message, at: Instant): Promise<number> => {
  const author = addressKey(message.from[0]?.address ?? '') ?? '';
  return read.outcomes.automaticSince(needs.mark(author), (at - loopLimit.withinMs) as Instant);
};

interface Seen {
  readonly message: Message;
  readonly settings: OrganizationSettings;
  readonly keys: RoutingKeys;
  readonly matching: MatchingFacts;
  readonly audience: Audience;
  readonly opened: Opened;
}

/** The activity that stands for the mail, and the conversation it belongs to. */
const findThread = async (needs: JudgeNeeds, read: StoreRead, seen: Seen) => {
  const { message, settings, audience, opened } = seen;
  const tokens = genuineTokens(needs, read.organizationId, message.subject, settings);
  const first = audience.concerned.find((who) => who.reading) ?? audience.concerned[0];
  const placed = { ...seen, tokens, ownAddresses: [] };
  const identity = identityOf(message, opened.source.bytes, needs.digests);
  const question = threadQuestion(needs, { ...placed, identity, readerId: first?.id ?? '' });
  const found = await read.routing.threads(question);
  const correlation = correlationOf({ ...placed, threads: found });
  const isFollowed = correlation?.trusted === true || correlation?.method === 'token';
  const tokenInvalid = !isFollowed && tokensIn(message.subject, classicFormats(settings)).length > 0;
  return { threads: { question, found }, standing: found.standing, correlation, tokenInvalid };
};

/** P7: the user who wrote this mail with Track on. */
const trackedOnSend = async (needs: JudgeNeeds, read: StoreRead, seen: Seen): Promise<string | null> => {
  const author = seen.audience.concerned.find((who) => who.author && who.kind === 'user');
  if (author === undefined) return null;
  const copy = { ...seen, principal: author, ownAddresses: [author.address], source: seen.opened.source };
  return (await sentTicket(needs, read, copy)) === null ? null : author.id;
};

interface Judged {
  readonly mail: ReceivedMail;
  readonly opened: Opened;
  readonly at: Instant;
  readonly tried?: TriedSettings | null;
}

/** Who is concerned, from what is looked up of all addresses the mail came by. */
const see = async (
  needs: JudgeNeeds,
  read: StoreRead,
  { opened, tried }: Pick<Judged, 'opened' | 'tried'>,
): Promise<Seen> => {
  const settings = { ...(await read.organization.settings()), ...tried?.organization };
  const { message } = recognizeOwnMail(needs, read.organizationId, opened.message, opened.source.ownMark);
  const keys = withKeys(routingKeys(message, settings), [...opened.deliveredTo, ...opened.foundAt], settings);
  const { addresses, looseAddresses } = keys;
  const matching = await read.routing.matching({ readerId: null, addresses, looseAddresses });
  const { ownDomains } = settings;
  const audience = audienceOf({ ...opened, message, matching, ownDomains, rules: settings });
  return { message: withReceivers(message, audience), settings, keys, matching, audience, opened };
};

/** Facts and decision; writes nothing, so that `check` and `deliver` say the same. */
export const judgeMail = async (
  needs: JudgeNeeds,
  read: StoreRead,
  { mail, opened, at, tried }: Judged,
): Promise<Judgement> => {
  const seen = await see(needs, read, { opened, tried: tried ?? null });
  const { message, settings, audience } = seen;
  const { threads, standing, correlation, tokenInvalid } = await findThread(needs, read, seen);
  const threadId = correlation?.trusted === true ? correlation.activity.threadId : null;
  const automatic = classifyAutomatic(message);
  const decision = decide({
    message,
    settings,
    audience,
    choices: await allChoices(read, audience, { threadId, tried: tried ?? null }),
    correlation,
    trackedOnSend: await trackedOnSend(needs, read, seen),
    automatic,
    isReport: readDeliveryReport(message) !== null,
    isCodeMail: isCodeMail(needs, read.organizationId, opened.source.ownMark),
    automaticBefore: automatic === null ? 0 : await automaticBefore(read, needs, message, at),
    folder: mail.folder,
    categories: mail.categories,
  });
  return { ...seen, standing, threads, tokenInvalid, automatic, decision };
};
