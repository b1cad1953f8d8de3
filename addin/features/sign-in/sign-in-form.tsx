import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useEffect, useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { Credentials } from '../../api/auth-provider.ts';
import type { Call } from '../../api/transport.ts';
import { sayError } from '../../components/error-text.ts';
import { PersonMark } from '../../components/person-mark.tsx';
import { Message } from '../../components/message.tsx';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  demo: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  demoTitle: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  demoText: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  account: { justifyContent: 'flex-start', gap: tokens.spacingHorizontalS, textAlign: 'start', fontWeight: 'inherit' },
  says: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

type DemoAccount = CallOutput<'getFirstRun'>['demonstration'][number];

interface SignInFormProps {
  readonly call: Call;
  /** Rejects with what the server said; the form shows it. */
  readonly onSubmit: (credentials: Credentials) => Promise<void>;
}

/** E-mail and password of a local account; a demonstration offers its people to choose from. */
export const SignInForm = ({ call, onSubmit }: SignInFormProps) => {
  const styles = useStyles();
  const strings = useStrings();
  const { signIn } = strings;
  const [credentials, setCredentials] = useState<Credentials>({ email: '', password: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const demonstration = useDemonstration(call);

  const submit = async (given: Credentials) => {
    if (given.email.trim() === '' || given.password === '') {
      setProblem(signIn.wanted);
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await onSubmit({ ...given, email: given.email.trim() });
    } catch (error) {
      setProblem(sayError(error, strings));
    } finally {
      setBusy(false);
    }
  };
  const onForm = (event: SyntheticEvent) => {
    event.preventDefault();
    void submit(credentials);
  };

  return (
    <>
      <form className={styles.form} noValidate onSubmit={onForm}>
        {problem !== null && (
          <div role="alert">
            <Message intent="error">{problem}</Message>
          </div>
        )}
        <Field label={signIn.email}>
          <Input
            autoComplete="username"
            onChange={(_event, { value }) => setCredentials({ ...credentials, email: value })}
            type="email"
            value={credentials.email}
          />
        </Field>
        <Field label={signIn.password}>
          <Input
            autoComplete="current-password"
            onChange={(_event, { value }) => setCredentials({ ...credentials, password: value })}
            type="password"
            value={credentials.password}
          />
        </Field>
        <Button appearance="primary" disabledFocusable={busy} size="large" type="submit">
          {signIn.signIn}
        </Button>
      </form>
      {demonstration.length > 0 && (
        <section aria-label={signIn.demonstration} className={styles.demo}>
          <h2 className={styles.demoTitle}>{signIn.demonstration}</h2>
          <p className={styles.demoText}>{signIn.demonstrationSays}</p>
          {demonstration.map((account) => (
            <Button
              className={styles.account}
              disabledFocusable={busy}
              icon={<PersonMark name={account.name} />}
              key={account.email}
              onClick={() => void submit(account)}
            >
              <span>
                {account.name}
                <span className={styles.says}>{account.says}</span>
              </span>
            </Button>
          ))}
        </section>
      )}
    </>
  );
};

const useDemonstration = (call: Call): readonly DemoAccount[] => {
  const [accounts, setAccounts] = useState<readonly DemoAccount[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    call('getFirstRun', { signal: leaving.signal }).then(
      ({ demonstration }) => setAccounts(demonstration),
      // Without this answer the form serves as it is; a real failure shows when signing in.
      () => undefined,
    );
    return () => leaving.abort();
  }, [call]);
  return accounts;
};
