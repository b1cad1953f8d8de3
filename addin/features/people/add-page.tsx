import { Button, Field, Input, Radio, RadioGroup, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { sayError, sayIssues } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import type { Party } from '../../components/party-list.tsx';
import { useCreateRecord, useDeleteRecord } from '../../queries/records.ts';
import { type Strings, useStrings } from '../../strings/strings.ts';
import { type Draft, type NewRecordType, fieldsOfType, nameOf, newRecordOf } from './new-record.ts';
import { readPerson } from './signature.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

interface AddPageProps {
  readonly party: Party;
  /** Text of the open mail when the party wrote it; empty otherwise. */
  readonly text: string;
  readonly onBack: () => void;
}

/** P4: adds a contact, lead or account, filled in from the header and the signature. */
export const AddPage = ({ party, text, onBack }: AddPageProps) => {
  const styles = useStyles();
  const strings = useStrings();
  const { people } = strings;
  const notify = useNotify();
  const create = useCreateRecord();
  const remove = useDeleteRecord();
  const [type, setType] = useState<NewRecordType>('contact');
  const [draft, setDraft] = useState<Draft>(() => ({
    ...readPerson(party.name, party.address, text),
    email: party.address,
  }));
  const [problem, setProblem] = useState<string | null>(null);

  const add = async () => {
    if (nameOf(type, draft) === '') {
      setProblem(people.nameWanted);
      return;
    }
    try {
      const record = await create.mutateAsync(newRecordOf(type, draft));
      notify({ intent: 'success', text: people.added(record.name), undo: () => remove.mutateAsync(record) });
      onBack();
    } catch (error) {
      setProblem([sayError(error, strings), ...sayIssues(error)].join(' '));
    }
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    void add();
  };

  return (
    <Page onBack={onBack} title={people.addTitle}>
      <p className={styles.text}>{people.fromSignature}</p>
      <form className={styles.form} noValidate onSubmit={onSubmit}>
        <Field label={people.addAs}>
          <RadioGroup
            layout="horizontal"
            onChange={(_event, { value }) => setType(value as NewRecordType)}
            value={type}
          >
            <Radio label={people.contact} value="contact" />
            <Radio label={people.lead} value="lead" />
            <Radio label={people.account} value="account" />
          </RadioGroup>
        </Field>
        {fieldsOfType[type].map((field) => (
          <Field key={field} label={labelOf(field, type, people)}>
            <Input
              onChange={(_event, { value }) => setDraft({ ...draft, [field]: value })}
              type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
              value={draft[field]}
            />
          </Field>
        ))}
        {problem !== null && (
          <p className={styles.text} role="alert">
            {problem}
          </p>
        )}
        <Button appearance="primary" disabledFocusable={create.isPending} size="large" type="submit">
          {people.addIt}
        </Button>
      </form>
    </Page>
  );
};

const labelOf = (field: keyof Draft, type: NewRecordType, people: Strings['people']): string =>
  field === 'company' && type === 'account' ? people.accountName : people[field];
