import { makeStyles, tokens } from '@fluentui/react-components';
import type { Membership } from '#shared/contracts/session.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useMailboxes, useMyMailboxes } from '../../queries/mailboxes.ts';
import { useConsoleStrings, useMailboxWords } from '../console-strings.ts';
import { ChosenMethods } from '../connections/chosen-methods.tsx';
import { AddMailbox, AddMyMailbox } from '../mailboxes/add-mailbox.tsx';
import { MailboxSection, OwnMailbox } from '../mailboxes/mailbox-section.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
});

/** Mailboxes whose mail is fetched: one's own, and all of them for administrators. */
export const MailboxesPage = ({ membership }: { readonly membership: Membership }) => {
  const styles = useStyles();
  const words = useMailboxWords();
  const { rooms } = useConsoleStrings();
  return (
    <>
      <RoomTitle>{rooms.mailboxes}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      <OwnSection />
      {membership.role === 'administrator' && <AllMailboxes />}
    </>
  );
};

const OwnSection = () => {
  const styles = useStyles();
  const words = useMailboxWords();
  const list = useMyMailboxes();
  return (
    <Section title={words.own}>
      <ChosenMethods directions={['incoming', 'outgoing']} />
      {list.isPending && <RowsSkeleton rows={2} />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.map((mailbox) => (
        <OwnMailbox key={mailbox.id} mailbox={mailbox} />
      ))}
      {list.data?.length === 0 && (
        <>
          <p className={styles.lead}>{words.ownLead}</p>
          <AddMyMailbox />
        </>
      )}
    </Section>
  );
};

const AllMailboxes = () => {
  const styles = useStyles();
  const words = useMailboxWords();
  const list = useMailboxes();
  return (
    <>
      <Section title={words.add}>
        <AddMailbox />
      </Section>
      <h2>{words.all}</h2>
      {list.isPending && <RowsSkeleton rows={4} />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p className={styles.lead}>{words.none}</p>}
      {list.data?.map((mailbox) => (
        <MailboxSection key={mailbox.id} mailbox={mailbox} />
      ))}
    </>
  );
};
