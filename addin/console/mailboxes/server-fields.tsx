import { Field, Input, Select, Textarea, makeStyles } from '@fluentui/react-components';
import { useMailboxWords } from '../console-strings.ts';
import { type ServerForm, withUsualPort } from './server-form.ts';

const useStyles = makeStyles({
  wide: { flexBasis: '220px', flexGrow: 1 },
  // A number field is wider by itself than what stands beside it leaves room for.
  whole: { width: '100%', minWidth: 0 },
  narrow: { width: '110px' },
});

interface ServerFieldsProps {
  readonly form: ServerForm;
  readonly onChange: (form: ServerForm) => void;
}

/** Where mail is fetched and who we are there; the secret is entered and never shown. */
export const ServerFields = ({ form, onChange }: ServerFieldsProps) => {
  const styles = useStyles();
  const words = useMailboxWords();
  const change = (changed: Partial<ServerForm>) => onChange({ ...form, ...changed });
  return (
    <>
      <Field label={words.protocol}>
        <Select
          onChange={(_event, { value }) =>
            onChange(withUsualPort({ ...form, protocol: value as ServerForm['protocol'] }))
          }
          value={form.protocol}
        >
          {(['imap', 'pop3'] as const).map((protocol) => (
            <option key={protocol} value={protocol}>
              {words.protocols[protocol]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.security}>
        <Select
          onChange={(_event, { value }) =>
            onChange(withUsualPort({ ...form, security: value as ServerForm['security'] }))
          }
          value={form.security}
        >
          {(['tls', 'startTls', 'none'] as const).map((security) => (
            <option key={security} value={security}>
              {words.securities[security]}
            </option>
          ))}
        </Select>
      </Field>
      <Field className={styles.wide} label={words.host} required>
        <Input onChange={(_event, { value }) => change({ host: value })} value={form.host} />
      </Field>
      <Field className={styles.narrow} label={words.port} required>
        <Input
          className={styles.whole}
          input={{ className: styles.whole }}
          onChange={(_event, { value }) => change({ port: value })}
          type="number"
          value={form.port}
        />
      </Field>
      {form.protocol === 'imap' && (
        <Field className={styles.wide} label={words.folders}>
          <Textarea onChange={(_event, { value }) => change({ folders: value })} rows={2} value={form.folders} />
        </Field>
      )}
      <Field className={styles.wide} label={words.user} required>
        <Input autoComplete="off" onChange={(_event, { value }) => change({ user: value })} value={form.user} />
      </Field>
      <Field className={styles.wide} label={words.secret}>
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
