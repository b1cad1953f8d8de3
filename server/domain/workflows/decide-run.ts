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
  readonly event: WorkflowTrigger['event'];
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
  if (kind === 'activity.promoted' && isNew) return { event: 'mailReceived', recordType: null, origin, changed: [] };
  if (recordType === null) return null;
  // A record that came back from deletion is there anew.
  if (kind === 'record.created' || kind === 'record.restored')
    return { event: 'recordCreated', recordType, origin, changed };
  return kind === 'record.changed' ? { event: 'recordChanged', recordType, origin, changed } : null;
};

export const listensTo = (trigger: WorkflowTrigger, event: TriggeringEvent): boolean =>
  trigger.event === event.event && (trigger.event === 'mailReceived' || trigger.type === event.recordType);

const folded = (value: string | number | boolean): string => String(value).trim().toLowerCase();

const holds = (condition: WorkflowCondition, fields: SubjectFields, changed: (field: string) => boolean): boolean => {
  const { field, is, value } = condition;
  const standing = Object.hasOwn(fields, field) ? fields[field] : undefined;
  const same = standing !== undefined && value !== undefined && folded(standing) === folded(value);
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
