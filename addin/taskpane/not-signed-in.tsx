import { Button } from '@fluentui/react-components';
import { Suspense, lazy, useSyncExternalStore } from 'react';
import type { Parts } from '../api/parts.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { RowsSkeleton, TextSkeleton } from '../components/skeletons.tsx';
import { useStrings } from '../strings/strings.ts';

const SignInView = lazy(() =>
  import('../features/sign-in/sign-in-view.tsx').then((module) => ({ default: module.SignInView })),
);

/** The pane while nobody is signed in, and until it is known whether somebody is. */
export const NotSignedIn = ({ services }: { readonly services: Parts }) => {
  const { session, openCall } = services;
  const { pane, errorPhrases } = useStrings();
  const state = useSyncExternalStore(session.subscribe, session.state);
  switch (state.kind) {
    case 'restoring':
    case 'signedIn':
      return (
        <>
          <TextSkeleton lines={3} />
          <RowsSkeleton rows={3} />
        </>
      );
    case 'unreachable':
      return (
        <EmptyState
          heading="h1"
          action={<Button onClick={() => void session.start()}>{errorPhrases.tryAgain}</Button>}
          icon="hold"
          title={pane.unreachableTitle}
        >
          {pane.unreachable}
        </EmptyState>
      );
    case 'signedOut':
      return (
        <Suspense fallback={<TextSkeleton lines={3} />}>
          <SignInView
            because={state.because}
            call={openCall}
            onSignIn={(given) => session.signIn(given)}
            way={session.way}
          />
        </Suspense>
      );
  }
};
