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

const compares = (is: WorkflowCondition['is']): boolean => ['equals', 'notEquals', 'contains', 'becomes'].includes(is);
const watches = (is: WorkflowCondition['is']): boolean => is === 'changed' || is === 'becomes';

/** Why nobody tells when the field changes; null: it is told. */
const unheardChange = (field: string, ofMail: boolean): string | null => {
  if (ofMail) return 'a mail does not change; ask for its value';
  return unwatched.includes(field) ? `whether ${field} changed is not told; ask for its value` : null;
};

const valueIssue = ({ field, is, value }: WorkflowCondition): string | null => {
  if (!compares(is)) return value === undefined ? null : `leave it out: ${is} compares with nothing`;
  return value === undefined || value === '' ? `write what ${field} is compared with` : null;
};

const conditionIssue = (
  { field, is, value }: WorkflowCondition,
  { known, ofMail }: { readonly known: readonly string[]; readonly ofMail: boolean },
): WorkflowIssue | null => {
  if (!known.includes(field)) return { field: 'field', message: `there is no ${field}; there are ${known.join(', ')}` };
  const unheard = watches(is) ? unheardChange(field, ofMail) : null;
  if (unheard !== null) return { field: 'is', message: unheard };
  const message = valueIssue({ field, is, value });
  return message === null ? null : { field: 'value', message };
};

const mailRecipientIssue = ({ trigger, to }: WorkflowText): WorkflowIssue | null => {
  if (to.kind === 'sender' && trigger.event !== 'mailReceived')
    return { field: 'to.kind', message: 'only a mail that comes in has a sender; choose another recipient' };
  if (to.kind === 'recipient' && trigger.event !== 'mailSent')
    return { field: 'to.kind', message: 'only a mail that went out has recipients; choose another recipient' };
  return null;
};

const recipientIssue = ({ to }: WorkflowText, type: RecordTypeDefinition | null): WorkflowIssue | null => {
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
  const recipient = mailRecipientIssue(workflow) ?? recipientIssue(workflow, type);
  return recipient === null ? conditions : [...conditions, recipient];
};
