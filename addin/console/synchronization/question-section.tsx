import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { type SyncQuestion, useSyncStep } from '../../queries/synchronization.ts';
import { useSyncWords } from '../console-strings.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  item: { overflowWrap: 'anywhere' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  says: { margin: 0, maxWidth: '70ch' },
});

interface QuestionProps {
  readonly question: SyncQuestion;
}

const useAsked = ({ kind, reason, side, removals, links }: SyncQuestion): string => {
  const { questions: words, kinds } = useSyncWords();
  if (reason === 'manyRemovals') return words.manyRemovals(kinds[kind], String(removals), String(links));
  return words.sideEmpty[side ?? 'mailbox'](kinds[kind], String(links));
};

/** What would be removed, by name. */
const Removed = ({ question: { items, removals } }: QuestionProps) => {
  const styles = useStyles();
  const words = useSyncWords().questions;
  if (items.length === 0) return null;
  const all = removals ?? items.length;
  return (
    <Disclosure title={words.list(String(all))}>
      {() => (
        <ul className={styles.list}>
          {items.map(({ recordId, name, side }) => (
            <li className={styles.item} key={recordId}>
              {name === '' ? words.unnamed : name} {words.from[side]}
            </li>
          ))}
          {all > items.length && <li>{words.more(String(all - items.length))}</li>}
        </ul>
      )}
    </Disclosure>
  );
};

const Question = ({ question }: QuestionProps) => {
  const styles = useStyles();
  const words = useSyncWords().questions;
  const notify = useNotify();
  const step = useSyncStep();
  const { kind, reason, side, items } = question;
  const restores = reason === 'sideEmpty' && side === 'mailbox';
  const removes = items.length > 0;
  const settle = (agrees: boolean) =>
    step.mutate(
      { kind: 'settle', items: kind, agrees },
      { onSuccess: () => notify({ intent: 'success', text: words.settled }) },
    );
  return (
    <>
      <Message intent="warning">{useAsked(question)}</Message>
      <Removed question={question} />
      <p className={styles.says}>{restores ? words.restoredSays : words.refusedSays}</p>
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={step.isPending} onClick={() => settle(false)}>
          {restores ? words.refuse.restore : words.refuse.keep}
        </Button>
        <ConfirmDialog
          action={removes ? words.agree.remove : words.agree.unlink}
          keep={words.refuse.keep}
          onConfirm={() => settle(true)}
          says={removes ? words.agreeSays(String(question.removals ?? items.length)) : words.agreeUnlinkSays}
          title={removes ? words.agreeTitle : words.agreeUnlinkTitle}
        />
      </div>
      {step.isError && <ErrorNotice error={step.error} />}
    </>
  );
};

/** Y8: what a cycle would not do unasked, with what it would remove; a person agrees or refuses. */
export const QuestionSection = ({ questions }: { readonly questions: readonly SyncQuestion[] }) => {
  const words = useSyncWords().questions;
  if (questions.length === 0) return null;
  return (
    <Section title={words.title}>
      {questions.map((question) => (
        <Question key={question.kind} question={question} />
      ))}
    </Section>
  );
};
