import { Button, Field, Switch, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useChangeOrganizationSettings } from '../../queries/organization-settings.ts';
import { useTrackingWords } from '../console-strings.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'start', gap: tokens.spacingVerticalM },
});

/** P11, Y6: whether appointments that Outlook calls private may be tracked by hand. */
export const AppointmentsSection = ({ settings }: { readonly settings: CallOutput<'getSettings'> }) => {
  const styles = useStyles();
  const { appointments: words, ...tracking } = useTrackingWords();
  const notify = useNotify();
  const change = useChangeOrganizationSettings();
  const [trackPrivateAppointments, set] = useState(settings.trackPrivateAppointments);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(
      { trackPrivateAppointments },
      { onSuccess: () => notify({ intent: 'success', text: tracking.saved }) },
    );
  };
  return (
    <Section title={words.title}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <Field hint={words.privateHint}>
          <Switch
            checked={trackPrivateAppointments}
            label={words.private}
            onChange={(_event, { checked }) => set(checked)}
          />
        </Field>
        <Button appearance="primary" disabledFocusable={change.isPending} type="submit">
          {words.save}
        </Button>
        {change.isError && <ErrorNotice error={change.error} />}
      </form>
    </Section>
  );
};
