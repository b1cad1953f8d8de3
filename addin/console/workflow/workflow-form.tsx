import { Button, Checkbox, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { useRecordTypes } from '../../queries/console.ts';
import { useTemplates } from '../../queries/templates.ts';
import type { Workflow, WorkflowFields } from '../../queries/workflows.ts';
import { useWorkflowWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { useFieldLabels } from '../use-field-labels.ts';
import { useTypeLabels } from '../use-type-labels.ts';
import { ConditionList } from './condition-list.tsx';
import { recipientKinds } from './say-workflow.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '760px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  group: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, border: 'none' },
  legend: { padding: 0 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface WorkflowFormProps {
  readonly begun: WorkflowFields;
  /** What each origin was kept from; null: the workflow does not exist yet. */
  readonly keptBack: Workflow['keptBack'] | null;
  readonly error: unknown;
  readonly saving: boolean;
  readonly onSave: (fields: WorkflowFields) => void;
}

/** When, under which conditions, what, to whom, and how much at most. */
export const WorkflowForm = ({ begun, keptBack, error, saving, onSave }: WorkflowFormProps) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const [fields, setFields] = useState(begun);
  const change = (changes: Partial<WorkflowFields>) => setFields((before) => ({ ...before, ...changes }));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSave(fields);
  };
  const incomplete = fields.name.trim() === '' || fields.templateId === '';
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Field label={words.name} required>
        <Input maxLength={200} onChange={(_event, { value }) => change({ name: value })} value={fields.name} />
      </Field>
      <TriggerFields fields={fields} onChange={change} />
      <ConditionList
        conditions={fields.conditions}
        onChange={(conditions) => change({ conditions })}
        trigger={fields.trigger}
      />
      <TemplateField fields={fields} onChange={change} />
      <RecipientFields fields={fields} onChange={change} />
      <OriginFields fields={fields} keptBack={keptBack} onChange={change} />
      <Field hint={words.mailsPerHourHint} label={words.mailsPerHour}>
        <Input
          onChange={(_event, { value }) => change({ mailsPerHour: Number(value) })}
          type="number"
          value={String(fields.mailsPerHour)}
        />
      </Field>
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={incomplete || saving} type="submit">
          {words.save}
        </Button>
      </div>
    </form>
  );
};

interface PartProps {
  readonly fields: WorkflowFields;
  readonly onChange: (changes: Partial<WorkflowFields>) => void;
}

const events = ['recordCreated', 'recordChanged', 'mailReceived', 'mailSent'] as const;

const TriggerFields = ({ fields: { trigger }, onChange }: PartProps) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const types = useRecordTypes();
  const labelOf = useTypeLabels();
  // What another trigger is about has other fields and other people.
  const choose = (next: WorkflowFields['trigger']) => {
    const [kind = 'owner'] = recipientKinds(next);
    onChange({ trigger: next, conditions: [], to: kind === 'field' ? { kind: 'owner' } : { kind } });
  };
  return (
    <div className={styles.row}>
      <Field label={words.when}>
        <Select
          onChange={(_event, { value }) => {
            const event = events.find((one) => one === value) ?? 'recordCreated';
            choose(
              event === 'mailReceived' || event === 'mailSent'
                ? { event }
                : { event, type: 'type' in trigger ? trigger.type : 'contact' },
            );
          }}
          value={trigger.event}
        >
          {events.map((event) => (
            <option key={event} value={event}>
              {words.events[event]}
            </option>
          ))}
        </Select>
      </Field>
      {'type' in trigger && (
        <Field label={words.type}>
          <Select onChange={(_event, { value }) => choose({ event: trigger.event, type: value })} value={trigger.type}>
            {(types.data ?? []).map(({ name }) => (
              <option key={name} value={name}>
                {labelOf(name)}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  );
};

const TemplateField = ({ fields, onChange }: PartProps) => {
  const words = useWorkflowWords();
  const templates = useTemplates('email', '');
  const usable = (templates.data ?? []).filter(({ scope, subject }) => scope === 'organization' && subject !== '');
  if (templates.isSuccess && usable.length === 0)
    return (
      <Message actions={<GoLink to={{ room: 'templates' }}>{words.toTemplates}</GoLink>} intent="warning">
        {words.noTemplate}
      </Message>
    );
  return (
    <Field label={words.template} required>
      <Select onChange={(_event, { value }) => onChange({ templateId: value })} value={fields.templateId}>
        <option value="" />
        {usable.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
};

const RecipientFields = ({ fields: { trigger, to }, onChange }: PartProps) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const types = useRecordTypes();
  const labelOf = useFieldLabels();
  const type = 'type' in trigger ? types.data?.find(({ name }) => name === trigger.type) : undefined;
  const references = (type?.fields ?? []).filter(({ kind }) => kind === 'reference');
  const kinds = recipientKinds(trigger).filter((kind) => {
    if (kind === 'field') return references.length > 0;
    return kind !== 'record' || type?.emailEnabled !== false;
  });
  return (
    <div className={styles.row}>
      <Field label={words.to}>
        <Select
          onChange={(_event, { value }) => {
            const kind = kinds.find((one) => one === value) ?? 'owner';
            onChange({ to: kind === 'field' ? { kind, field: references[0]?.name ?? '' } : { kind } });
          }}
          value={kinds.includes(to.kind) ? to.kind : ''}
        >
          {!kinds.includes(to.kind) && <option value="" />}
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kind === 'record' && type === undefined ? words.recipients.regarding : words.recipients[kind]}
            </option>
          ))}
        </Select>
      </Field>
      {to.kind === 'field' && (
        <Field label={words.toField}>
          <Select onChange={(_event, { value }) => onChange({ to: { kind: 'field', field: value } })} value={to.field}>
            {references.map(({ name }) => (
              <option key={name} value={name}>
                {'type' in trigger ? labelOf(trigger.type, name) : name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  );
};

const origins = ['batch', 'import', 'synchronization', 'rematch', 'undo', 'restore'] as const;

/** S14: what is no person's doing sends mail only where it is ticked, and the number stands beside the box. */
const OriginFields = ({ fields, keptBack, onChange }: PartProps & Pick<WorkflowFormProps, 'keptBack'>) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const countOf = (origin: (typeof origins)[number]) =>
    String(keptBack?.find((each) => each.origin === origin)?.events ?? 0);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{words.alsoOn}</legend>
      <p className={styles.quiet}>{keptBack === null ? words.alsoOnNew : words.alsoOnHint}</p>
      {origins.map((origin) => (
        <Checkbox
          checked={fields.alsoOn.includes(origin)}
          key={origin}
          label={
            keptBack === null ? words.origins[origin] : `${words.origins[origin]} (${words.wouldSend(countOf(origin))})`
          }
          onChange={(_event, { checked }) =>
            onChange({
              alsoOn: origins.filter((one) => (one === origin ? checked === true : fields.alsoOn.includes(one))),
            })
          }
        />
      ))}
    </fieldset>
  );
};
