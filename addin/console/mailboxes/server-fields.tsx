import { Field, Textarea, makeStyles } from '@fluentui/react-components';
import { useConsoleStrings, useMailboxWords } from '../console-strings.ts';
import { ChoiceField } from '../servers/choice-field.tsx';
import { NumberField } from '../servers/number-field.tsx';
import { SecretField, TextField } from '../servers/text-field.tsx';
import { TokenFields } from '../servers/token-fields.tsx';
import { type ServerForm, withUsual } from './server-form.ts';

const useStyles = makeStyles({ wide: { flexBasis: '220px', flexGrow: 1 } });

interface FieldsProps {
  readonly form: ServerForm;
  readonly onChange: (form: ServerForm) => void;
}

interface ServerFieldsProps extends FieldsProps {
  /** A26: administrators may enter a service identity; people enter what is their own. */
  readonly of: 'administrator' | 'owner';
  /** Whether a secret is kept already, and the field may stay empty. */
  readonly isKept?: boolean;
}

/** Where mail is fetched and who we are there; the secret is entered and never shown. */
export const ServerFields = ({ form, onChange, of, isKept = false }: ServerFieldsProps) => {
  const styles = useStyles();
  const words = useMailboxWords();
  const { sending } = useConsoleStrings();
  return (
    <>
      <ChoiceField
        choices={['imap', 'pop3', 'graph']}
        label={words.protocol}
        names={words.protocols}
        onChange={(protocol) => onChange(withUsual(form, { protocol }))}
        value={form.protocol}
      />
      {form.protocol === 'graph' ? (
        <GraphPlace form={form} onChange={onChange} />
      ) : (
        <ServerPlace form={form} of={of} onChange={onChange} />
      )}
      {form.signIn === 'oauth' && (
        <TokenFields
          change={(tokens) => onChange({ ...form, tokens: { ...form.tokens, ...tokens } })}
          form={form.tokens}
        />
      )}
      <SecretField
        className={styles.wide}
        hint={isKept ? sending.kept : null}
        label={form.signIn === 'oauth' ? sending.grantSecrets[form.tokens.grant] : words.secrets[form.signIn]}
        onChange={(secret) => onChange({ ...form, secret })}
        value={form.secret}
      />
      {form.protocol !== 'pop3' && (
        <Field className={styles.wide} label={words.folders}>
          <Textarea
            onChange={(_event, { value }) => onChange({ ...form, folders: value })}
            rows={2}
            value={form.folders}
          />
        </Field>
      )}
    </>
  );
};

const GraphPlace = ({ form, onChange }: FieldsProps) => {
  const styles = useStyles();
  const words = useMailboxWords();
  return (
    <>
      <TextField
        className={styles.wide}
        label={words.baseUrl}
        onChange={(baseUrl) => onChange({ ...form, baseUrl })}
        type="url"
        value={form.baseUrl}
      />
      <TextField
        className={styles.wide}
        hint={words.mailboxHint}
        label={words.mailboxName}
        onChange={(mailbox) => onChange({ ...form, mailbox })}
        value={form.mailbox}
      />
    </>
  );
};

const ServerPlace = ({ form, of, onChange }: ServerFieldsProps) => {
  const styles = useStyles();
  const words = useMailboxWords();
  const change = (changed: Partial<ServerForm>) => onChange({ ...form, ...changed });
  return (
    <>
      <ChoiceField
        choices={['tls', 'startTls', 'none']}
        label={words.security}
        names={words.securities}
        onChange={(security) => onChange(withUsual(form, { security }))}
        value={form.security}
      />
      <TextField className={styles.wide} label={words.host} onChange={(host) => change({ host })} value={form.host} />
      <NumberField label={words.port} onChange={(port) => change({ port })} value={form.port} />
      <ChoiceField
        choices={of === 'owner' ? ['password', 'oauth'] : ['password', 'masterUser', 'oauth']}
        label={words.signIn}
        names={words.ways}
        onChange={(signIn) => change({ signIn })}
        value={form.signIn}
      />
      <TextField className={styles.wide} label={words.user} onChange={(user) => change({ user })} value={form.user} />
      {form.signIn === 'masterUser' && (
        <TextField
          className={styles.wide}
          label={words.master}
          onChange={(master) => change({ master })}
          value={form.master}
        />
      )}
    </>
  );
};
