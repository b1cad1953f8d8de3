import { makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, lazy, useEffect, useState, useSyncExternalStore } from 'react';
import type { Parts } from '../api/parts.ts';
import type { SessionState } from '../api/session.ts';
import { sayError } from '../components/error-text.ts';
import { Notices, useNotify } from '../components/notices.tsx';
import { TextSkeleton } from '../components/skeletons.tsx';
import { consoleAddress } from '../console-address.ts';
import { KeptBanner } from '../features/kept/kept-banner.tsx';
import { useOpenItem } from '../office/host-context.ts';
import { type Keeping, KeepingProvider, useKept } from '../offline/keeper-context.ts';
import { ApiProvider } from '../queries/api-context.ts';
import { type Language, languageOf, useStrings } from '../strings/strings.ts';
import { Header } from './header.tsx';
import { NotSignedIn } from './not-signed-in.tsx';
import { useAfterPaint } from './use-after-paint.ts';
import { useKeepingOf } from './use-keeping-of.ts';
import { useSynchronizerOf } from './use-synchronizer-of.ts';
import { WhatIsOpen } from './what-is-open.tsx';

const AccountPage = lazy(() =>
  import('../features/devices/account-page.tsx').then((module) => ({ default: module.AccountPage })),
);
const KeptPage = lazy(() => import('../features/kept/kept-page.tsx').then((module) => ({ default: module.KeptPage })));
const OfflinePart = lazy(() =>
  import('../features/offline/offline-part.tsx').then((module) => ({ default: module.OfflinePart })),
);
const NewDeviceCards = lazy(() =>
  import('../features/devices/new-device-cards.tsx').then((module) => ({ default: module.NewDeviceCards })),
);

