import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { Message } from '../../components/message.tsx';
import type { Rule } from '../../queries/settings.ts';
import { useStrings } from '../../strings/strings.ts';
import { useTrackingWords } from '../console-strings.ts';
import { FolderInput } from './folder-input.tsx';
import { RegardingField } from '../write/regarding-field.tsx';
import { entriesOf } from './list-field.tsx';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  wide: { gridColumn: '1 / -1', display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const comma = /[,;\n]/;

/** What is written in the form; empty conditions are left out of the rule. */
interface RuleDraft {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly folder: string;
  readonly category: string;
}

const emptyDraft: RuleDraft = { name: '', from: '', to: '', words: '', folder: '', category: '' };

const listed = (entries: readonly string[] = []): string => entries.join(', ');

const draftOf = ({ name, from, to, subjectWords, folder = '', category = '' }: Rule): RuleDraft => ({
  name,
  from: listed(from),
  to: listed(to),
  words: listed(subjectWords),
  folder,
  category,
});

type Conditions = Pick<Rule, 'from' | 'to' | 'subjectWords' | 'folder' | 'category'>;

const listCondition = (name: 'from' | 'to' | 'subjectWords', text: string): Conditions => {
  const entries = entriesOf(text, comma);
  return entries.length === 0 ? {} : { [name]: entries };
};

const textCondition = (name: 'folder' | 'category', text: string): Conditions =>
  text.trim() === '' ? {} : { [name]: text.trim() };

/** Null without a name or without any condition. */
const ruleOf = (draft: RuleDraft, regarding: readonly NamedRecordRef[], enabled: boolean): Rule | null => {
  const conditions: Conditions = {
    ...listCondition('from', draft.from),
    ...listCondition('to', draft.to),
    ...listCondition('subjectWords', draft.words),
    ...textCondition('folder', draft.folder),
    ...textCondition('category', draft.category),
  };
  const name = draft.name.trim();
  if (name === '' || Object.keys(conditions).length === 0) return null;
  const refs = regarding.map(({ type, id }) => ({ type, id }));
  return { name, enabled, ...conditions, ...(refs.length === 0 ? {} : { regarding: refs }) };
};

interface RuleFormProps {
  /** Null: a new one. */
  readonly rule: Rule | null;
  /** What the rule regards, with names. */
  readonly regarding: readonly NamedRecordRef[];
  readonly onKeep: (rule: Rule) => void;
  readonly onCancel: () => void;
}

/** The conditions of one rule, and what its mail regards. */
export const RuleForm = ({ rule, regarding: before, onKeep, onCancel }: RuleFormProps) => {
  const styles = useStyles();
  const words = useTrackingWords().rules;
  const { pane } = useStrings();
  const [draft, setDraft] = useState(rule === null ? emptyDraft : draftOf(rule));
  const [regarding, setRegarding] = useState(before);
  const [isMissing, setMissing] = useState(false);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const kept = ruleOf(draft, regarding, rule?.enabled ?? true);
    setMissing(kept === null);
    if (kept !== null) onKeep(kept);
  };
  const field = (name: keyof RuleDraft, label: string, hint?: string) => (
    <Field label={label} required={name === 'name'} {...(hint === undefined ? {} : { hint })}>
      <Input
        maxLength={name === 'name' ? 100 : 5_000}
        onChange={(_event, { value }) => setDraft({ ...draft, [name]: value })}
        value={draft[name]}
      />
    </Field>
  );
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      {field('name', words.name)}
      {field('from', words.from, words.people)}
      {field('to', words.to, words.people)}
      {field('words', words.words, words.wordsHint)}
      <Field label={words.folder}>
        <FolderInput onChange={(folder) => setDraft({ ...draft, folder })} value={draft.folder} />
      </Field>
      {field('category', words.category)}
      <RegardingField onChange={setRegarding} regarding={regarding} />
      {isMissing && (
        <div className={styles.wide} role="alert">
          <Message intent="warning">{words.missing}</Message>
        </div>
      )}
      <div className={styles.wide}>
        <Button appearance="primary" type="submit">
          {words.keep}
        </Button>
        <Button onClick={onCancel}>{pane.cancel}</Button>
      </div>
    </form>
  );
};
