import { makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, lazy, useCallback } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { MailSummary } from '../components/mail-summary.tsx';
import { TextSkeleton } from '../components/skeletons.tsx';
import { consoleAddress } from '../console-address.ts';
import type { PageConfig } from '../config.ts';
import { PeopleSection } from '../features/people/people-section.tsx';
import type { PickRegarding } from '../features/tracking/regarding-wish.ts';
import { TrackingPanel } from '../features/tracking/tracking-panel.tsx';
import { useHost } from '../office/host-context.ts';
import type { OpenItem } from '../office/open-item.ts';
import { useAfterPaint } from './use-after-paint.ts';
import { useIsAnswered, useIsFromUser } from './use-author.ts';
import { usePrincipal } from './use-principal.ts';
import { useView } from './use-view.ts';

const SentMail = lazy(() =>
  import('../features/compose/sent-mail.tsx').then((module) => ({ default: module.SentMail })),
);
const ConversationButton = lazy(() =>
  import('./conversation-button.tsx').then((module) => ({ default: module.ConversationButton })),
);
const ThreadVeto = lazy(() =>
  import('../features/tracking/thread-veto.tsx').then((module) => ({ default: module.ThreadVeto })),
);
const ItemPage = lazy(() => import('./item-page.tsx').then((module) => ({ default: module.ItemPage })));

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  hidden: { display: 'none' },
});

interface MessageViewProps {
  readonly item: OpenItem;
  readonly config: PageConfig;
  readonly onConversation: () => void;
}

/**
 * The open mail. Give it the item's key as `key`: with another item everything that was begun for this one ends
 * here (P16), and what is on its way to the server is answered into this item's own state.
 */
export const MessageView = ({ item, config, onConversation }: MessageViewProps) => {
  const styles = useStyles();
  const principal = usePrincipal(item);
  const { mailbox } = useHost().device;
  const author = item.from?.address ?? '';
  const isFromUser = useIsFromUser(item);
  // What the first three questions answer stands there before anything else is fetched or asked.
  const isAnswered = useAfterPaint(useIsAnswered(item));
  const isOwn = isFromUser || [mailbox ?? '', principal ?? ''].some((own) => own !== '' && sameAddress(own, author));
  const { view, go, back } = useView();
  const pickRegarding: PickRegarding = useCallback(
    (wish) => new Promise((settle) => go({ page: 'regarding', wish, settle })),
    [go],
  );
  const openRecord = (record: NamedRecordRef) => go({ page: 'card', record });

  return (
    <>
      <div className={view.page === 'mail' ? styles.view : styles.hidden}>
        <MailSummary
          attachments={item.attachments.filter(({ inline }) => !inline).length}
          from={item.from?.name ?? null}
          principal={principal}
          sentAt={item.sentAt}
          subject={item.subject}
        />
        <TrackingPanel
          activityAddress={(activityId) => consoleAddress(config, { activityId })}
          item={item}
          onOpenRecord={openRecord}
          pickRegarding={pickRegarding}
          principal={principal}
        />
        {isOwn && (
          <Suspense>
            <SentMail item={item} principal={principal} />
          </Suspense>
        )}
        {isAnswered && (
          <Suspense>
            <ConversationButton item={item} onOpen={onConversation} />
            <ThreadVeto item={item} />
          </Suspense>
        )}
        <PeopleSection
          item={item}
          onAdd={(party) => go({ page: 'add', party })}
          onChoose={(party) => go({ page: 'choose', party })}
          onOpen={({ resolution }) => resolution?.kind === 'resolved' && openRecord(resolution.record)}
        />
      </div>
      {view.page !== 'mail' && (
        <Suspense fallback={<TextSkeleton lines={4} />}>
          <ItemPage back={back} config={config} go={go} item={item} view={view} />
        </Suspense>
      )}
    </>
  );
};

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