const useStyles = makeStyles({
  mail: { display: 'contents' },
  hidden: { display: 'none' },
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

type PanePage = 'mail' | 'account' | 'kept' | 'offline';

interface PaneProps {
  readonly services: Parts;
  readonly onLanguage: (language: Language) => void;
}

/** The task pane from header to notice, by who is signed in and what is open. */
export const Pane = ({ services, onLanguage }: PaneProps) => {
  const styles = useStyles();
  const { session, call } = services;
  useErasing(services);
  const state = useSyncExternalStore(session.subscribe, session.state);
  const [page, setPage] = useState<PanePage>('mail');
  const item = useOpenItem();
  const signedIn = state.kind === 'signedIn' ? state : null;
  return (
    <div className={styles.pane}>
      <Notices about={item?.key ?? ''}>
        <Header
          membership={signedIn?.membership ?? null}
          onAccount={() => setPage(page === 'mail' ? 'account' : 'mail')}
          several={(signedIn?.memberships.length ?? 0) > 1}
        />
        <main className={styles.main}>
          {signedIn ? (
            <ApiProvider
              key={signedIn.membership.organization.id}
              value={{
                call,
                organizationId: signedIn.membership.organization.id,
                userId: signedIn.membership.user.id,
              }}
            >
              <SignedIn onLanguage={onLanguage} onPage={setPage} page={page} services={services} signedIn={signedIn} />
            </ApiProvider>
          ) : (
            <NotSignedIn services={services} />
          )}
        </main>
      </Notices>
    </div>
  );
};

/** Y12: nothing stays of whoever is signed out, here or from elsewhere; a server that stumbles signs nobody out. */
const useErasing = ({ session, profile, partition }: Parts): void => {
  const { kind } = useSyncExternalStore(session.subscribe, session.state);
  useEffect(() => {
    const isInUse = profile.read('offline-records') !== null;
    if (kind !== 'signedOut' || !isInUse || profile.read('refresh-token') !== null) return;
    // What cannot be erased now is marked as in use still, and is erased the next time.
    void import('../offline/records/erase.ts')
      .then((erase) => erase.eraseEverything(partition, profile))
      .catch(() => undefined);
  }, [kind, profile, partition]);
};

interface SignedInProps extends PaneProps {
  readonly signedIn: Extract<SessionState, { kind: 'signedIn' }>;
  readonly page: PanePage;
  readonly onPage: (page: PanePage) => void;
}

const SignedIn = (props: SignedInProps) => {
  const keeping = useKeepingOf(props.services, props.signedIn);
  useSynchronizerOf(props.services, props.signedIn.device.id, keeping);
  return (
    <KeepingProvider value={keeping}>
      <Pages {...props} keeping={keeping} />
    </KeepingProvider>
  );
};

const Pages = ({ services, signedIn, page, onPage, onLanguage, keeping }: SignedInProps & { keeping: Keeping }) => {
  const styles = useStyles();
  const strings = useStrings();
  const notify = useNotify();
  const { kept: all } = useKept();
  const organizationId = signedIn.membership.organization.id;
  const kept = all.filter((one) => one.organizationId === organizationId);
  const { session, config, profile, call, host } = services;
  const [asked, setAsked] = useState(profile.read('designation-answered') !== null);
  const answered = () => {
    profile.write('designation-answered', 'yes');
    setAsked(true);
  };
  const signOut = async () => {
    onPage('mail');
    try {
      if (all.length > 0) await keeping.erase();
    } catch (error) {
      notify({ intent: 'error', text: sayError(error, strings) });
      return;
    }
    await session.signOut(() => call('endSession', {}));
  };
  return (
    <>
      {kept.length > 0 && page !== 'kept' && <KeptBanner kept={kept} onOpen={() => onPage('kept')} />}
      <Offline onPage={onPage} page={page} services={services} signedIn={signedIn} />
      <div className={page === 'mail' ? styles.mail : styles.hidden}>
        <WhatIsOpen config={config} />
        {host.kind === 'outlook' && signedIn.device.isNew && !asked && (
          <Suspense>
            <NewDeviceCards deviceId={signedIn.device.id} onAnswered={answered} />
          </Suspense>
        )}
      </div>
      {page === 'kept' && (
        <Suspense fallback={<TextSkeleton lines={4} />}>
          <KeptPage kept={kept} onBack={() => onPage('mail')} />
        </Suspense>
      )}
      {page === 'account' && (
        <Suspense fallback={<TextSkeleton lines={6} />}>
          <AccountPage
            consoleAddress={consoleAddress(config, 'start')}
            deviceId={signedIn.device.id}
            outlookSynchronizes={config.outlookApplication !== null && host.kind === 'outlook'}
            language={languageChoice(profile.read('language'))}
            membership={signedIn.membership}
            memberships={signedIn.memberships}
            onBack={() => onPage('mail')}
            onOffline={host.kind === 'outlook' ? () => onPage('offline') : null}
            partition={services.partition}
            onLanguage={(language) => {
              profile.write('language', language === 'auto' ? null : language);
              onLanguage(languageOf(language === 'auto' ? host.language : language));
            }}
            onOrganization={(id) => session.chooseOrganization(id)}
            onSignOut={() => void signOut()}
            unsent={all.length}
            version={config.version}
          />
        </Suspense>
      )}
    </>
  );
};

/** Y12: loaded where records are kept here, and where somebody wants to keep some. */
const Offline = ({ services, signedIn, page, onPage }: Omit<SignedInProps, 'onLanguage'>) => {
  const isInUse = useAfterPaint(services.profile.read('offline-records') !== null);
  if (page !== 'offline' && !isInUse) return null;
  return (
    <Suspense>
      <OfflinePart
        isOpen={page === 'offline'}
        onBack={() => onPage('account')}
        onOpen={() => onPage('offline')}
        services={services}
        signedIn={signedIn}
      />
    </Suspense>
  );
};

const languageChoice = (kept: string | null): Language | 'auto' => (kept === 'en' || kept === 'es' ? kept : 'auto');
