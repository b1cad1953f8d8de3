import type { ActivityParty, CorrelationMethod, Direction } from '#shared/model/activity.ts';

/** What a reader is told about how an activity came to be (P5). */
export interface PromotionStory {
  /** What made the router track it, as a clause; null: a person did. */
  readonly because: string | null;
  readonly promoter: string;
  /** P7: Track was on when it was written. */
  readonly onSend?: boolean;
  /** The delegate who acted for the promoter (P13). */
  readonly actor: string | null;
  readonly direction: Direction;
  /** The author as shown. */
  readonly from: string;
  readonly correlation: {
    readonly method: CorrelationMethod;
    readonly evidence: string;
    readonly trusted: boolean;
    readonly ambiguous?: true;
  } | null;
  readonly regarding: 'chosen' | 'inherited' | 'offered' | 'none';
  readonly parties: readonly ActivityParty[];
}

/** One English sentence: who tracked it, what decided direction, correlation and people. */
export const explainPromotion = (story: PromotionStory): string =>
  `${trackedBy(story)}; ${direction(story)}; ${correlation(story)}; ${regarding(story)}${people(story.parties)}.`;

const trackedBy = ({ because, promoter, actor, onSend }: PromotionStory): string => {
  if (onSend === true) return `Tracked on sending by ${promoter}`;
  if (because !== null) return `Tracked automatically for ${promoter} because ${because}`;
  return actor === null ? `Tracked by hand by ${promoter}` : `Tracked by hand by ${actor} for ${promoter}`;
};

const direction = (story: PromotionStory): string =>
  story.direction === 'outgoing'
    ? `outgoing because From (${story.from}) is an address of our own`
    : `incoming because From (${story.from}) is not an address of our own`;

const headerOf: Readonly<Record<CorrelationMethod, string>> = {
  inReplyTo: 'In-Reply-To',
  references: 'References',
  token: 'its tracking token',
  conversationIndex: 'its conversation index',
  smartMatch: 'its subject and people',
  byHand: 'a choice by hand',
};

const correlation = ({ correlation: found }: PromotionStory): string => {
  if (found === null) return 'it follows no tracked mail';
  const evidence = `${headerOf[found.method]} (${found.evidence})`;
  if (found.ambiguous === true)
    return `${evidence} is ambiguous: it stands on several tracked mails, none of them with a person of this one, so it is not linked until someone confirms`;
  return found.trusted
    ? `it follows a tracked mail by ${evidence}`
    : `${evidence} names a tracked mail, but its sender is a stranger to that conversation or not authenticated, so it is not linked until someone confirms`;
};

const regardingSays: Readonly<Record<PromotionStory['regarding'], string>> = {
  chosen: 'its regarding was chosen by hand; ',
  inherited: 'its regarding was copied from that mail; ',
  offered: 'the regarding of that mail is offered, not set, because it is old or its subject changed; ',
  none: '',
};

const regarding = (story: PromotionStory): string => regardingSays[story.regarding];

const people = (parties: readonly ActivityParty[]): string => {
  const addresses = new Map<string, ActivityParty['resolution']['kind']>();
  for (const { address, resolution } of parties) addresses.set(address, resolution.kind);
  const kinds = [...addresses.values()];
  const resolved = kinds.filter((kind) => kind === 'resolved').length;
  const several = kinds.filter((kind) => kind === 'ambiguous').length;
  const counted = `${resolved} of ${kinds.length} ${kinds.length === 1 ? 'address' : 'addresses'} matched a record`;
  return several === 0 ? counted : `${counted} and ${several} matched several`;
};
