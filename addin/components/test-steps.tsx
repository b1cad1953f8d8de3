import { makeStyles, tokens } from '@fluentui/react-components';
import { useStrings } from '../strings/strings.ts';
import { Icon } from './icons.tsx';

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

export interface TestStep<Name extends string> {
  readonly step: Name;
  readonly passed: boolean;
  /** What the server answered. */
  readonly answer: string;
  /** What usually helps; null: nothing is to be done. */
  readonly remedy: string | null;
}

interface TestStepsProps<Name extends string> {
  readonly label: string;
  readonly steps: readonly TestStep<Name>[];
  readonly names: Readonly<Record<Name, string>>;
  /** Says in words that a step failed. */
  readonly failed: (name: string) => string;
}

/** What a test of a connection found, step by step, with what to do about it. */
export const TestSteps = <Name extends string>({ label, steps, names, failed }: TestStepsProps<Name>) => {
  const styles = useStyles();
  const { serverSays } = useStrings();
  return (
    <ol aria-label={label} className={styles.steps}>
      {steps.map(({ step, passed, answer, remedy }) => (
        <li className={styles.step} key={step}>
          <span className={passed ? styles.passed : styles.failed}>
            <Icon name={passed ? 'check' : 'hold'} />
          </span>
          <div>
            <strong>{passed ? names[step] : failed(names[step])}</strong>
            <p className={styles.words}>{serverSays(answer)}</p>
            {remedy !== null && <p className={styles.words}>{serverSays(remedy)}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
};
