import { Button, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { Icon } from '../../components/icons.tsx';
import { useRecordTypes } from '../../queries/console.ts';
import type { WorkflowFields } from '../../queries/workflows.ts';
import { useWorkflowWords } from '../console-strings.ts';
import { useFieldLabels } from '../use-field-labels.ts';

const useStyles = makeStyles({
  group: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    border: 'none',
  },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXS },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS, width: '100%' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

type Condition = WorkflowFields['conditions'][number];

const comparing = ['equals', 'notEquals', 'contains', 'becomes'] as const;
const compares = (is: Condition['is']): boolean => comparing.some((one) => one === is);
/** The server is not told when these change. */
const unwatched = ['active', 'owner', 'address'];
const ofRecords = ['name', 'active', 'owner', 'address'] as const;
const ofMails = ['subject', 'from', 'fromName', 'attachments'] as const;

interface KnownField {
  readonly name: string;
  readonly label: string;
}

/** What conditions can ask of what the trigger is about, with the words for each. */
const useKnownFields = (trigger: WorkflowFields['trigger']): readonly KnownField[] => {
  const { ownFields } = useWorkflowWords();
  const types = useRecordTypes();
  const labelOf = useFieldLabels();
  if (!('type' in trigger)) return ofMails.map((name) => ({ name, label: ownFields[name] }));
  const fields = types.data?.find(({ name }) => name === trigger.type)?.fields ?? [];
  const declared = fields.map(({ name }) => ({ name, label: labelOf(trigger.type, name) }));
  return [...declared, ...ofRecords.map((name) => ({ name, label: ownFields[name] }))];
};

/** Of a line that was just added; the same for every line, so that a line is not given the focus twice. */
const focusFirst = (line: HTMLDivElement | null): void => line?.querySelector('select')?.focus();

interface ConditionListProps {
  readonly trigger: WorkflowFields['trigger'];
  readonly conditions: WorkflowFields['conditions'];
  readonly onChange: (conditions: WorkflowFields['conditions']) => void;
}

/** What must hold besides, one line each. */
export const ConditionList = ({ trigger, conditions, onChange }: ConditionListProps) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const known = useKnownFields(trigger);
  // The keyboard stays where the work is: in a line that was just added, and never in one that is gone.
  const [added, setAdded] = useState<number | null>(null);
  const group = useRef<HTMLFieldSetElement>(null);
  const put = (index: number, condition: Condition) =>
    onChange(conditions.map((each, n) => (n === index ? condition : each)));
  return (
    <fieldset className={styles.group} ref={group}>
      <legend className={styles.legend}>{words.conditions}</legend>
      {conditions.length === 0 && <p className={styles.quiet}>{words.noConditions}</p>}
      {conditions.map((condition, index) => (
        <div className={styles.row} key={index} ref={added === index ? focusFirst : null}>
          <ConditionFields
            condition={condition}
            known={known}
            number={String(index + 1)}
            ofMail={!('type' in trigger)}
            onChange={(changed) => put(index, changed)}
          />
          <Button
            appearance="subtle"
            aria-label={words.removeCondition(String(index + 1))}
            icon={<Icon name="close" size={16} />}
            onClick={() => {
              setAdded(null);
              onChange(conditions.filter((_each, n) => n !== index));
              group.current?.querySelector<HTMLButtonElement>(':scope > button')?.focus();
            }}
          />
        </div>
      ))}
      <Button
        icon={<Icon name="add" size={16} />}
        onClick={() => {
          setAdded(conditions.length);
          onChange([...conditions, { field: known[0]?.name ?? 'name', is: 'equals', value: '' }]);
        }}
        size="small"
      >
        {words.addCondition}
      </Button>
    </fieldset>
  );
};

interface ConditionFieldsProps {
  readonly condition: Condition;
  readonly known: readonly KnownField[];
  readonly ofMail: boolean;
  readonly number: string;
  readonly onChange: (condition: Condition) => void;
}

const ConditionFields = ({ condition, known, ofMail, number, onChange }: ConditionFieldsProps) => {
  const words = useWorkflowWords();
  const { field, is, value = '' } = condition;
  const watched = !ofMail && !unwatched.includes(field);
  const kinds = ['equals', 'notEquals', 'contains', 'isSet', 'isNotSet'] as const;
  const offered = watched ? (['becomes', 'changed', ...kinds] as const) : kinds;
  return (
    <>
      <Select
        aria-label={words.field(number)}
        onChange={(_event, data) => onChange({ field: data.value, is: 'equals', value: '' })}
        value={field}
      >
        {known.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </Select>
      <Select
        aria-label={words.compare(number)}
        onChange={(_event, data) => {
          const chosen = offered.find((one) => one === data.value) ?? 'equals';
          onChange(compares(chosen) ? { field, is: chosen, value } : { field, is: chosen });
        }}
        value={is}
      >
        {offered.map((one) => (
          <option key={one} value={one}>
            {words.is[one]}
          </option>
        ))}
      </Select>
      {compares(is) && (
        <Input
          aria-label={words.value(number)}
          maxLength={1_000}
          onChange={(_event, data) => onChange({ field, is, value: data.value })}
          value={String(value)}
        />
      )}
    </>
  );
};
