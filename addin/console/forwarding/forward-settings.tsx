import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { type ForwardSettings, useSetForwardSettings } from '../../queries/forward-rules.ts';
import { useForwardWords } from '../console-strings.ts';
import { type ForwardForm, formOfForwarding, forwardingOf } from './forward-form.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  wide: { gridColumn: '1 / -1' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface SettingsProps {
  /** Null: none are set yet. */
  readonly settings: ForwardSettings | null;
}

/** The mail system that keeps the users' rules, and what they forward. */
export const ForwardSettingsSection = ({ settings }: SettingsProps) => {
  const styles = useStyles();
  const words = useForwardWords();
  const notify = useNotify();
  const save = useSetForwardSettings();
  const [form, setForm] = useState(formOfForwarding(settings));
  const set = (change: Partial<ForwardForm>) => setForm({ ...form, ...change });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate(forwardingOf(form), {
      onSuccess: () => {
        notify({ intent: 'success', text: words.saved });
        set({ secret: '' });
      },
    });
  };
  return (
    <Section title={words.system}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <Field label={words.kind}>
          <Select
            onChange={(_event, { value }) => set({ kind: value === 'graph' ? 'graph' : 'sieve' })}
            value={form.kind}
          >
            <option value="sieve">{words.kinds.sieve}</option>
            <option value="graph">{words.kinds.graph}</option>
          </Select>
        </Field>
        <SystemFields form={form} set={set} />
        <Field label={words.secrets[form.kind]} {...(settings === null ? {} : { hint: words.kept })}>
          <Input
            autoComplete="new-password"
            onChange={(_event, { value }) => set({ secret: value })}
            type="password"
            value={form.secret}
          />
        </Field>
        <TextField label={words.sink} name="sink" {...{ form, set }} />
        <Field label={words.only}>
          <Select onChange={(_event, { value }) => set({ only: value as ForwardForm['only'] })} value={form.only}>
            {(['all', 'token', 'tokenOrKnown'] as const).map((only) => (
              <option key={only} value={only}>
                {words.scopes[only]}
              </option>
            ))}
          </Select>
        </Field>
        <p className={`${styles.quiet} ${styles.wide}`}>{words.about[form.kind]}</p>
        {save.isError && (
          <div className={styles.wide}>
            <ErrorNotice error={save.error} />
          </div>
        )}
        <div className={styles.wide}>
          <Button appearance="primary" disabledFocusable={save.isPending} type="submit">
            {words.save}
          </Button>
        </div>
      </form>
    </Section>
  );
};

interface FieldsProps {
  readonly form: ForwardForm;
  readonly set: (change: Partial<ForwardForm>) => void;
}

interface TextProps extends FieldsProps {
  readonly name: Exclude<keyof ForwardForm, 'kind' | 'security' | 'only'>;
  readonly label: string;
}

const TextField = ({ form, set, name, label }: TextProps) => (
  <Field label={label} required>
    <Input onChange={(_event, { value }) => set({ [name]: value })} value={form[name]} />
  </Field>
);

const SystemFields = ({ form, set }: FieldsProps) => {
  const words = useForwardWords();
  if (form.kind === 'graph')
    return (
      <>
        {(['baseUrl', 'tokenUrl', 'clientId', 'scope'] as const).map((name) => (
          <TextField form={form} key={name} label={words[name]} name={name} set={set} />
        ))}
      </>
    );
  return (
    <>
      {(['host', 'port', 'master'] as const).map((name) => (
        <TextField form={form} key={name} label={words[name]} name={name} set={set} />
      ))}
      <Field label={words.security}>
        <Select
          onChange={(_event, { value }) => set({ security: value as ForwardForm['security'] })}
          value={form.security}
        >
          {(['startTls', 'tls', 'none'] as const).map((security) => (
            <option key={security} value={security}>
              {words.securities[security]}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
};
