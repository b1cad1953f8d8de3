import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, useSyncExternalStore } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { Notices } from '../components/notices.tsx';
import { RowsSkeleton, TextSkeleton } from '../components/skeletons.tsx';
import { consoleAddress } from '../console-address.ts';
import { SignInView } from '../features/sign-in/sign-in-view.tsx';
import { useHost, useOpenItem } from '../office/host-context.ts';
import { ApiProvider } from '../queries/api-context.ts';
import { useStrings } from '../strings/strings.ts';
import { Header } from './header.tsx';
import { MessageView } from './message-view.tsx';
import type { Services } from './services.ts';

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', minHeight: '100vh' },
  main: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    flexGrow: 1,
    padding: tokens.spacingHorizontalM,
    minWidth: 0,
  },
});

/** The task pane from header to notice, by who is signed in and what is open. */
export const Pane = ({ services }: { readonly services: Services }) => {
  const styles = useStyles();
  const { session, call } = services;
  const state = useSyncExternalStore(session.subscribe, session.state);
  const [account, setAccount] = useState(false);
  const membership = state.kind === 'signedIn' ? state.membership : null;
  const view = <Content services={services} />;
  return (
    <div className={styles.pane}>
      <Notices>
        <Header
          membership={membership}
          onAccount={() => setAccount(!account)}
          several={state.kind === 'signedIn' && state.memberships.length > 1}
        />
        <main className={styles.main}>
          {membership ? (
            <ApiProvider
              value={{ call, organizationId: membership.organization.id, userId: membership.user.id }}
              key={membership.organization.id}
            >
              {view}
            </ApiProvider>
          ) : (
            view
          )}
        </main>
      </Notices>
    </div>
  );
};

const Content = ({ services }: { readonly services: Services }) => {
  const { session, openCall, config } = services;
  const { pane, errorPhrases } = useStrings();
  const state = useSyncExternalStore(session.subscribe, session.state);
  switch (state.kind) {
    case 'restoring':
      return (
        <>
          <TextSkeleton lines={3} />
          <RowsSkeleton rows={3} />
        </>
      );
    case 'unreachable':
      return (
        <EmptyState
          action={<Button onClick={() => void session.start()}>{errorPhrases.tryAgain}</Button>}
          icon="hold"
          title={pane.unreachableTitle}
        >
          {pane.unreachable}
        </EmptyState>
      );
    case 'signedOut':
      return (
        <SignInView
          because={state.because}
          call={openCall}
          onSignIn={(given) => session.signIn(given)}
          way={session.way}
        />
      );
    case 'signedIn':
      return <WhatIsOpen config={config} />;
  }
};

const WhatIsOpen = ({ config }: Pick<Services, 'config'>) => {
  const host = useHost();
  const item = useOpenItem();
  const { pane } = useStrings();
  if (host.kind !== 'outlook') {
    return (
      <EmptyState
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
  if (!item) {
    return (
      <EmptyState icon="mail" title={pane.nothingOpenTitle}>
        {pane.nothingOpen}
      </EmptyState>
    );
  }
  if (item.kind !== 'message' || item.mode !== 'read') {
    return (
      <EmptyState icon="mail" title={pane.notAMailTitle}>
        {pane.notAMail}
      </EmptyState>
    );
  }
  return <MessageView config={config} item={item} key={item.key} />;
};
