import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { sayError } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { mostSubject, useMakeTask, useRemoveTask } from '../../queries/mail-task.ts';
import { useStrings } from '../../strings/strings.ts';
import { useTopic } from '../../strings/topics.ts';
import type { PickRegarding } from './regarding-wish.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  input: { minWidth: 0, width: '100%' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  names: { flexGrow: 1, overflowWrap: 'anywhere' },
  made: { margin: 0, padding: 0, listStyleType: 'none', overflowWrap: 'anywhere' },
});

interface MailTaskProps {
  readonly mail: {
    readonly activityId: string;
    readonly subject: string;
    readonly regarding: readonly NamedRecordRef[];
  };
  readonly pickRegarding: PickRegarding;
  readonly activityAddress: (activityId: string) => string;
}

interface Made {
  readonly id: string;
  readonly subject: string;
}

const namesOf = (records: readonly NamedRecordRef[]): string => records.map(({ name }) => name).join(', ');

/** P11: a task from a tracked mail, with its subject and regarding unless the person writes others. */
export const MailTask = ({ mail, pickRegarding, activityAddress }: MailTaskProps) => {
  const styles = useStyles();
  const { tracking } = useStrings();
  const words = useTopic('mailTask');
  const [subject, setSubject] = useState(mail.subject.slice(0, mostSubject));
  const [due, setDue] = useState('');
  const [chosen, setChosen] = useState<readonly NamedRecordRef[] | null>(null);
  const regarding = chosen ?? mail.regarding;
  const { make, made, pending } = useTaskOf(mail.activityId);
  const [missing, setMissing] = useState(false);

  const pick = async () => {
    const picked = await pickRegarding({ chosen: regarding, for: 'choose' });
    if (picked) setChosen(picked.regarding);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const said = subject.trim();
    setMissing(said === '');
    if (said !== '' && !pending) make({ subject: said, due: due === '' ? null : due, regarding });
  };

  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Field label={words.subject} required {...(missing ? { validationMessage: words.subjectMissing } : {})}>
        <Input
          className={styles.input}
          maxLength={mostSubject}
          onChange={(_event, { value }) => setSubject(value)}
          value={subject}
        />
      </Field>
      <Field hint={words.notDue} label={words.due}>
        <Input className={styles.input} onChange={(_event, { value }) => setDue(value)} type="date" value={due} />
      </Field>
      <div className={styles.row}>
        <span className={styles.names}>
          {tracking.regarding}: {regarding.length === 0 ? tracking.noRegarding : namesOf(regarding)}
        </span>
        <Button onClick={() => void pick()} size="small" type="button">
          {words.change}
        </Button>
      </div>
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={pending} size="small" type="submit">
          {words.make}
        </Button>
      </div>
      {made.length > 0 && (
        <ul aria-label={words.madeHere} className={styles.made}>
          {made.map((task) => (
            <li key={task.id}>
              <TextLink href={activityAddress(task.id)} size="small" to="outside">
                {task.subject}
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
};

/** What was made here stands below until it is taken back. */
const useTaskOf = (follows: string) => {
  const strings = useStrings();
  const words = useTopic('mailTask');
  const notify = useNotify();
  const [made, setMade] = useState<readonly Made[]>([]);
  const { mutate, isPending } = useMakeTask();
  const remove = useRemoveTask();
  const make = (task: { subject: string; due: string | null; regarding: readonly NamedRecordRef[] }) =>
    mutate(
      { ...task, follows },
      {
        onSuccess: ({ id, subject }) => {
          setMade((before) => [...before, { id, subject }]);
          const undo = async () => {
            await remove.mutateAsync(id);
            setMade((now) => now.filter((one) => one.id !== id));
          };
          notify({ intent: 'success', text: words.made, undo });
        },
        onError: (error) =>
          notify({ intent: 'error', text: `${sayError(error, strings)} ${strings.errorPhrases.nothingChanged}` }),
      },
    );
  return { make, made, pending: isPending };
};
