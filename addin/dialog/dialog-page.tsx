import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Credentials } from '../api/auth-provider.ts';
import type { Call } from '../api/transport.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { SignInForm } from '../features/sign-in/sign-in-form.tsx';
import { type Words, WordsProvider } from '../strings/strings.ts';
import { useHostTheme } from '../theme.ts';
import type { SignInRequest } from './read-request.ts';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    maxWidth: '400px',
    minHeight: '100vh',
    boxSizing: 'border-box',
    margin: '0 auto',
    padding: tokens.spacingHorizontalXL,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
});

interface DialogPageProps {
  readonly words: Words;
  readonly call: Call;
  readonly request: SignInRequest | null;
  /** Hands the single-use code to the pane that opened this window. */
  readonly tellPane: (message: { readonly code: string; readonly state: string }) => void;
}

/** The sign-in window: the password stays here, the pane gets a code that only it can use. */
export const DialogPage = ({ words, call, request, tellPane }: DialogPageProps) => {
  const styles = useStyles();
  const theme = useHostTheme(null);
  const [done, setDone] = useState(false);
  const { signIn } = words.strings;
  const submit = async (credentials: Credentials, { challenge, state }: SignInRequest) => {
    const { email, password } = credentials;
    const { code } = await call('authorize', { body: { email, password, challenge } });
    tellPane({ code, state });
    setDone(true);
  };
  return (
    <FluentProvider lang={words.language} theme={theme}>
      <WordsProvider value={words}>
        <main className={styles.page}>
          {done || !request ? (
            <EmptyState heading="h1" icon={done ? 'checkCircle' : 'question'} title={signIn.title}>
              {done ? signIn.done : signIn.notFromPane}
            </EmptyState>
          ) : (
            <>
              <h1 className={styles.title}>{signIn.title}</h1>
              <p className={styles.lead}>{signIn.lead}</p>
              <SignInForm call={call} onSubmit={(credentials) => submit(credentials, request)} />
            </>
          )}
        </main>
      </WordsProvider>
    </FluentProvider>
  );
};
