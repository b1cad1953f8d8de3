import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { CopyFields } from './copy-fields.tsx';
import { useNotify } from '../../components/notices.tsx';
import { type SendingOwner, useSetSendingProfile } from '../../queries/sending.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { bodyOf, formOf, type SendingForm, type SendingView } from './form-values.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  wide: { flexBasis: '280px', flexGrow: 1 },
  // A number field is wider by itself than what stands beside it leaves room for.
  whole: { width: '100%', minWidth: 0 },
  narrow: { width: '110px' },
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
  const styles = useStyles();
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
    <form className={styles.form} onSubmit={submit}>
      <ServerFields change={change} form={form} profile={profile} />
      {form.signIn !== 'none' && <SignInFields change={change} form={form} profile={profile} />}
      {form.signIn === 'oauth2' && <TokenFields change={change} form={form} profile={profile} />}
      {form.signIn !== 'none' && <CopyFields change={change} form={form} />}
      <Button appearance="primary" disabledFocusable={save.isPending || form.host.trim() === ''} type="submit">
        {sending.save}
      </Button>
      {save.isError && <ErrorNotice error={save.error} />}
    </form>
  );
};

const ServerFields = ({ form, change }: FieldsProps) => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  return (
    <>
      <Field className={styles.wide} label={sending.host} required>
        <Input onChange={(_event, { value }) => change({ host: value })} value={form.host} />
      </Field>
      <Field className={styles.narrow} label={sending.port} required>
        <Input
          className={styles.whole}
          input={{ className: styles.whole }}
          onChange={(_event, { value }) => change({ port: value })}
          type="number"
          value={form.port}
        />
      </Field>
      <Field label={sending.tls}>
        <Select onChange={(_event, { value }) => change({ tls: value as SendingForm['tls'] })} value={form.tls}>
          {(['required', 'implicit', 'whenOffered', 'none'] as const).map((mode) => (
            <option key={mode} value={mode}>
              {sending.tlsModes[mode]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={sending.signIn}>
        <Select
          onChange={(_event, { value }) => change({ signIn: value as SendingForm['signIn'] })}
          value={form.signIn}
        >
          {(['password', 'oauth2', 'none'] as const).map((way) => (
            <option key={way} value={way}>
              {sending.ways[way]}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
};

const SignInFields = ({ form, profile, change }: FieldsProps) => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  const label = form.signIn === 'password' ? sending.password : sending.grantSecrets[form.grant];
  return (
    <>
      <Field className={styles.wide} label={sending.user} required>
        <Input autoComplete="off" onChange={(_event, { value }) => change({ user: value })} value={form.user} />
      </Field>
      <Field className={styles.wide} hint={profile?.hasSecret === true ? sending.kept : null} label={label}>
        <Input
          autoComplete="new-password"
          onChange={(_event, { value }) => change({ secret: value })}
          type="password"
          value={form.secret}
        />
      </Field>
    </>
  );
};

const TokenFields = ({ form, profile, change }: FieldsProps) => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  return (
    <>
      <Field label={sending.grant}>
        <Select onChange={(_event, { value }) => change({ grant: value as SendingForm['grant'] })} value={form.grant}>
          <option value="refreshToken">{sending.grants.refreshToken}</option>
          <option value="clientCredentials">{sending.grants.clientCredentials}</option>
        </Select>
      </Field>
      <Field className={styles.wide} label={sending.tokenUrl} required>
        <Input onChange={(_event, { value }) => change({ tokenUrl: value })} type="url" value={form.tokenUrl} />
      </Field>
      <Field className={styles.wide} label={sending.clientId} required>
        <Input onChange={(_event, { value }) => change({ clientId: value })} value={form.clientId} />
      </Field>
      <Field className={styles.wide} label={sending.scope}>
        <Input onChange={(_event, { value }) => change({ scope: value })} value={form.scope} />
      </Field>
      {form.grant === 'refreshToken' && (
        <Field
          className={styles.wide}
          hint={profile?.hasClientSecret === true ? sending.kept : null}
          label={sending.clientSecret}
        >
          <Input
            autoComplete="new-password"
            onChange={(_event, { value }) => change({ clientSecret: value })}
            type="password"
            value={form.clientSecret}
          />
        </Field>
      )}
    </>
  );
};
