import { Button, Checkbox, Field, Input, Textarea, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { FieldDefinition, RecordTypeDefinition } from '#shared/model/record.ts';
import { fieldKey, isKnownOffline, valueOf } from '#shared/offline/record-values.ts';
import { shownValues } from '#shared/offline/waiting-change.ts';
import type { SyncFields, SyncValue } from '#shared/sync/item.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { useTopic } from '../../strings/topics.ts';
import { isPerson, nameOf, useFieldName, useTypeName } from './field-words.ts';
import { useOffline } from './offline-context.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
});

interface RecordFormProps {
  readonly type: RecordTypeDefinition;
  /** Null: a new one. */
  readonly id: string | null;
  readonly onBack: () => void;
}

type Draft = Readonly<Record<string, SyncValue>>;

/** What is typed becomes what is kept: an empty text is nothing, addresses stand in lines. */
const typed = (kind: FieldDefinition['kind'] | 'addresses', text: string): SyncValue => {
  if (kind === 'addresses') return text.split(/[\n,;]/).flatMap((line) => line.trim() || []);
  if (text.trim() === '') return null;
  return kind === 'number' ? Number(text) : text;
};

/** Fills in a new record, or changes or deletes one, without a connection. */
export const RecordForm = ({ type, id, onBack }: RecordFormProps) => {
  const styles = useStyles();
  const words = useTopic('offlineRecords');
  const typeName = useTypeName();
  const notify = useNotify();
  const { records, state } = useOffline();
  const change = state.waiting.find((row) => row.type === type.name && row.id === id)?.change ?? null;
  const kept = state.kept.find((row) => row.type === type.name && row.id === id)?.seen ?? null;
  const values = shownValues(change?.base ?? kept, change);
  const [draft, setDraft] = useState<Draft>({});
  const [wantsName, setWantsName] = useState(false);
  const name = nameOf(values, change);

  const write = async (edit: Parameters<typeof records.edit>[2], says: string) => {
    if (!(await records.edit(type.name, id, edit))) {
      notify({ intent: 'error', text: words.tooManyChanges });
      return;
    }
    notify({ intent: 'success', text: words.saved(says) });
    onBack();
    await records.synchronize();
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    const set: SyncFields = draft;
    const after = nameOf({ ...values, ...set, ...(isPerson(type) ? { name: null } : {}) }, null) || (id ? name : '');
    if (after === '') setWantsName(true);
    else void write({ kind: 'set', values: set }, after);
  };
  return (
    <Page onBack={onBack} title={id === null ? words.addTitle(typeName(type)) : words.editTitle(name)}>
      <form className={styles.form} noValidate onSubmit={onSubmit}>
        <Fields draft={draft} onDraft={setDraft} type={type} values={values} />
        {type.fields.some((field) => !isKnownOffline(field)) && <p className={styles.text}>{words.referencesSay}</p>}
        {wantsName && (
          <p className={styles.text} role="alert">
            {words.nameWanted}
          </p>
        )}
        <div className={styles.row}>
          <Button appearance="primary" type="submit">
            {words.save}
          </Button>
          {id !== null && (
            <ConfirmDialog
              action={words.remove}
              keep={words.back}
              onConfirm={() => void write({ kind: 'delete' }, name)}
              says={words.removeSays}
              title={words.removeTitle}
            />
          )}
        </div>
      </form>
    </Page>
  );
};

interface FieldsProps {
  readonly type: RecordTypeDefinition;
  readonly values: SyncFields;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

const inputType = { text: 'text', email: 'email', number: 'number', date: 'date' } as const;

const Fields = ({ type, values, draft, onDraft }: FieldsProps) => {
  const words = useTopic('offlineRecords');
  const fieldName = useFieldName();
  const all = { ...values, ...draft };
  const set = (field: string, value: SyncValue) => onDraft({ ...draft, [field]: value });
  const input = (field: string, kind: FieldDefinition['kind']) =>
    kind === 'boolean' || kind === 'reference' ? (
      <Checkbox
        checked={all[field] === true}
        key={field}
        label={fieldName(type, field)}
        onChange={(_event, { checked }) => set(field, checked === true)}
      />
    ) : (
      <Field key={field} label={fieldName(type, field)}>
        <Input
          onChange={(_event, { value }) => set(field, typed(kind, value))}
          type={inputType[kind]}
          value={String(valueOf(all, field) ?? '')}
        />
      </Field>
    );
  const addresses = Array.isArray(values['addresses']) ? values['addresses'].join('\n') : '';
  return (
    <>
      {!isPerson(type) && input('name', 'text')}
      {type.emailEnabled && (
        <Field hint={words.addressesHint} label={fieldName(type, 'addresses')}>
          <Textarea
            defaultValue={addresses}
            onChange={(_event, { value }) => set('addresses', typed('addresses', value))}
          />
        </Field>
      )}
      {type.fields.filter(isKnownOffline).map((field) => input(fieldKey(field.name), field.kind))}
    </>
  );
};
