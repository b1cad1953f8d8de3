import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { type SyncConflict, useAnswerConflict, useSyncConflicts } from '../../queries/synchronization.ts';
import { useSyncWords } from '../console-strings.ts';
import { useSaidValue } from './said-value.ts';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch' },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  name: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalXS,
  },
  side: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  chosen: { border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}` },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', flexGrow: 1 },
});

const Conflict = ({ conflict }: { readonly conflict: SyncConflict }) => {
  const styles = useStyles();
  const { conflicts: words, fields, history } = useSyncWords();
  const said = useSaidValue();
  const answer = useAnswerConflict();
  const name = conflict.recordName ?? history.gone;
  const field = fields[conflict.field] ?? conflict.field;
  return (
    <li>
      <p className={styles.name}>
        {name}: {field}
      </p>
      <div className={styles.sides}>
        {(['crm', 'mailbox'] as const).map((side) => (
          <div className={conflict.answer === side ? `${styles.side} ${styles.chosen}` : styles.side} key={side}>
            <p className={styles.quiet}>{words[side]}</p>
            <p className={styles.value}>{said(conflict[side])}</p>
            <Button
              aria-label={words.takeOf(words[side], field, name)}
              disabledFocusable={answer.isPending || conflict.answer === side}
              onClick={() => answer.mutate({ ...conflict, side })}
              size="small"
            >
              {words.take}
            </Button>
          </div>
        ))}
      </div>
      {conflict.answer !== null && <p className={styles.quiet}>{words.answered}</p>}
      {answer.isError && <ErrorNotice error={answer.error} />}
    </li>
  );
};

/** Y5: fields that both sides changed, with both values; a person says which stands. */
export const ConflictSection = ({ cycleAt }: { readonly cycleAt: string | null }) => {
  const styles = useStyles();
  const words = useSyncWords().conflicts;
  const conflicts = useSyncConflicts(cycleAt);
  if (conflicts.isError) return <ErrorNotice error={conflicts.error} onRetry={() => void conflicts.refetch()} />;
  if (conflicts.data === undefined || conflicts.data.length === 0) return null;
  return (
    <Section title={words.title}>
      <p className={styles.lead}>{words.lead}</p>
      <ul aria-label={words.title} className={styles.list}>
        {conflicts.data.map((conflict) => (
          <Conflict conflict={conflict} key={`${conflict.linkId} ${conflict.field}`} />
        ))}
      </ul>
    </Section>
  );
};
