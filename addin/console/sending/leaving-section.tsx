import { Button, Field, Input, Switch, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useId, useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useChangeOrganizationSettings } from '../../queries/organization-settings.ts';
import { useConsoleStrings, useMailWords } from '../console-strings.ts';
import { Choice } from '../tracking/choice.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  quiet: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

const numbers = ['campaignMailsPerMinute', 'campaignConfirmationAbove', 'campaignReleaseDelaySeconds'] as const;
type Leaving = Pick<
  CallOutput<'getSettings'>,
  (typeof numbers)[number] | 'retrySchedule' | 'unresolvedRecipients' | 'resendUncertain'
>;

const leavingOf = (settings: Leaving): Leaving => ({
  retrySchedule: settings.retrySchedule,
  unresolvedRecipients: settings.unresolvedRecipients,
  resendUncertain: settings.resendUncertain,
  campaignMailsPerMinute: settings.campaignMailsPerMinute,
  campaignConfirmationAbove: settings.campaignConfirmationAbove,
  campaignReleaseDelaySeconds: settings.campaignReleaseDelaySeconds,
});

/** S4, S5, S7, S9, S10: how mail leaves that starts here. What is out of bounds the server names. */
export const LeavingSection = ({ settings }: { readonly settings: Leaving }) => {
  const styles = useStyles();
  const { leaving: words } = useMailWords();
  const { saved } = useConsoleStrings().settings;
  const notify = useNotify();
  const change = useChangeOrganizationSettings();
  const [leaving, setLeaving] = useState(() => leavingOf(settings));
  const says = useId();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(leaving, { onSuccess: () => notify({ intent: 'success', text: saved }) });
  };
  return (
    <Section title={words.title}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <Field hint={words.retryScheduleHint} label={words.retrySchedule}>
          <Input
            onChange={(_event, { value }) => setLeaving({ ...leaving, retrySchedule: value })}
            value={leaving.retrySchedule}
          />
        </Field>
        <Choice
          label={words.unresolvedRecipients}
          onChange={(unresolvedRecipients) => setLeaving({ ...leaving, unresolvedRecipients })}
          options={words.unresolved}
          value={leaving.unresolvedRecipients}
        />
        {numbers.map((name) => (
          <Field key={name} label={words[name]}>
            <Input
              onChange={(_event, { value }) => setLeaving({ ...leaving, [name]: Number(value) })}
              type="number"
              value={String(leaving[name])}
            />
          </Field>
        ))}
        <Switch
          aria-describedby={says}
          checked={leaving.resendUncertain}
          label={words.resendUncertain}
          onChange={(_event, { checked }) => setLeaving({ ...leaving, resendUncertain: checked })}
        />
        <Button disabledFocusable={change.isPending} type="submit">
          {words.save}
        </Button>
      </form>
      <p className={styles.quiet} id={says}>
        {words.resendUncertainSays}
      </p>
      {change.isError && <ErrorNotice error={change.error} />}
    </Section>
  );
};
