import { makeStyles, tokens } from '@fluentui/react-components';
import type { Membership } from '#shared/contracts/session.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { type SyncAccount, useSyncAccount } from '../../queries/synchronization.ts';
import { useConsoleStrings, useSyncWords } from '../console-strings.ts';
import { ChosenMethods } from '../connections/chosen-methods.tsx';
import { ChoicesSection } from '../synchronization/choices-section.tsx';
import { ConflictSection } from '../synchronization/conflict-section.tsx';
import { ConnectForm } from '../synchronization/connect-form.tsx';
import { FilterSection, OrganizationFilterSection } from '../synchronization/filter-section.tsx';
import { HistorySections } from '../synchronization/history-section.tsx';
import { QuestionSection } from '../synchronization/question-section.tsx';
import { StateSection } from '../synchronization/state-section.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
});

/** Never synchronized and not about to be: what the form found while it was enabled stays before one's eyes. */
const isBegun = (account: SyncAccount | null): boolean =>
  account === null || (!account.enabled && account.health.lastCycleAt === null);

/** Y3, Y5, Y8 to Y10: one's own account, how it goes, what it asks; for administrators what counts for everybody. */
export const SynchronizationPage = ({ membership }: { readonly membership: Membership }) => {
  const styles = useStyles();
  const words = useSyncWords();
  const { rooms } = useConsoleStrings();
  const account = useSyncAccount();
  return (
    <>
      <RoomTitle>{rooms.synchronization}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      <ChosenMethods directions={['items']} />
      {account.isPending && <RowsSkeleton rows={6} />}
      {account.isError && <ErrorNotice error={account.error} onRetry={() => void account.refetch()} />}
      {account.isSuccess && isBegun(account.data) && (
        <Section title={words.connect.title}>
          <p className={styles.lead}>{words.connect.lead}</p>
          <ConnectForm stands={account.data} />
        </Section>
      )}
      {account.data != null && <Account account={account.data} />}
      {membership.role === 'administrator' && <OrganizationFilterSection />}
    </>
  );
};

const Account = ({ account }: { readonly account: SyncAccount }) => {
  // What a cycle left is asked for once it has ended.
  const cycleAt = account.health.lastCycleAt;
  if (isBegun(account))
    return (
      <>
        <ChoicesSection account={account} key={`choices ${account.id}`} />
        <FilterSection account={account} />
      </>
    );
  return (
    <>
      <QuestionSection questions={account.questions} />
      <ConflictSection cycleAt={cycleAt} />
      <StateSection account={account} />
      <ChoicesSection account={account} key={`choices ${account.id}`} />
      <FilterSection account={account} />
      <HistorySections cycleAt={cycleAt} />
    </>
  );
};
