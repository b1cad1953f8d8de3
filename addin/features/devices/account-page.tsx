import { Button, Field, Radio, RadioGroup, Select, Switch, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { Membership } from '#shared/contracts/session.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { sayError } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { countWaiting } from '../../offline/records/erase.ts';
import { useChangeMySettings, useMySettings } from '../../queries/settings.ts';
import { type Language, useStrings } from '../../strings/strings.ts';
import { useTopic } from '../../strings/topics.ts';
import { DeviceSection } from './device-section.tsx';
import { OutlookSyncSection } from './outlook-sync-section.tsx';

const useStyles = makeStyles({
  who: { display: 'flex', flexDirection: 'column' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  foot: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
});

export interface AccountPageProps {
  readonly membership: Membership;
  readonly memberships: readonly Membership[];
  readonly language: Language | 'auto';
  readonly version: string;
  readonly consoleAddress: string;
  readonly deviceId: string;
  /** IT configured how an Outlook synchronizes contacts, tasks and appointments by itself. */
  readonly outlookSynchronizes: boolean;
  readonly onBack: () => void;
  readonly onOrganization: (id: string) => void;
  readonly onLanguage: (language: Language | 'auto') => void;
  readonly onSignOut: () => void;
  /** Null where no records can be kept for work without a connection. */
  readonly onOffline: (() => void) | null;
  readonly partition: string;
  /** How many promotions signing out would erase (P14). */
  readonly unsent: number;
}

/** Who one is here, in which organization (P18), with which settings and devices. */
export const AccountPage = (props: AccountPageProps) => {
  const styles = useStyles();
  const { devices: words, signIn, pane, offline } = useStrings();
  const { membership, memberships, unsent, onOffline } = props;
  const offlineWords = useTopic('offlineRecords');
  const unsentChanges = useUnsentChanges(props);
  const lost = [
    unsent > 0 ? offline.signOutSays(unsent) : '',
    unsentChanges > 0 ? offlineWords.signOutSays(unsentChanges) : '',
  ].filter(Boolean);
  return (
    <Page onBack={props.onBack} title={words.account}>
      <div className={styles.who}>
        <span className={styles.name}>{membership.user.name}</span>
        <span className={styles.quiet}>{membership.user.email}</span>
      </div>
      {memberships.length > 1 && (
        <Section title={words.organizations}>
          <RadioGroup
            aria-label={words.organizations}
            onChange={(_event, { value }) => props.onOrganization(value)}
            value={membership.organization.id}
          >
            {memberships.map(({ organization }) => (
              <Radio key={organization.id} label={organization.name} value={organization.id} />
            ))}
          </RadioGroup>
        </Section>
      )}
      <SettingsSection language={props.language} onLanguage={props.onLanguage} />
      <TextLink href={`${props.consoleAddress}/mine`} to="outside">
        {words.addresses}
      </TextLink>
      {onOffline && <Button onClick={onOffline}>{offlineWords.open}</Button>}
      <DeviceSection />
      <OutlookSyncSection
        consoleAddress={props.consoleAddress}
        deviceId={props.deviceId}
        offered={props.outlookSynchronizes}
      />
      <div className={styles.foot}>
        {lost.length > 0 ? (
          <ConfirmDialog
            action={signIn.signOut}
            keep={offline.stay}
            onConfirm={props.onSignOut}
            says={lost.join(' ')}
            title={offline.signOutTitle}
          />
        ) : (
          <Button onClick={props.onSignOut}>{signIn.signOut}</Button>
        )}
        <TextLink href={props.consoleAddress} to="outside">
          {pane.openConsole}
        </TextLink>
      </div>
      <span className={styles.quiet}>{words.version(props.version)}</span>
    </Page>
  );
};

/** Y12: changes of records that signing out would lose. */
const useUnsentChanges = ({ partition, membership }: AccountPageProps): number => {
  const { organization, user } = membership;
  const query = useQuery({
    queryKey: ['unsent-changes', partition, organization.id, user.id],
    queryFn: () => countWaiting(partition, organization.id, user.id),
    gcTime: 0,
    networkMode: 'always',
    retry: false,
  });
  return query.data ?? 0;
};

const SettingsSection = ({ language, onLanguage }: Pick<AccountPageProps, 'language' | 'onLanguage'>) => {
  const strings = useStrings();
  const { devices: words } = strings;
  const notify = useNotify();
  const settings = useMySettings();
  const change = useChangeMySettings();
  const toggleMark = (markCategory: boolean) =>
    change.mutate(
      { markCategory },
      {
        onError: (error) =>
          notify({ intent: 'error', text: `${sayError(error, strings)} ${strings.errorPhrases.nothingChanged}` }),
      },
    );
  return (
    <Section title={words.settings}>
      <Field label={words.language}>
        <Select onChange={(_event, { value }) => onLanguage(value as Language | 'auto')} value={language}>
          <option value="auto">{words.languageAuto}</option>
          <option value="en">English</option>
          <option value="es">Español</option>
        </Select>
      </Field>
      <Field hint={words.markCategorySays}>
        <Switch
          checked={settings.data?.markCategory ?? false}
          disabled={!settings.data}
          label={words.markCategory}
          onChange={(_event, { checked }) => toggleMark(checked)}
        />
      </Field>
    </Section>
  );
};
