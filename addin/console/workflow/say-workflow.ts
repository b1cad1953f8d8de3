import type { Workflow, WorkflowFields } from '../../queries/workflows.ts';
import type { WorkflowStrings } from '../strings/workflow-en.ts';

type Trigger = Workflow['trigger'];
type Recipient = Workflow['to'];

/** The label of a record type, for a sentence. */
export type LabelOf = (type: string) => string;

export const sayTrigger = (trigger: Trigger, words: WorkflowStrings, labelOf: LabelOf): string =>
  'type' in trigger ? words.withType(words.events[trigger.event], labelOf(trigger.type)) : words.events[trigger.event];

export const sayRecipient = (trigger: Trigger, to: Recipient, words: WorkflowStrings): string =>
  to.kind === 'record' && !('type' in trigger) ? words.recipients.regarding : words.recipients[to.kind];

/** Whom it may write to, by what it listens to. */
export const recipientKinds = (trigger: Trigger): readonly Recipient['kind'][] => {
  switch (trigger.event) {
    case 'mailReceived':
      return ['sender', 'record', 'owner'];
    case 'mailSent':
      return ['recipient', 'record', 'owner'];
    default:
      return ['record', 'field', 'owner'];
  }
};

/** What a new workflow begins with. */
export const newWorkflow: WorkflowFields = {
  name: '',
  trigger: { event: 'recordCreated', type: 'contact' },
  conditions: [],
  templateId: '',
  to: { kind: 'record' },
  alsoOn: [],
  mailsPerHour: 50,
  state: 'active',
};

export const fieldsOf = (workflow: Workflow): WorkflowFields => {
  const { name, trigger, conditions, templateId, to, alsoOn, mailsPerHour, state } = workflow;
  return { name, trigger, conditions, templateId, to, alsoOn, mailsPerHour, state };
};
