import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useChangeOrganizationSettings } from '../../queries/organization-settings.ts';
import { useTrackingWords } from '../console-strings.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

const names = ['outcomeDays', 'outcomeDetailDays', 'undeliverableDays', 'sinkPurgeDays'] as const;
type Days = Readonly<Record<(typeof names)[number], number>>;

/** A4, A14, A22: after how many days what is left by passing mail goes. */
export const RetentionSection = ({ settings }: { readonly settings: CallOutput<'getSettings'> }) => {
  const styles = useStyles();
  const words = useTrackingWords();
  const notify = useNotify();
  const change = useChangeOrganizationSettings();
  const [days, setDays] = useState<Days>(settings);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const body = Object.fromEntries(names.map((name) => [name, days[name]]));
    change.mutate(body, { onSuccess: () => notify({ intent: 'success', text: words.saved }) });
  };
  return (
    <Section title={words.organization.retention}>
      <p className={styles.quiet}>{words.organization.retentionLead}</p>
      <form className={styles.form} noValidate onSubmit={submit}>
        {names.map((name) => (
          <Field key={name} label={words.organization[name]}>
            <Input
              onChange={(_event, { value }) => setDays({ ...days, [name]: Number(value) })}
              type="number"
              value={String(days[name])}
            />
          </Field>
        ))}
        <Button disabledFocusable={change.isPending} type="submit">
          {words.organization.saveRetention}
        </Button>
      </form>
      {change.isError && <ErrorNotice error={change.error} />}
    </Section>
  );
};
