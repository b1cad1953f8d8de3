import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, lazy, useState } from 'react';
import { SignInCanceled, type Credentials } from '../../api/auth-provider.ts';
import type { Call } from '../../api/transport.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { sayError } from '../../components/error-text.ts';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { Message } from '../../components/message.tsx';
import { useStrings } from '../../strings/strings.ts';

const SignInForm = lazy(() => import('./sign-in-form.tsx').then((module) => ({ default: module.SignInForm })));

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  more: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'center' },
  wide: { width: '100%' },
});

interface SignInViewProps {
  readonly call: Call;
  readonly way: 'dialog' | 'form';
  readonly because: 'never' | 'expired' | 'asked';
  readonly onSignIn: (credentials: Credentials | null) => Promise<void>;
}

/** The first thing a new person sees: one button that opens the window, or the form where there are no windows. */
export const SignInView = ({ call, way, because, onSignIn }: SignInViewProps) => {
  const styles = useStyles();
  const strings = useStrings();
  const { signIn } = strings;
  const [form, setForm] = useState(way === 'form');
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const openWindow = async () => {
    setWaiting(true);
    setProblem(null);
    try {
      await onSignIn(null);
    } catch (error) {
      setWaiting(false);
      if (error instanceof SignInCanceled && error.because === 'blocked') setForm(true);
      setProblem(error instanceof SignInCanceled ? signIn[error.because] : sayError(error, strings));
    }
  };

  return (
    <div className={styles.view}>
      <EmptyState
        heading="h1"
        action={
          form ? undefined : (
            <div className={styles.more}>
              <Button
                appearance="primary"
                className={styles.wide}
                disabledFocusable={waiting}
                onClick={() => void openWindow()}
                size="large"
              >
                {waiting ? signIn.signingIn : signIn.signIn}
              </Button>
              <Button appearance="transparent" onClick={() => setForm(true)}>
                {signIn.here}
              </Button>
            </div>
          )
        }
        icon="person"
        title={signIn.title}
      >
        {because === 'expired' ? signIn.expired : signIn.lead}
      </EmptyState>
      {problem !== null && (
        <div role="alert">
          <Message intent="warning">{problem}</Message>
        </div>
      )}
      {form && (
        <Suspense fallback={<TextSkeleton lines={4} />}>
          <SignInForm call={call} onSubmit={onSignIn} />
        </Suspense>
      )}
    </div>
  );
};
