import { Combobox, Field, Option, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useTimeline } from '../../queries/console.ts';
import { useRecordSearch } from '../../queries/records.ts';
import { useWorkflowPreview, type Workflow, type WorkflowSubject } from '../../queries/workflows.ts';
import { useStrings } from '../../strings/strings.ts';
import { useWorkflowWords } from '../console-strings.ts';
import { MailFrame } from '../mail-frame.tsx';
import { useSettledText } from '../use-settled-text.ts';

const useStyles = makeStyles({
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  subject: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
});

/** What it would do about a record or a mail that one knows. */
export const WorkflowPreview = ({ workflow }: { readonly workflow: Workflow }) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const [about, setAbout] = useState<WorkflowSubject | null>(null);
  const { trigger } = workflow;
  return (
    <Section title={words.preview}>
      {'type' in trigger ? (
        <RecordChoice onChoose={setAbout} type={trigger.type} />
      ) : (
        <MailChoice direction={trigger.event === 'mailReceived' ? 'incoming' : 'outgoing'} onChoose={setAbout} />
      )}
      {about === null ? (
        <p className={styles.quiet}>{words.previewNothing}</p>
      ) : (
        <Answer about={about} workflowId={workflow.id} />
      )}
    </Section>
  );
};

interface ChoiceProps {
  readonly onChoose: (about: WorkflowSubject) => void;
}

const RecordChoice = ({ type, onChoose }: ChoiceProps & { readonly type: string }) => {
  const words = useWorkflowWords();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('');
  const search = useRecordSearch(useSettledText(text));
  const hits = text.trim() === '' ? [] : (search.data ?? []).filter((hit) => hit.type === type);
  return (
    <Field hint={chosen} label={words.previewRecord}>
      <Combobox
        freeform
        open={hits.length > 0}
        onChange={(event) => setText(event.target.value)}
        onOptionSelect={(_event, { optionValue, optionText }) => {
          if (optionValue === undefined) return;
          setText('');
          setChosen(optionText ?? '');
          onChoose({ record: { type, id: optionValue } });
        }}
        selectedOptions={[]}
        value={text}
      >
        {hits.map(({ id, name, detail }) => (
          <Option key={id} text={name} value={id}>
            {name} {detail}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
};

const MailChoice = ({ direction, onChoose }: ChoiceProps & { readonly direction: 'incoming' | 'outgoing' }) => {
  const words = useWorkflowWords();
  const { pane } = useStrings();
  const list = useTimeline({});
  const mails = (list.data?.pages ?? []).flatMap(({ items }) => items).filter((mail) => mail.direction === direction);
  return (
    <Field label={words.previewMail}>
      <Select
        defaultValue=""
        onChange={(_event, { value }) => {
          if (value !== '') onChoose({ activityId: value });
        }}
      >
        <option value="">{words.chooseMail}</option>
        {mails.map(({ id, subject }) => (
          <option key={id} value={id}>
            {subject === '' ? pane.noSubject : subject}
          </option>
        ))}
      </Select>
    </Field>
  );
};

const Answer = ({ workflowId, about }: { readonly workflowId: string; readonly about: WorkflowSubject }) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const preview = useWorkflowPreview(workflowId, about);
  if (preview.isError) return <ErrorNotice error={preview.error} />;
  if (!preview.data) return <TextSkeleton lines={3} />;
  const { matches, wouldSend, because, detail, to, subject, html } = preview.data;
  const why = [matches ? null : words.notMet, because === null ? null : words.because[because], detail];
  return (
    <div role="status">
      <p>
        {wouldSend && to !== null
          ? words.wouldSendTo(`${to.record.name}, ${to.address}`)
          : `${words.wouldNot}: ${why.filter(Boolean).join(' · ')}.`}
      </p>
      {!wouldSend && html !== null && <p className={styles.quiet}>{words.asItWouldBe}</p>}
      {subject !== null && <p className={styles.subject}>{subject}</p>}
      {html !== null && <MailFrame html={html} title={words.preview} />}
    </div>
  );
};
