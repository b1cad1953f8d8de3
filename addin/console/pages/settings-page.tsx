import { Button, Field, Input, Select, Switch, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useChangeOrganizationSettings, useOrganizationSettings } from '../../queries/organization-settings.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { LeavingSection } from '../sending/leaving-section.tsx';
import { AppointmentsSection } from '../tracking/appointments-section.tsx';
import { OrganizationTracking } from '../tracking/organization-section.tsx';
import { RetentionSection } from '../tracking/retention-section.tsx';
import { UnknownSection } from '../tracking/unknown-section.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

type Settings = CallOutput<'getSettings'>;

/** How mail is marked and found to belong together, for administrators. */
export const SettingsPage = () => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const settings = useOrganizationSettings();
  return (
    <>
      <RoomTitle>{words.rooms.settings}</RoomTitle>
      <p className={styles.lead}>{words.settings.lead}</p>
      {settings.isError && <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <TextSkeleton lines={8} />}
      {settings.data && <OrganizationTracking settings={settings.data} />}
      {settings.data && <UnknownSection settings={settings.data} />}
      {settings.data && <AppointmentsSection settings={settings.data} />}
      {settings.data && <RetentionSection settings={settings.data} />}
      {settings.data && <TokenSection settings={settings.data} />}
      {settings.data && <CorrelationSection settings={settings.data} />}
      {settings.data && <LeavingSection settings={settings.data} />}
    </>
  );
};

const useSave = () => {
  const words = useConsoleStrings().settings;
  const notify = useNotify();
  const change = useChangeOrganizationSettings();
  const save = (body: CallInput<'changeSettings'>['body']) =>
    change.mutate(body, { onSuccess: () => notify({ intent: 'success', text: words.saved }) });
  return { ...change, save };
};

interface PartProps {
  readonly settings: Settings;
}

interface NumberProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** What is no number is sent as it is, so that the server names the field and the bounds. */
const NumberField = ({ label, value, onChange }: NumberProps) => (
  <Field label={label}>
    <Input onChange={(_event, data) => onChange(Number(data.value))} type="number" value={String(value)} />
  </Field>
);

const TokenSection = ({ settings }: PartProps) => {
  const styles = useStyles();
  const words = useConsoleStrings().settings;
  const [token, setToken] = useState(settings.token);
  const [tokenInOutlook, setInOutlook] = useState(settings.tokenInOutlook);
  const { save, isPending, isError, error } = useSave();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save({ token, tokenInOutlook });
  };
  return (
    <Section title={words.token}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <Field label={words.mode}>
          <Select
            onChange={(_event, { value }) => setToken({ ...token, mode: value as typeof token.mode })}
            value={token.mode}
          >
            <option value="signed">{words.modes.signed}</option>
            <option value="classic">{words.modes.classic}</option>
            <option value="off">{words.modes.off}</option>
          </Select>
        </Field>
        {token.mode !== 'off' && (
          <Field label={words.prefix}>
            <Input onChange={(_event, { value }) => setToken({ ...token, prefix: value })} value={token.prefix} />
          </Field>
        )}
        {token.mode === 'classic' &&
          (['userDigits', 'counterDigits', 'userBase'] as const).map((name) => (
            <NumberField
              key={name}
              label={words[name]}
              onChange={(value) => setToken({ ...token, [name]: value })}
              value={token[name]}
            />
          ))}
        {token.mode !== 'off' && (
          <Switch
            checked={tokenInOutlook}
            label={words.tokenInOutlook}
            onChange={(_event, { checked }) => setInOutlook(checked)}
          />
        )}
        <Button appearance="primary" disabledFocusable={isPending} type="submit">
          {words.saveToken}
        </Button>
      </form>
      <p className={styles.quiet}>{words.about[token.mode]}</p>
      {isError && <ErrorNotice error={error} />}
    </Section>
  );
};

const CorrelationSection = ({ settings }: PartProps) => {
  const styles = useStyles();
  const words = useConsoleStrings().settings;
  const [smartMatch, setSmartMatch] = useState(settings.smartMatch);
  const [skipInternalForwards, setSkip] = useState(settings.skipInternalForwards);
  const [regardingOfferedAfterDays, setDays] = useState(settings.regardingOfferedAfterDays);
  const { save, isPending, isError, error } = useSave();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save({ smartMatch, skipInternalForwards, regardingOfferedAfterDays });
  };
  return (
    <Section title={words.correlation}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <NumberField label={words.offeredAfterDays} onChange={setDays} value={regardingOfferedAfterDays} />
        <Switch
          checked={skipInternalForwards}
          label={words.skipInternalForwards}
          onChange={(_event, { checked }) => setSkip(checked)}
        />
        <Switch
          checked={smartMatch.enabled}
          label={words.smartMatch}
          onChange={(_event, { checked }) => setSmartMatch({ ...smartMatch, enabled: checked })}
        />
        {smartMatch.enabled &&
          (['words', 'difference', 'commonAddresses', 'days'] as const).map((name) => (
            <NumberField
              key={name}
              label={words.match[name]}
              onChange={(value) => setSmartMatch({ ...smartMatch, [name]: value })}
              value={smartMatch[name]}
            />
          ))}
        <Button appearance="primary" disabledFocusable={isPending} type="submit">
          {words.saveCorrelation}
        </Button>
      </form>
      {isError && <ErrorNotice error={error} />}
    </Section>
  );
};
