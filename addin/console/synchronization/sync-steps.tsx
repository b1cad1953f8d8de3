import { makeStyles, tokens } from '@fluentui/react-components';
import { Icon } from '../../components/icons.tsx';
import type { SyncSteps as Steps } from '../../queries/synchronization.ts';
import { useStrings } from '../../strings/strings.ts';
import { useSyncWords } from '../console-strings.ts';

const useStyles = makeStyles({
  steps: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  step: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', gap: tokens.spacingHorizontalS },
  passed: { color: tokens.colorPaletteGreenForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  words: { margin: 0, overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
});

/** Y10: what a test found, step by step, with what to do about it. */
export const SyncSteps = ({ steps }: { readonly steps: Steps }) => {
  const styles = useStyles();
  const words = useSyncWords().steps;
  const { serverSays } = useStrings();
  return (
    <ol aria-label={words.title} className={styles.steps}>
      {steps.map(({ step, passed, answer, remedy }) => (
        <li className={styles.step} key={step}>
          <span className={passed ? styles.passed : styles.failed}>
            <Icon name={passed ? 'check' : 'hold'} />
          </span>
          <div>
            <strong>{passed ? words.names[step] : words.failed(words.names[step])}</strong>
            <p className={styles.words}>{serverSays(answer)}</p>
            {remedy !== null && <p className={styles.words}>{serverSays(remedy)}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
};
