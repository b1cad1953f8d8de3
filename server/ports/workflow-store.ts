import type {
  EventOrigin,
  TickableOrigin,
  WorkflowCondition,
  WorkflowRecipient,
  WorkflowRunState,
  WorkflowSkip,
  WorkflowState,
  WorkflowTrigger,
} from '#shared/contracts/workflows.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { StoredEvent } from './journal.ts';

export interface WorkflowToStore {
  readonly id: string;
  readonly name: string;
  readonly state: WorkflowState;
  readonly pausedBecause: string | null;
  readonly trigger: WorkflowTrigger;
  readonly conditions: readonly WorkflowCondition[];
  readonly templateId: string;
  readonly to: WorkflowRecipient;
  readonly alsoOn: readonly TickableOrigin[];
  readonly mailsPerHour: number;
  /** User id. */
  readonly ownerId: string;
  /** Only later events count: it was made, or resumed, then. */
  readonly sinceSequence: number;
}

export interface StoredWorkflow extends WorkflowToStore {
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

/** What became of a run; a mail has an id and an address. */
export interface RunOutcome {
  readonly state: WorkflowRunState;
  readonly because: WorkflowSkip | null;
  readonly detail: string | null;
  readonly address: string | null;
  readonly addressKey: string | null;
  readonly emailId: string | null;
}

/** What a workflow decided about one event. */
export interface NewRun {
  readonly workflowId: string;
  readonly sequence: number;
  readonly happenedAt: Instant;
  readonly decidedAt: Instant;
  readonly state: 'due' | 'skipped';
  readonly because: WorkflowSkip | null;
  readonly origin: EventOrigin;
  readonly record: RecordRef | null;
  readonly activityId: string | null;
}

export interface StoredRun extends Omit<NewRun, 'state'>, RunOutcome {}

export interface WorkflowCounts {
  readonly states: Readonly<Record<WorkflowRunState, number>>;
  readonly keptBack: readonly { readonly origin: EventOrigin; readonly events: number }[];
}

export interface WorkflowStoreRead {
  find(workflowId: string): Promise<StoredWorkflow | null>;
  /** Newest first. */
  list(page: {
    readonly limit: number;
    readonly after: { readonly sortAt: number; readonly id: string } | null;
  }): Promise<StoredWorkflow[]>;
  count(): Promise<number>;
  /** Runs by state, and those that an origin kept back since the moment. */
  counts(workflowId: string, since: Instant): Promise<WorkflowCounts>;
  /** Newest first. */
  runs(
    workflowId: string,
    page: { readonly limit: number; readonly before: number | null; readonly state: WorkflowRunState | null },
  ): Promise<StoredRun[]>;
  /** Decided and not settled yet, oldest first. */
  dueRuns(limit: number): Promise<StoredRun[]>;
  /** How many mails it decided to send since then; only for events after `sinceSequence`. */
  mailsSince(workflowId: string, sinceSequence: number, since: Instant): Promise<number>;
  /** How many mails any workflow answered this address since then. */
  answersSince(addressKey: string, since: Instant): Promise<number>;
  /** The number of the newest event. */
  head(): Promise<number>;
  /** Events after this one, in order. */
  eventsAfter(sequence: number, limit: number): Promise<StoredEvent[]>;
}

export interface WorkflowStoreWrite extends WorkflowStoreRead {
  add(workflow: WorkflowToStore, at: Instant): Promise<void>;
  /** The version goes up by one. False when another transaction changed it since. */
  save(workflow: WorkflowToStore, version: number, at: Instant): Promise<boolean>;
  /** With its history. */
  remove(workflowId: string): Promise<void>;
  /** How far events have been read; other readers wait until the transaction ends. */
  holdCursor(): Promise<number>;
  moveCursor(sequence: number): Promise<void>;
  /** Nothing happens when this workflow has decided about this event before. */
  addRun(run: NewRun): Promise<void>;
  /** Only a run that is due. */
  settleRun(workflowId: string, sequence: number, outcome: RunOutcome): Promise<void>;
}
