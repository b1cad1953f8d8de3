import { makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, lazy, useCallback, useEffect, useRef, useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { MailSummary } from '../components/mail-summary.tsx';
import { TextSkeleton } from '../components/skeletons.tsx';
import { consoleAddress } from '../console-address.ts';
import type { PageConfig } from '../config.ts';
import { PeopleSection } from '../features/people/people-section.tsx';
import type { PickRegarding } from '../features/tracking/regarding-wish.ts';
import { TrackingPanel } from '../features/tracking/tracking-panel.tsx';
import type { OpenItem } from '../office/open-item.ts';
import { usePrincipal } from './use-principal.ts';
import type { View } from './views.ts';

const ItemPage = lazy(() => import('./item-page.tsx').then((module) => ({ default: module.ItemPage })));

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  hidden: { display: 'none' },
});

/**
 * The open mail. Give it the item's key as `key`: with another item everything that was begun for this one ends
 * here (P16), and what is on its way to the server is answered into this item's own state.
 */
export const MessageView = ({ item, config }: { readonly item: OpenItem; readonly config: PageConfig }) => {
  const styles = useStyles();
  const principal = usePrincipal(item);
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

/** The page over the mail; going back returns the focus to what opened it. */
const useView = () => {
  const [view, setView] = useState<View>({ page: 'mail' });
  const opener = useRef<Element | null>(null);
  const go = useCallback((next: View) => {
    // From page to page the focus still returns to what was used on the mail itself.
    setView((now) => {
      if (now.page === 'mail') opener.current = document.activeElement;
      return next;
    });
  }, []);
  const back = useCallback(() => setView({ page: 'mail' }), []);
  useEffect(() => {
    if (view.page === 'mail' && opener.current instanceof HTMLElement) opener.current.focus();
    // Leaving (another item, signing out) answers whoever waits for a choice.
    return () => {
      if (view.page === 'regarding') view.settle(null);
    };
  }, [view]);
  return { view, go, back };
};
