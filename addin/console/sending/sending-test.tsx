import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { SendingTest as SendingTestResult } from '#shared/contracts/sending.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { type SendingOwner, useRemoveSendingProfile, useTestSendingProfile } from '../../queries/sending.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { ServerSteps } from '../servers/server-steps.tsx';
import type { SendingView } from './form-values.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
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
      <div aria-live="polite">{profile.test !== null && <ServerSteps test={profile.test} />}</div>
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
      <div aria-live="polite">{found !== undefined && <ServerSteps test={found} />}</div>
    </>
  );
};
