import { Badge, Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { type ShownConnection, useConnections, useResumeConnections } from '../../queries/connections.ts';
import { useMoment } from '../../strings/strings.ts';
import { MethodSection } from '../connections/method-section.tsx';
import { useConnectionWords, useConsoleStrings } from '../console-strings.ts';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  line: {
    display: 'flex',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXS,
    paddingBlock: tokens.spacingVerticalXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
  text: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  plain: { margin: 0 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  held: { paddingInlineStart: '40px' },
});

/** Y10: what stopped and what fails, of everybody, and the way on for all of it at once; for administrators. */
export const ConnectionsPage = () => {
  const styles = useStyles();
  const words = useConnectionWords();
  const { rooms } = useConsoleStrings();
  const list = useConnections();
  return (
    <>
      <RoomTitle>{rooms.connections}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      {list.isPending && <RowsSkeleton rows={4} />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <>
          <p className={styles.lead}>
            {words.counts(list.data.counts.working, list.data.counts.failing, list.data.counts.stopped)}
          </p>
          {list.data.items.length === 0 ? (
            <p className={styles.lead}>{words.none}</p>
          ) : (
            <Troubled items={list.data.items} />
          )}
        </>
      )}
      <MethodSection />
    </>
  );
};

const Troubled = ({ items }: { readonly items: readonly ShownConnection[] }) => {
  const styles = useStyles();
  const words = useConnectionWords();
  const notify = useNotify();
  const resume = useResumeConnections();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const stopped = items.filter(({ state }) => state === 'stopped');
  const named = stopped.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const run = (ids: readonly string[] | null) =>
    resume.mutate(ids, {
      onSuccess: ({ resumed }) => {
        setChosen(new Set());
        notify({ intent: 'success', text: words.resumed(resumed) });
      },
    });
  return (
    <Section title={words.list}>
      {stopped.length > 0 && (
        <div className={styles.row}>
          <Button appearance="primary" disabledFocusable={resume.isPending} onClick={() => run(null)}>
            {words.resumeAll}
          </Button>
          <Button disabledFocusable={resume.isPending || named.length === 0} onClick={() => run(named)}>
            {words.resume(named.length)}
          </Button>
        </div>
      )}
      {resume.isError && <ErrorNotice error={resume.error} />}
      <ul className={styles.list}>
        {items.map((item) => (
          <Line
            isChosen={chosen.has(item.id)}
            item={item}
            key={item.id}
            onChoose={(isChosen) =>
              setChosen(new Set(isChosen ? [...chosen, item.id] : [...chosen].filter((one) => one !== item.id)))
            }
          />
        ))}
      </ul>
    </Section>
  );
};

interface LineProps {
  readonly item: ShownConnection;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

const Line = ({ item, isChosen, onChoose }: LineProps) => {
  const styles = useStyles();
  const words = useConnectionWords();
  const { serverSays } = useConsoleStrings();
  const moment = useMoment();
  const { owner, ownerName, kind, server, runsIn, state, since, problem } = item;
  const who = owner.kind === 'sink' ? words.forward : ownerName;
  const isStopped = state === 'stopped';
  const says = [words.kinds[kind], server, runsIn === 'outlook' ? words.outlook : null, words.since(moment(since))];
  return (
    <li className={isStopped ? styles.line : `${styles.line} ${styles.held}`}>
      {isStopped && (
        <Checkbox
          aria-label={words.choose(who, words.kinds[kind])}
          checked={isChosen}
          onChange={(_event, { checked }) => onChoose(checked === true)}
        />
      )}
      <div className={styles.text}>
        <span className={styles.row}>
          <strong>{who}</strong>
          <Badge appearance="tint" color={isStopped ? 'danger' : 'warning'}>
            {words.states[isStopped ? 'stopped' : 'failing']}
          </Badge>
        </span>
        <p className={styles.quiet}>{says.filter(Boolean).join(' · ')}</p>
        {problem !== null && <p className={styles.plain}>{serverSays(problem)}</p>}
      </div>
    </li>
  );
};
