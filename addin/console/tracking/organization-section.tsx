import { Button, Switch, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useMailboxes } from '../../queries/mailboxes.ts';
import { useChangeOrganizationSettings } from '../../queries/organization-settings.ts';
import type { TriedSettings } from '../../queries/tracking-preview.ts';
import { useTrackingWords } from '../console-strings.ts';
import { AcceptanceSelect } from './acceptance-select.tsx';
import { Choice } from './choice.tsx';
import { ListField } from './list-field.tsx';
import { PreviewSection } from './preview-section.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
});

type Settings = CallOutput<'getSettings'>;
type Tried = NonNullable<TriedSettings['organization']>;

const names = [
  'trackEmail',
  'acceptanceCeiling',
  'unsolicitedBy',
  'internalMail',
  'ownDomains',
  'exclusions',
  'automaticReplies',
  'listMail',
  'calendarMail',
  'queueUnnamedMail',
] as const;

const standingOf = (settings: Settings) =>
  Object.fromEntries(names.map((name) => [name, settings[name]])) as Pick<Settings, (typeof names)[number]>;

/** A2, A3, A6-A8, A16, A19: what the organization tracks by itself, with a preview on the mail of one mailbox (A10). */
export const OrganizationTracking = ({ settings }: { readonly settings: Settings }) => {
  const styles = useStyles();
  const words = useTrackingWords();
  const notify = useNotify();
  const mailboxes = useMailboxes();
  const change = useChangeOrganizationSettings();
  const [chosen, setChosen] = useState(standingOf(settings));
  const set = (changes: Tried) => setChosen({ ...chosen, ...(changes as Partial<typeof chosen>) });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(chosen, { onSuccess: () => notify({ intent: 'success', text: words.saved }) });
  };
  return (
    <>
      <Section title={words.organization.title}>
        <form className={styles.form} noValidate onSubmit={submit}>
          <OrganizationFields chosen={chosen} set={set} />
          <div>
            <Button appearance="primary" disabledFocusable={change.isPending} type="submit">
              {words.save}
            </Button>
          </div>
          {change.isError && <ErrorNotice error={change.error} />}
        </form>
      </Section>
      {mailboxes.isError && <ErrorNotice error={mailboxes.error} onRetry={() => void mailboxes.refetch()} />}
      {mailboxes.data && <PreviewSection mailboxes={mailboxes.data} tried={{ organization: chosen }} />}
    </>
  );
};

interface FieldsProps {
  readonly chosen: ReturnType<typeof standingOf>;
  readonly set: (changes: Tried) => void;
}

const OrganizationFields = ({ chosen, set }: FieldsProps) => {
  const styles = useStyles();
  const tracking = useTrackingWords();
  const words = tracking.organization;
  const automatic = (['automaticReplies', 'listMail', 'calendarMail'] as const).map((name) => (
    <Choice
      key={name}
      label={words[name]}
      onChange={(value) => set({ [name]: value })}
      options={words.automatic}
      value={chosen[name]}
    />
  ));
  return (
    <>
      <Switch
        checked={chosen.trackEmail}
        label={words.trackEmail}
        onChange={(_event, { checked }) => set({ trackEmail: checked })}
      />
      <div className={styles.fields}>
        <AcceptanceSelect
          label={words.acceptanceCeiling}
          onChange={(acceptanceCeiling) => set({ acceptanceCeiling })}
          value={chosen.acceptanceCeiling}
        />
        <Choice
          label={words.unsolicitedBy}
          onChange={(unsolicitedBy) => set({ unsolicitedBy })}
          options={words.deciders}
          value={chosen.unsolicitedBy}
        />
        <Choice
          label={words.internalMail}
          onChange={(internalMail) => set({ internalMail })}
          options={words.internal}
          value={chosen.internalMail}
        />
        {automatic}
        <Choice
          label={words.queueUnnamedMail}
          onChange={(queueUnnamedMail) => set({ queueUnnamedMail })}
          options={words.unnamed}
          value={chosen.queueUnnamedMail}
        />
        <ListField
          entries={chosen.ownDomains}
          hint={words.ownDomainsHint}
          label={words.ownDomains}
          onChange={(ownDomains) => set({ ownDomains })}
        />
        <ListField
          entries={chosen.exclusions}
          hint={tracking.exclusionsHint}
          label={tracking.exclusions}
          onChange={(exclusions) => set({ exclusions })}
        />
      </div>
    </>
  );
};
