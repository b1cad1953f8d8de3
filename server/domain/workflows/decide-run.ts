import type {
  EventOrigin,
  TickableOrigin,
  WorkflowCondition,
  WorkflowSkip,
  WorkflowState,
  WorkflowTrigger,
} from '#shared/contracts/workflows.ts';
import type { SubjectFields } from './subject.ts';

/** An event that workflows listen to, in their words. */
export interface TriggeringEvent {
  readonly event: 'recordCreated' | 'recordChanged' | 'mail';
  /** Of a record's event. */
  readonly recordType: string | null;
  readonly origin: EventOrigin;
  readonly changed: readonly string[];
}

interface Told {
  readonly kind: string;
  readonly facts: {
    readonly origin?: EventOrigin;
    readonly recordType?: string;
    readonly changed?: readonly string[];
    readonly isNew?: boolean;
  };
}

/** What workflows make of an event of the feed; null: it is none of theirs. */
export const triggeringEvent = ({ kind, facts }: Told): TriggeringEvent | null => {
  const { recordType = null, origin = 'byHand', changed = [], isNew = false } = facts;
  if (isNew && (kind === 'activity.promoted' || kind.startsWith('email.')))
    return { event: 'mail', recordType: null, origin, changed: [] };
  if (recordType === null) return null;
  // A record that came back from deletion is there anew.
  if (kind === 'record.created' || kind === 'record.restored')
    return { event: 'recordCreated', recordType, origin, changed };
  return kind === 'record.changed' ? { event: 'recordChanged', recordType, origin, changed } : null;
};

/** Which way a mail must go for this trigger; null: it is about records. */
export const directionOf = ({ event }: WorkflowTrigger): 'incoming' | 'outgoing' | null => {
  if (event === 'mailReceived') return 'incoming';
  return event === 'mailSent' ? 'outgoing' : null;
};

/** Of a mail's event the mail itself tells which way it goes. */
export const listensTo = (trigger: WorkflowTrigger, event: TriggeringEvent): boolean =>
  'type' in trigger ? trigger.event === event.event && trigger.type === event.recordType : event.event === 'mail';

/** A mail that a program of ours wrote starts no other; one of a campaign counts as a batch. */
export const originOfOwnMail = (mail: {
  readonly autoSubmitted: string | null;
  readonly lane: 'person' | 'campaign';
}): EventOrigin => {
  if (mail.autoSubmitted !== null) return 'workflow';
  return mail.lane === 'campaign' ? 'batch' : 'byHand';
};

const folded = (value: string | number | boolean): string => String(value).trim().toLowerCase();

const isSame = (standing: string | number | boolean | undefined, value: WorkflowCondition['value']): boolean =>
  standing !== undefined && value !== undefined && folded(standing) === folded(value);

const holds = (condition: WorkflowCondition, fields: SubjectFields, changed: (field: string) => boolean): boolean => {
  const { field, is, value } = condition;
  const standing = Object.hasOwn(fields, field) ? fields[field] : undefined;
  const same = isSame(standing, value);
  switch (is) {
    case 'equals':
      return same;
    case 'notEquals':
      return !same;
    case 'contains':
      return standing !== undefined && value !== undefined && folded(standing).includes(folded(value));
    case 'isSet':
      return standing !== undefined;
    case 'isNotSet':
      return standing === undefined;
    case 'changed':
      return changed(field);
    case 'becomes':
      return same && changed(field);
  }
};

/** All of them hold for the subject as it stands now; upper and lower case and blanks around are the same. */
export const conditionsHold = (
  conditions: readonly WorkflowCondition[],
  fields: SubjectFields,
  changed: (field: string) => boolean,
): boolean => conditions.every((condition) => holds(condition, fields, changed));

export interface RunFacts {
  readonly origin: EventOrigin;
  readonly alsoOn: readonly TickableOrigin[];
  readonly state: WorkflowState;
  readonly mailsPerHour: number;
  /** Mails that it decided to send within the last hour. */
  readonly mailsInHour: number;
}

/** S14: what becomes of an event that meets the conditions; null: a mail is due. */
export const keptBackBy = (facts: RunFacts): Extract<WorkflowSkip, 'origin' | 'paused' | 'hourlyLimit'> | null => {
  const { origin } = facts;
  if (origin !== 'byHand' && !facts.alsoOn.some((ticked) => ticked === origin)) return 'origin';
  if (facts.state === 'paused') return 'paused';
  return facts.mailsInHour >= facts.mailsPerHour ? 'hourlyLimit' : null;
};

export const limitSentence = (mailsPerHour: number): string =>
  `It paused itself: within one hour it would have sent more than ${mailsPerHour} mails. Look at its history, mend what is wrong or raise the limit, and resume it.`;
