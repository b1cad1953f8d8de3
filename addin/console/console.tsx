import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { Parts } from '../api/parts.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Notices } from '../components/notices.tsx';
import { TextSkeleton } from '../components/skeletons.tsx';
import { SignInView } from '../features/sign-in/sign-in-view.tsx';
import { ApiProvider } from '../queries/api-context.ts';
import { createQueryClient } from '../queries/query-client.ts';
import { type Words, WordsProvider, useStrings } from '../strings/strings.ts';
import { useHostTheme } from '../theme.ts';
import { ConsoleWordsProvider } from './console-strings.ts';
import type { ConsoleStrings } from './strings/en.ts';
import { InvitationPage } from './pages/invitation-page.tsx';
import { usePlace } from './place.ts';
import { Room } from './room.tsx';
import { Shell } from './shell.tsx';

const useStyles = makeStyles({
  ground: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground2 },
  alone: { maxWidth: '380px', margin: '0 auto', padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}` },
});

interface ConsoleProps {
  readonly services: Parts;
  readonly words: Words;
  readonly consoleStrings: ConsoleStrings;
}

/** The web console with everything its rooms ask for from around them. */
export const Console = ({ services, words, consoleStrings }: ConsoleProps) => {
  const styles = useStyles();
  const theme = useHostTheme(null);
  const queries = useMemo(() => createQueryClient(), []);
  return (
    // The ground is an element of its own: Fluent gives a class of the provider to every list that opens over the page.
    <FluentProvider lang={words.language} theme={theme}>
      <div className={styles.ground}>
        <WordsProvider value={words}>
          <ConsoleWordsProvider value={consoleStrings}>
            <QueryClientProvider client={queries}>
              <Notices>
                <Gate services={services} />
              </Notices>
            </QueryClientProvider>
          </ConsoleWordsProvider>
        </WordsProvider>
      </div>
    </FluentProvider>
  );
};

/** Who is signed in decides: the rooms, or the form; an invitation needs nobody. */
const Gate = ({ services }: { readonly services: Parts }) => {
  const styles = useStyles();
  const place = usePlace();
  const { pane } = useStrings();
  const { session, call, openCall } = services;
  const state = useSyncExternalStore(session.subscribe, session.state);
  if (place.room === 'invitation')
    return (
      <main className={styles.alone}>
        <InvitationPage call={openCall} />
      </main>
    );
  if (state.kind === 'signedIn') {
    const { membership } = state;
    const api = { call, organizationId: membership.organization.id, userId: membership.user.id };
    return (
      <ApiProvider key={membership.organization.id} value={api}>
        <Shell
          membership={membership}
          memberships={state.memberships}
          onOrganization={(id) => session.chooseOrganization(id)}
          onSignOut={() =>
            void session.signOut(async () => {
              await call('endSession', {});
            })
          }
          place={place}
        >
          <Room membership={membership} place={place} />
        </Shell>
      </ApiProvider>
    );
  }
  return (
    <main className={styles.alone}>
      {state.kind === 'restoring' && <TextSkeleton lines={6} />}
      {state.kind === 'unreachable' && (
        <EmptyState icon="hold" title={pane.unreachableTitle}>
          {pane.unreachable}
        </EmptyState>
      )}
      {state.kind === 'signedOut' && (
        <SignInView
          because={state.because}
          call={openCall}
          onSignIn={(credentials) => session.signIn(credentials)}
          way={session.way}
        />
      )}
    </main>
  );
};
