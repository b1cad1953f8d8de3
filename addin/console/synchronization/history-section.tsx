import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Disclosure } from '../../components/disclosure.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { type SyncHistory, useSyncHistory, useTakeBack } from '../../queries/synchronization.ts';
import { useExactMoment, useStrings } from '../../strings/strings.ts';
import { useSyncWords } from '../console-strings.ts';
import { cyclesOf, type DoneCycle } from './done-cycles.ts';
import { useSaidValue } from './said-value.ts';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  text: { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', minWidth: 0, flexBasis: '220px', flexGrow: 1 },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});

/** What was done, which values gave way, and what failed, of the last 30 days (Y5, Y10). */
export const HistorySections = ({ cycleAt }: { readonly cycleAt: string | null }) => {
  const history = useSyncHistory(cycleAt);
  if (history.isError) return <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />;
  if (history.data === undefined) return <RowsSkeleton rows={4} />;
  const { failures, lost, happenings } = history.data;
  return (
    <>
      <LostSection lost={lost} />
      <FailureSection failures={failures} />
      <DoneSection cycles={cyclesOf(happenings)} />
    </>
  );
};

const LostSection = ({ lost }: Pick<SyncHistory, 'lost'>) => {
  const styles = useStyles();
  const words = useSyncWords().history;
  return (
    <Section title={words.lost}>
      <p className={styles.lead}>{lost.length === 0 ? words.noLost : words.lostLead}</p>
      {lost.length > 0 && (
        <ul aria-label={words.lost} className={styles.list}>
          {lost.map((value) => (
            <li key={`${value.recordId} ${value.field} ${value.side} ${value.at}`}>
              <LostRow value={value} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};

const LostRow = ({ value }: { readonly value: SyncHistory['lost'][number] }) => {
  const styles = useStyles();
  const { history: words, fields } = useSyncWords();
  const moment = useExactMoment();
  const said = useSaidValue();
  const notify = useNotify();
  const takeBack = useTakeBack();
  const name = value.recordName ?? words.gone;
  const field = fields[value.field] ?? value.field;
  return (
    <>
      <div className={styles.row}>
        <div className={styles.text}>
          {name}, {field}: <strong>{said(value.value)}</strong>
          <p className={styles.quiet}>
            {words.lostIn[value.side]} · {moment(value.at)}
          </p>
        </div>
        {value.canBeTakenBack && (
          <Button
            aria-label={words.takeBackOf(field, name)}
            disabledFocusable={takeBack.isPending}
            onClick={() =>
              takeBack.mutate(value, {
                onSuccess: () => notify({ intent: 'success', text: words.takenBack(field, name) }),
              })
            }
            size="small"
          >
            {words.takeBack}
          </Button>
        )}
      </div>
      {takeBack.isError && <ErrorNotice error={takeBack.error} />}
    </>
  );
};

const FailureSection = ({ failures }: Pick<SyncHistory, 'failures'>) => {
  const styles = useStyles();
  const { history: words, kinds } = useSyncWords();
  const { serverSays } = useStrings();
  const moment = useExactMoment();
  return (
    <Section title={words.failures}>
      <p className={styles.lead}>{failures.length === 0 ? words.noFailures : words.failuresLead}</p>
      {failures.length > 0 && (
        <ul aria-label={words.failures} className={styles.list}>
          {failures.map(({ kind, recordId, recordName, words: said, firstAt, tries }, index) => (
            <li key={index}>
              <p className={styles.text}>
                {recordName ?? (recordId === null ? words.newItem : words.gone)}: {serverSays(said)}
              </p>
              <p className={styles.quiet}>
                {[kinds[kind], words.since(moment(firstAt)), words.tries(tries)].join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};

const DoneSection = ({ cycles }: { readonly cycles: readonly DoneCycle[] }) => {
  const styles = useStyles();
  const words = useSyncWords().history;
  return (
    <Section title={words.happenings}>
      {cycles.length === 0 && <p className={styles.lead}>{words.noHappenings}</p>}
      {cycles.length > 0 && (
        <ul aria-label={words.happenings} className={styles.list}>
          {cycles.map((cycle) => (
            <li key={cycle.at}>
              <DoneRow cycle={cycle} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};

/** One cycle in numbers, and its items by name when wanted. */
const DoneRow = ({ cycle: { at, counts, items } }: { readonly cycle: DoneCycle }) => {
  const styles = useStyles();
  const { history: words, kinds } = useSyncWords();
  const moment = useExactMoment();
  const said = counts.map(({ kind, what, count }) => `${kinds[kind]}: ${count} ${words.what[what] ?? what}`);
  return (
    <>
      <p className={styles.quiet}>{moment(at)}</p>
      <Disclosure title={said.join(' · ')}>
        {() => (
          <ul>
            {items.map(({ what, recordId, recordName }, index) => (
              <li key={index}>
                {recordName ?? (recordId === null ? words.newItem : words.gone)}: {words.what[what] ?? what}
              </li>
            ))}
          </ul>
        )}
      </Disclosure>
    </>
  );
};
