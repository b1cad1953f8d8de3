import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Membership } from '#shared/contracts/session.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { type SendingOwner, useApproveSending, useSendingProfile, useSendingProfiles } from '../../queries/sending.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { SendingFormView } from '../sending/sending-form.tsx';
import { InstallationTest, SendingTest } from '../sending/sending-test.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Servers that take our mail: the organization's and the approvals for its administrators, one's own for everybody. */
export const SendingPage = ({ membership }: { readonly membership: Membership }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const administers = membership.role === 'administrator';
  return (
    <>
      <RoomTitle>{words.rooms.sending}</RoomTitle>
      <p className={styles.lead}>{words.sending.lead}</p>
      {administers && <ServerSection owner="organization" />}
      <ServerSection owner="me" />
      {administers && <Approvals />}
    </>
  );
};

const ServerSection = ({ owner }: { readonly owner: SendingOwner }) => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  const found = useSendingProfile(owner);
  return (
    <Section title={sending.owners[owner]}>
      {found.isPending && <TextSkeleton lines={3} />}
      {found.isError && <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <p className={styles.quiet}>{sending.uses[found.data.uses]}</p>
          <SendingFormView
            key={found.data.profile === null ? 'none' : 'set'}
            owner={owner}
            profile={found.data.profile}
          />
          {found.data.profile !== null && <SendingTest owner={owner} profile={found.data.profile} />}
          {owner === 'organization' && found.data.uses === 'installation' && (
            <InstallationTest test={found.data.installationTest} />
          )}
        </>
      )}
    </Section>
  );
};

const Approvals = () => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  const list = useSendingProfiles();
  const approve = useApproveSending();
  if (list.data === undefined || list.data.length === 0) return null;
  return (
    <Section title={sending.approvals}>
      {list.data.map(({ user, host, approved, missing }) => (
        <div className={styles.row} key={user.id}>
          <div className={styles.name}>
            {user.name}
            <p className={styles.quiet}>{[host, missing ?? sending.ready].join(' · ')}</p>
          </div>
          <Button
            aria-label={approved ? sending.withdrawFor(user.name) : sending.approveFor(user.name)}
            onClick={() => approve.mutate({ userId: user.id, approved: !approved })}
            size="small"
          >
            {approved ? sending.withdraw : sending.approve}
          </Button>
        </div>
      ))}
      {approve.isError && <ErrorNotice error={approve.error} />}
    </Section>
  );
};
