import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useEffect, useState } from 'react';
import type { Call } from '../../api/transport.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useConsoleStrings } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  text: { color: tokens.colorNeutralForeground2 },
});

/** The token stands behind `#`, so that it reaches no server log. */
const tokenOf = (): string => location.hash.slice(1);

const empty = { organization: '', email: '', name: '', password: '' };

/** A one-time link: the first administrator names the organization, invited people set a password. */
export const InvitationPage = ({ call }: { readonly call: Call }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const [first, setFirst] = useState(false);
  const [given, setGiven] = useState(empty);
  const [state, setState] = useState<'asking' | 'sending' | 'done'>('asking');
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    call('getFirstRun', {}).then(
      ({ administratorExists }) => setFirst(!administratorExists),
      (error: unknown) => setProblem(error),
    );
  }, [call]);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setState('sending');
    setProblem(null);
    const { organization, email, name, password } = given;
    try {
      const own = first ? { organization, email, name } : {};
      await call('acceptInvitation', { body: { token: tokenOf(), password, ...own } });
      setState('done');
    } catch (error) {
      setProblem(error);
      setState('asking');
    }
  };
  const field = (name: keyof typeof empty, type: 'text' | 'email' | 'password' = 'text') => (
    <Field label={words.invitation[name]} required>
      <Input
        autoComplete={type === 'password' ? 'new-password' : name === 'email' ? 'email' : 'off'}
        onChange={(_event, { value }) => setGiven({ ...given, [name]: value })}
        type={type}
        value={given[name]}
      />
    </Field>
  );
  if (state === 'done')
    return (
      <>
        <RoomTitle>{words.invitation.title}</RoomTitle>
        <p className={styles.text}>{words.invitation.done}</p>
        <GoLink to={{ room: 'records', type: 'contact' }}>{words.invitation.toSignIn}</GoLink>
      </>
    );
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <RoomTitle>{words.invitation.title}</RoomTitle>
      <p className={styles.text}>{first ? words.invitation.first : words.invitation.invited}</p>
      {first && (
        <>
          {field('organization')}
          {field('name')}
          {field('email', 'email')}
        </>
      )}
      {field('password', 'password')}
      {problem !== null && <ErrorNotice error={problem} />}
      <Button appearance="primary" disabledFocusable={state === 'sending'} type="submit">
        {words.invitation.go}
      </Button>
    </form>
  );
};
