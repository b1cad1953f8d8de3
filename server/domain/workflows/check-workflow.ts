import type { WorkflowCondition, WorkflowRecipient, WorkflowTrigger } from '#shared/contracts/workflows.ts';
import type { RecordTypeDefinition } from '#shared/model/record.ts';
import { mailFields, recordOwnFields } from './subject.ts';

export interface WorkflowIssue {
  readonly field: string;
  readonly message: string;
}

interface WorkflowText {
  readonly trigger: WorkflowTrigger;
  readonly conditions: readonly WorkflowCondition[];
  readonly to: WorkflowRecipient;
}

/** Whether they changed is not told by the event. */
const unwatched = ['owner', 'active', 'address'];

const compares = (is: WorkflowCondition['is']): boolean => is === 'equals' || is === 'notEquals' || is === 'contains';

const conditionIssue = (
  { field, is, value }: WorkflowCondition,
  { known, ofMail }: { readonly known: readonly string[]; readonly ofMail: boolean },
): WorkflowIssue | null => {
  if (!known.includes(field)) return { field: 'field', message: `there is no ${field}; there are ${known.join(', ')}` };
  if (is === 'changed' && ofMail)
    return { field: 'is', message: 'a mail that comes in does not change; ask for its value' };
  if (is === 'changed' && unwatched.includes(field))
    return { field: 'is', message: `whether ${field} changed is not told; ask for its value` };
  if (compares(is) && (value === undefined || value === ''))
    return { field: 'value', message: `write what ${field} is compared with` };
  return compares(is) || value === undefined
    ? null
    : { field: 'value', message: `leave it out: ${is} compares with nothing` };
};

const recipientIssue = ({ trigger, to }: WorkflowText, type: RecordTypeDefinition | null): WorkflowIssue | null => {
  if (to.kind === 'sender' && trigger.event !== 'mailReceived')
    return { field: 'to.kind', message: 'only a mail has a sender; choose record, field or owner' };
  if (to.kind === 'record' && type !== null && !type.emailEnabled)
    return { field: 'to.kind', message: `a ${type.name} has no address; choose one of its fields, or its owner` };
  if (to.kind !== 'field') return null;
  const references = (type?.fields ?? []).filter(({ kind }) => kind === 'reference').map(({ name }) => name);
  if (references.includes(to.field)) return null;
  const message =
    references.length === 0
      ? 'nothing here names another record; choose another recipient'
      : `choose a field that names a record: ${references.join(', ')}`;
  return { field: 'to.field', message };
};

/** What a workflow cannot mean, each with the field and the remedy. `type`: that of the trigger, null for mail. */
export const workflowIssues = (workflow: WorkflowText, type: RecordTypeDefinition | null): WorkflowIssue[] => {
  const known = type === null ? [...mailFields] : [...recordOwnFields, ...type.fields.map(({ name }) => name)];
  const conditions = workflow.conditions.flatMap((condition, index) => {
    const issue = conditionIssue(condition, { known, ofMail: type === null });
    return issue === null ? [] : [{ ...issue, field: `conditions[${index}].${issue.field}` }];
  });
  const recipient = recipientIssue(workflow, type);
  return recipient === null ? conditions : [...conditions, recipient];
};
