import { Button, Radio, RadioGroup, Field, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { Choice, Conflict } from '#shared/offline/next-step.ts';
import type { WaitingRecord } from '../../offline/records/database.ts';
import { useTopic } from '../../strings/topics.ts';
import { sayValue, useFieldName } from './field-words.ts';
import { useOffline } from './offline-context.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
  text: { margin: 0 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, fontSize: tokens.fontSizeBase200 },
});

interface ConflictFormProps {
  readonly row: WaitingRecord;
  readonly conflict: Conflict;
  readonly name: string;
}

/** Both values beside each other, field by field; nothing is chosen beforehand. */
export const ConflictForm = ({ row, conflict, name }: ConflictFormProps) => {
  const styles = useStyles();
  const words = useTopic('offlineRecords');
  const fieldName = useFieldName();
  const { records, state } = useOffline();
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const type = state.place?.types.find((one) => one.name === row.type);
  const asked = conflict.kind === 'fields' ? conflict.fields.map(({ field }) => field) : ['record'];
  const choose = (field: string, value: string) => setChoices({ ...choices, [field]: value as Choice });
  const onSubmit = async (event: SyntheticEvent) => {
    event.preventDefault();
    await records.answer(row, choices);
    await records.synchronize();
  };
  return (
    <form aria-label={words.conflict.of(name)} className={styles.form} onSubmit={(event) => void onSubmit(event)}>
      <p className={styles.text}>{words.conflict[conflict.kind]}</p>
      {conflict.kind === 'fields' &&
        conflict.fields.map(({ field, mine, theirs }) => (
          <Field key={field} label={fieldName(type, field)}>
            <RadioGroup onChange={(_event, { value }) => choose(field, value)} value={choices[field] ?? ''}>
              <Radio label={words.conflict.mine(sayValue(mine, words))} value="mine" />
              <Radio label={words.conflict.theirs(sayValue(theirs, words))} value="theirs" />
            </RadioGroup>
          </Field>
        ))}
      {conflict.kind === 'changedThere' && (
        <ul className={styles.list}>
          {conflict.fields.map(({ field, mine, theirs }) => (
            <li key={field}>
              {fieldName(type, field)}: {words.conflict.was(sayValue(mine, words))} ·{' '}
              {words.conflict.theirs(sayValue(theirs, words))}
            </li>
          ))}
        </ul>
      )}
      {conflict.kind !== 'fields' && (
        <RadioGroup
          aria-label={words.conflict.of(name)}
          onChange={(_event, { value }) => choose('record', value)}
          value={choices['record'] ?? ''}
        >
          <Radio label={words.conflict.whole[conflict.kind].mine} value="mine" />
          <Radio label={words.conflict.whole[conflict.kind].theirs} value="theirs" />
        </RadioGroup>
      )}
      <Button
        appearance="primary"
        disabledFocusable={asked.some((field) => choices[field] === undefined)}
        size="small"
        type="submit"
      >
        {words.conflict.apply}
      </Button>
    </form>
  );
};
