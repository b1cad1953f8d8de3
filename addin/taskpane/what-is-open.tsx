import { Button } from '@fluentui/react-components';
import { Suspense, lazy, useState } from 'react';
import type { Parts } from '../api/parts.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { TextSkeleton } from '../components/skeletons.tsx';
import { consoleAddress } from '../console-address.ts';
import { useHost, useOpenItem } from '../office/host-context.ts';
import type { SelectedMail } from '../office/host.ts';
import type { OpenItem } from '../office/open-item.ts';
import { useSelection } from '../office/use-selection.ts';
import { useStrings } from '../strings/strings.ts';
import { MessageView } from './message-view.tsx';

const ComposeView = lazy(() => import('./compose-view.tsx').then((module) => ({ default: module.ComposeView })));
const AppointmentView = lazy(() =>
  import('./appointment-view.tsx').then((module) => ({ default: module.AppointmentView })),
);

const loadSelection = () => import('./selection-view.tsx');
const SelectionOffer = lazy(() => loadSelection().then((module) => ({ default: module.SelectionOffer })));
const ConversationView = lazy(() =>
  import('./conversation-view.tsx').then((module) => ({ default: module.ConversationView })),
);
const SelectedRun = lazy(() => loadSelection().then((module) => ({ default: module.SelectedRun })));

/** Several mails that the person looks through; they stay on the screen whatever is selected by then. */
type Looked =
  | { readonly kind: 'selection'; readonly mails: readonly SelectedMail[] }
  | { readonly kind: 'conversation'; readonly item: OpenItem };

const LookedThrough = ({ looked, onBack }: { readonly looked: Looked; readonly onBack: () => void }) =>
  looked.kind === 'selection' ? (
    <SelectedRun mails={looked.mails} onBack={onBack} />
  ) : (
    <ConversationView item={looked.item} onBack={onBack} />
  );

/** The mail, the appointment or the selection that Outlook shows, or that it shows none. */
export const WhatIsOpen = ({ config }: Pick<Parts, 'config'>) => {
  const host = useHost();
  const item = useOpenItem();
  const { pane } = useStrings();
  const [looked, setLooked] = useState<Looked | null>(null);
  if (host.kind !== 'outlook') {
    return (
      <EmptyState
        heading="h1"
        action={
          <Button as="a" href={consoleAddress(config, 'start')}>
            {pane.openConsole}
          </Button>
        }
        icon="device"
        title={pane.outsideTitle}
      >
        {{ browser: pane.outside, blocked: pane.blocked, silent: pane.silent }[host.kind]}
      </EmptyState>
    );
  }
  if (looked !== null) {
    return (
      <Suspense fallback={<TextSkeleton lines={4} />}>
        <LookedThrough looked={looked} onBack={() => setLooked(null)} />
      </Suspense>
    );
  }
  if (!item) return <NothingOpen onLook={(mails) => setLooked({ kind: 'selection', mails })} />;
  if (item.kind === 'message' && item.mode === 'compose') {
    return (
      <Suspense fallback={<TextSkeleton lines={5} />}>
        <ComposeView config={config} item={item} />
      </Suspense>
    );
  }
  if (item.kind !== 'message') {
    return (
      <Suspense fallback={<TextSkeleton lines={5} />}>
        <AppointmentView config={config} item={item} key={item.key} />
      </Suspense>
    );
  }
  return (
    <MessageView
      config={config}
      item={item}
      key={item.key}
      onConversation={() => setLooked({ kind: 'conversation', item })}
    />
  );
};

const NothingOpen = ({ onLook }: { readonly onLook: (mails: readonly SelectedMail[]) => void }) => {
  const { pane } = useStrings();
  const selection = useSelection();
  if (selection.length > 0)
    return (
      <Suspense fallback={<TextSkeleton lines={4} />}>
        <SelectionOffer count={selection.length} onLook={() => onLook(selection)} />
      </Suspense>
    );
  return (
    <EmptyState heading="h1" icon="mail" title={pane.nothingOpenTitle}>
      {pane.nothingOpen}
    </EmptyState>
  );
};
