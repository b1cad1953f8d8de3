import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { SendingTest as SendingTestResult } from '#shared/contracts/sending.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Message } from '../../components/message.tsx';
import { type SendingOwner, useRemoveSendingProfile, useTestSendingProfile } from '../../queries/sending.ts';
import { useConsoleStrings } from '../console-strings.ts';
import type { SendingView } from './form-values.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
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

/** Test, what it found step by step, and the way to take the server away again. */
export const SendingTest = ({ owner, profile }: { readonly owner: SendingOwner; readonly profile: SendingView }) => {
  const styles = useStyles();
  const { sending, serverSays } = useConsoleStrings();
  const test = useTestSendingProfile(owner);
  const remove = useRemoveSendingProfile(owner);
  return (
    <>
      {profile.missing !== null && <Message intent="warning">{serverSays(profile.missing)}</Message>}
      <div className={styles.buttons}>
        <Button disabledFocusable={test.isPending} onClick={() => test.mutate({})}>
          {test.isPending ? sending.testing : sending.test}
        </Button>
        <Button appearance="subtle" disabledFocusable={remove.isPending} onClick={() => remove.mutate()}>
          {sending.remove}
        </Button>
      </div>
      {(test.isError || remove.isError) && <ErrorNotice error={test.error ?? remove.error} />}
      <div aria-live="polite">{profile.test !== null && <TestSteps test={profile.test} />}</div>
    </>
  );
};

/** The server of the installation, through which this organization sends: a test that passes ends its pause. */
export const InstallationTest = ({ test: found }: { readonly test: SendingTestResult | undefined }) => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  const test = useTestSendingProfile('organization');
  return (
    <>
      <div className={styles.buttons}>
        <Button disabledFocusable={test.isPending} onClick={() => test.mutate({})}>
          {test.isPending ? sending.testing : sending.test}
        </Button>
      </div>
      {test.isError && <ErrorNotice error={test.error} />}
      <div aria-live="polite">{found !== undefined && <TestSteps test={found} />}</div>
    </>
  );
};

/** What a test found, step by step, with what to do about it. */
export const TestSteps = ({ test }: { readonly test: Pick<NonNullable<SendingView['test']>, 'passed' | 'steps'> }) => {
  const styles = useStyles();
  const { sending, serverSays } = useConsoleStrings();
  return (
    <ol aria-label={test.passed ? sending.allPassed : sending.notPassed} className={styles.steps}>
      {test.steps.map(({ step, passed, answer, remedy }) => (
        <li className={styles.step} key={step}>
          <span className={passed ? styles.passed : styles.failed}>
            <Icon name={passed ? 'check' : 'question'} />
          </span>
          <div>
            <strong>{passed ? sending.steps[step] : sending.stepFailed(sending.steps[step])}</strong>
            <p className={styles.words}>{serverSays(answer)}</p>
            {remedy !== null && <p className={styles.words}>{serverSays(remedy)}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
};
