import { Button, ProgressBar, makeStyles, tokens } from '@fluentui/react-components';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { useRouterWords } from '../console-strings.ts';
import type { Batch } from './use-batch.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  line: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', gap: tokens.spacingHorizontalS },
  paragraph: { margin: 0, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  succeeded: { color: tokens.colorPaletteGreenForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
});

/** How much is done, what became of each, and the way to stop. */
export const BatchProgress = ({ batch, onStop }: { readonly batch: Batch; readonly onStop: () => void }) => {
  const styles = useStyles();
  const words = useRouterWords().batch;
  if (batch.state === 'idle') return null;
  const { total, results } = batch;
  const failed = results.filter(({ succeeded }) => !succeeded).length;
  const [done, all] = [String(results.length), String(total)];
  const says = {
    running: words.progress(done, all),
    stopped: words.stopped(done, all),
    finished: words.finished(all, String(failed)),
  }[batch.state];
  return (
    <Section title={words.results}>
      <p aria-live="polite" className={styles.paragraph} role="status">
        {says}
      </p>
      {batch.state === 'running' && (
        <>
          <ProgressBar aria-label={says} max={total} value={results.length} />
          <div>
            <Button onClick={onStop} size="small">
              {words.stop}
            </Button>
          </div>
        </>
      )}
      <ul aria-label={words.results} className={styles.list}>
        {results.map(({ id, name, succeeded, says: became }) => (
          <li className={styles.line} key={id}>
            <span className={succeeded ? styles.succeeded : styles.failed}>
              <Icon name={succeeded ? 'check' : 'hold'} />
            </span>
            <div>
              <p className={styles.paragraph}>{name}</p>
              <p className={styles.quiet}>{became}</p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
};
