import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorNotice } from '../components/error-notice.tsx';
import { Page } from '../components/page.tsx';
import { TextSkeleton } from '../components/skeletons.tsx';
import { FoundMails } from '../features/several/found-mails.tsx';
import { RunWithPicker } from '../features/several/run-with-picker.tsx';
import { readThreadIds } from '../office/header-block.ts';
import { useHost } from '../office/host-context.ts';
import type { OpenItem } from '../office/open-item.ts';
import { searchable } from '../queries/mailbox-run.ts';
import { useMyMailboxes } from '../queries/mailboxes.ts';
import { useStrings } from '../strings/strings.ts';
import { pickForAll } from './pick-for-all.tsx';

interface ConversationProps {
  readonly item: OpenItem;
  readonly onBack: () => void;
}

/** P9: the whole conversation of a mail, where the server can look into the person's mailbox; else why not. */
export const ConversationView = ({ item, onBack }: ConversationProps) => {
  const { several } = useStrings();
  return (
    <RunWithPicker picker={pickForAll}>
      {(pick) => (
        <Page onBack={onBack} title={several.conversationTitle}>
          <Connected>
            {(mailboxId) => (
              <ThreadIds item={item}>
                {(internetMessageIds) => (
                  <FoundMails
                    look={{
                      mailboxId,
                      body: { about: { kind: 'messages', internetMessageIds: [...internetMessageIds] } },
                    }}
                    pickRegarding={pick}
                  />
                )}
              </ThreadIds>
            )}
          </Connected>
        </Page>
      )}
    </RunWithPicker>
  );
};

/** The mailbox that is open in Outlook, else the person's first that can be looked through. */
const Connected = ({ children }: { readonly children: (mailboxId: string) => ReactNode }) => {
  const { several } = useStrings();
  const own = useHost().device.mailbox?.toLowerCase();
  const mailboxes = useMyMailboxes();
  if (mailboxes.isError) return <ErrorNotice error={mailboxes.error} onRetry={() => void mailboxes.refetch()} />;
  if (!mailboxes.data) return <TextSkeleton lines={3} />;
  const possible = searchable(mailboxes.data);
  const chosen = possible.find(({ address }) => address.toLowerCase() === own) ?? possible[0];
  if (chosen !== undefined) return <>{children(chosen.id)}</>;
  return (
    <EmptyState icon="server" title={several.notConnectedTitle}>
      {mailboxes.data.length === 0 ? several.notConnected : several.notSearchable}
    </EmptyState>
  );
};

/** Outlook tells at once or never; without headers the mail's own id has to do. */
const ThreadIds = ({
  item,
  children,
}: Pick<ConversationProps, 'item'> & { readonly children: (ids: readonly string[]) => ReactNode }) => {
  const host = useHost();
  const query = useQuery({
    queryKey: ['thread-ids', item.key],
    queryFn: async ({ signal }) => readThreadIds((await host.readHeaders(item, signal)) ?? ''),
    staleTime: Infinity,
    retry: false,
  });
  if (query.isPending) return <TextSkeleton lines={3} />;
  const own = item.internetMessageId === null ? [] : [item.internetMessageId];
  return <>{children([...new Set([...own, ...(query.data ?? [])])])}</>;
};
