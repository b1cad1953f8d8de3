import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ErrorNotice } from '../components/error-notice.tsx';
import { useNotify } from '../components/notices.tsx';
import { TextSkeleton } from '../components/skeletons.tsx';
import type { PageConfig } from '../config.ts';
import { ComposePanel } from '../features/compose/compose-panel.tsx';
import { DraftPeople, useFirstRecord } from '../features/compose/draft-people.tsx';
import type { TrackedDraft } from '../features/compose/track-draft.ts';
import { useDraftState, useDraftTracking } from '../features/compose/use-draft-tracking.ts';
import { WaitingList } from '../features/compose/waiting-list.tsx';
import { useHost } from '../office/host-context.ts';
import type { DraftState, OpenDraft } from '../office/open-draft.ts';
import type { OpenItem } from '../office/open-item.ts';
import { useStrings } from '../strings/strings.ts';
import { useView } from './use-view.ts';

const InsertPage = lazy(() =>
  import('../features/compose/insert-page.tsx').then((module) => ({ default: module.InsertPage })),
);
const ItemPage = lazy(() => import('./item-page.tsx').then((module) => ({ default: module.ItemPage })));

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  hidden: { display: 'none' },
});

interface ComposeViewProps {
  readonly item: OpenItem;
  readonly config: PageConfig;
}

/** The mail that is being written. */
export const ComposeView = ({ item, config }: ComposeViewProps) => {
  const host = useHost();
  // Two drafts cannot be told apart by a key; a pane is opened anew for each.
  const [opened] = useState(() => crypto.randomUUID());
  const draft = useQuery({
    queryKey: ['open-draft', opened],
    queryFn: () => host.openDraft(item),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  if (draft.isError) return <ErrorNotice error={draft.error} onRetry={() => void draft.refetch()} />;
  return draft.data ? <OpenedDraft config={config} draft={draft.data} item={item} /> : <TextSkeleton lines={5} />;
};

const OpenedDraft = ({ item, config, draft }: ComposeViewProps & { readonly draft: OpenDraft }) => {
  const styles = useStyles();
  const { view, go, back } = useView();
  const state = useDraftState(draft);
  const apiAddress = `${location.origin}${config.apiBase}`;
  const tracking = useDraftTracking(draft, apiAddress, state);
  const { compose } = useStrings();
  const [isInserting, setInserting] = useState(false);
  const openRecord = (record: NamedRecordRef) => go({ page: 'card', record });
  const pickRegarding = async (chosen: readonly NamedRecordRef[]) => {
    const picked = await new Promise<{ regarding: readonly NamedRecordRef[] } | null>((settle) =>
      go({ page: 'regarding', wish: { chosen, for: 'choose' }, settle }),
    );
    return picked?.regarding ?? null;
  };
  return (
    <>
      <div className={view.page === 'mail' && !isInserting ? styles.view : styles.hidden}>
        <ComposePanel onOpenRecord={openRecord} pickRegarding={pickRegarding} tracking={tracking} />
        <Button onClick={() => setInserting(true)}>{compose.insertButton}</Button>
        {state && (
          <DraftPeople
            draft={state}
            onAdd={(party) => go({ page: 'add', party })}
            onChoose={(party) => go({ page: 'choose', party })}
            onOpen={({ resolution }) => resolution?.kind === 'resolved' && openRecord(resolution.record)}
          />
        )}
        <WaitingList except={tracking.tracked?.kept.id ?? null} />
      </div>
      {isInserting && (
        <Inserting draft={draft} onBack={() => setInserting(false)} state={state} tracked={tracking.tracked} />
      )}
      {view.page !== 'mail' && (
        <Suspense fallback={<TextSkeleton lines={4} />}>
          <ItemPage back={back} config={config} go={go} item={{ ...item, ...(state ?? nothingRead) }} view={view} />
        </Suspense>
      )}
    </>
  );
};

const nothingRead = { subject: '', to: [], cc: [] } as const;

interface InsertingProps {
  readonly draft: OpenDraft;
  readonly state: DraftState | null;
  readonly tracked: TrackedDraft | null;
  readonly onBack: () => void;
}

const Inserting = ({ draft, state, tracked, onBack }: InsertingProps) => {
  const notify = useNotify();
  const { compose } = useStrings();
  const recipient = useFirstRecord(state);
  return (
    <Suspense fallback={<TextSkeleton lines={4} />}>
      <InsertPage
        draft={draft}
        onBack={(result) => {
          onBack();
          if (result === 'inserted') notify({ intent: 'success', text: compose.inserted });
        }}
        recipient={recipient}
        regarding={tracked?.regarding[0] ?? null}
      />
    </Suspense>
  );
};
