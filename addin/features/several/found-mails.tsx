import type { CallOutput } from '#shared/contracts/api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { type MailboxLook, useFoundRun, useMailboxLook } from '../../queries/mailbox-run.ts';
import { useStrings } from '../../strings/strings.ts';
import { type PickForAll, RunView } from './run-view.tsx';

interface FoundMailsProps {
  readonly look: MailboxLook;
  readonly pickRegarding: PickForAll;
}

/** P9: what one look into a mailbox finds, to be tracked together. */
export const FoundMails = ({ look, pickRegarding }: FoundMailsProps) => {
  const { several } = useStrings();
  const { data, error, isError, isFetching, refetch } = useMailboxLook(look);
  if (isFetching)
    return (
      <div aria-label={several.searching} role="status">
        <RowsSkeleton rows={4} />
      </div>
    );
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0)
    return (
      <EmptyState icon="search" title={several.nothingFound}>
        {several.nothingFoundSays}
      </EmptyState>
    );
  return <Found answer={data} mailboxId={look.mailboxId} pickRegarding={pickRegarding} />;
};

interface FoundProps extends Pick<FoundMailsProps, 'pickRegarding'> {
  readonly answer: CallOutput<'searchMailbox'>;
  readonly mailboxId: string;
}

const Found = ({ answer, mailboxId, pickRegarding }: FoundProps) => {
  const { several } = useStrings();
  const source = useFoundRun(mailboxId, answer.items);
  return (
    <>
      {answer.more && <Message intent="info">{several.moreFound(answer.items.length)}</Message>}
      <RunView pickRegarding={pickRegarding} source={source} />
    </>
  );
};
