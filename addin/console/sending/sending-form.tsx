import { Button, makeStyles } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { type SendingOwner, useSetSendingProfile } from '../../queries/sending.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { useFormStyles } from '../servers/form-styles.ts';
import { ChoiceField } from '../servers/choice-field.tsx';
import { NumberField } from '../servers/number-field.tsx';
import { SecretField, TextField } from '../servers/text-field.tsx';
import { TokenFields } from '../servers/token-fields.tsx';
import { CopyFields } from './copy-fields.tsx';
import { bodyOf, formOf, type SendingForm, type SendingView } from './form-values.ts';

const useStyles = makeStyles({
  wide: { flexBasis: '280px', flexGrow: 1 },
});

interface FieldsProps {
  readonly form: SendingForm;
  readonly profile: SendingView | null;
  readonly change: (change: Partial<SendingForm>) => void;
}

interface SendingFormProps {
  readonly owner: SendingOwner;
  readonly profile: SendingView | null;
}

/** Host, port, protection and who we are there; secrets are entered and never shown. */
export const SendingFormView = ({ owner, profile }: SendingFormProps) => {
  const layout = useFormStyles();
  const { sending } = useConsoleStrings();
  const notify = useNotify();
  const save = useSetSendingProfile(owner);
  const [form, setForm] = useState(() => formOf(profile));
  const change = (changed: Partial<SendingForm>) => setForm({ ...form, ...changed });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate(bodyOf(form), {
      onSuccess: ({ profile: saved }) => {
        setForm(formOf(saved));
        notify({ intent: 'success', text: sending.saved });
      },
    });
  };
  return (
    <form className={layout.form} onSubmit={submit}>
      <ServerFields change={change} form={form} profile={profile} />
      {form.signIn !== 'none' && <SignInFields change={change} form={form} profile={profile} />}
      {form.signIn === 'oauth2' && (
        <>
          <TokenFields change={change} form={form} />
          <ClientSecretField change={change} form={form} profile={profile} />
        </>
      )}
      {form.signIn !== 'none' && <CopyFields change={change} form={form} />}
      <div className={layout.actions}>
        <Button appearance="primary" disabledFocusable={save.isPending || form.host.trim() === ''} type="submit">
          {sending.save}
        </Button>
      </div>
      {save.isError && <ErrorNotice error={save.error} />}
    </form>
  );
};

const ServerFields = ({ form, change }: FieldsProps) => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  return (
    <>
      <TextField className={styles.wide} label={sending.host} onChange={(host) => change({ host })} value={form.host} />
      <NumberField label={sending.port} onChange={(port) => change({ port })} value={form.port} />
      <ChoiceField
        choices={['required', 'implicit', 'whenOffered', 'none']}
        label={sending.tls}
        names={sending.tlsModes}
        onChange={(tls) => change({ tls })}
        value={form.tls}
      />
      <ChoiceField
        choices={['password', 'oauth2', 'none']}
        label={sending.signIn}
        names={sending.ways}
        onChange={(signIn) => change({ signIn })}
        value={form.signIn}
      />
    </>
  );
};

const SignInFields = ({ form, profile, change }: FieldsProps) => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  const label = form.signIn === 'password' ? sending.password : sending.grantSecrets[form.grant];
  return (
    <>
      <TextField className={styles.wide} label={sending.user} onChange={(user) => change({ user })} value={form.user} />
      <SecretField
        className={styles.wide}
        hint={profile?.hasSecret === true ? sending.kept : null}
        label={label}
        onChange={(secret) => change({ secret })}
        value={form.secret}
      />
    </>
  );
};

/** A refresh token of an application that has a secret needs that too. */
const ClientSecretField = ({ form, profile, change }: FieldsProps) => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  if (form.grant !== 'refreshToken') return null;
  return (
    <SecretField
      className={styles.wide}
      hint={profile?.hasClientSecret === true ? sending.kept : null}
      label={sending.clientSecret}
      onChange={(clientSecret) => change({ clientSecret })}
      value={form.clientSecret}
    />
  );
};
