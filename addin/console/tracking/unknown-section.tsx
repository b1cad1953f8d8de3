import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
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

const choices = ['never', 'contact', 'lead'] as const;

/** R7: what becomes of people who stand nowhere in the CRM. */
export const UnknownSection = ({ settings }: { readonly settings: CallOutput<'getSettings'> }) => {
  const styles = useStyles();
  const tracking = useTrackingWords();
  const words = tracking.organization;
  const notify = useNotify();
  const change = useChangeOrganizationSettings();
  const [createSenders, setCreateSenders] = useState(settings.createSenders);
  const [suggestContactAfter, setSuggestAfter] = useState(settings.suggestContactAfter);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(
      { createSenders, suggestContactAfter },
      { onSuccess: () => notify({ intent: 'success', text: tracking.saved }) },
    );
  };
  return (
    <Section title={words.unknown}>
      <p className={styles.quiet}>{words.unknownLead}</p>
      <form className={styles.form} noValidate onSubmit={submit}>
        <Field label={words.createSenders}>
          <Select
            onChange={(_event, { value }) => setCreateSenders(choices.find((one) => one === value) ?? 'never')}
            value={createSenders}
          >
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {words.senders[choice]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.suggestContactAfter}>
          <Input
            onChange={(_event, { value }) => setSuggestAfter(Number(value))}
            type="number"
            value={String(suggestContactAfter)}
          />
        </Field>
        <Button disabledFocusable={change.isPending} type="submit">
          {words.saveUnknown}
        </Button>
      </form>
      {change.isError && <ErrorNotice error={change.error} />}
    </Section>
  );
};
