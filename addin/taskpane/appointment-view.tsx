import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useCallback, useMemo, useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ErrorNotice } from '../components/error-notice.tsx';
import { TextSkeleton } from '../components/skeletons.tsx';
import { consoleAddress } from '../console-address.ts';
import type { PageConfig } from '../config.ts';
import { PeopleSection } from '../features/people/people-section.tsx';
import { AppointmentPanel } from '../features/tracking/appointment-panel.tsx';
import type { PickRegarding } from '../features/tracking/regarding-wish.ts';
import type { OpenAppointment } from '../office/appointment.ts';
import { useHost } from '../office/host-context.ts';
import type { OpenItem } from '../office/open-item.ts';
import { useSpan, useStrings } from '../strings/strings.ts';
import { useTopic } from '../strings/topics.ts';
import { useView } from './use-view.ts';

const ItemPage = lazy(() => import('./item-page.tsx').then((module) => ({ default: module.ItemPage })));

/** Outlook has no event for everything that can change while its owner writes it. */
const lookAgainMs = 2_000;

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  hidden: { display: 'none' },
  summary: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: `0 ${tokens.spacingHorizontalXS}`,
  },
  subject: {
    margin: 0,
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  fact: {
    margin: 0,
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
});

interface AppointmentViewProps {
  readonly item: OpenItem;
  readonly config: PageConfig;
}

/** P11: the appointment that is open, one's own or another's. */
export const AppointmentView = ({ item, config }: AppointmentViewProps) => {
  const host = useHost();
  // Two of one's own cannot be told apart by a key; a pane is opened anew for each.
  const [opened] = useState(() => crypto.randomUUID());
  const open = useQuery({
    queryKey: ['open-appointment', opened, item.key],
    queryFn: () => host.readAppointment(item),
    refetchInterval: item.mode === 'compose' ? lookAgainMs : false,
    gcTime: 0,
    retry: false,
  });
  if (open.isError && !open.data) return <ErrorNotice error={open.error} onRetry={() => void open.refetch()} />;
  return open.data ? <Opened config={config} item={item} open={open.data} /> : <TextSkeleton lines={5} />;
};

const Opened = ({ item, config, open }: AppointmentViewProps & { readonly open: OpenAppointment }) => {
  const styles = useStyles();
  const { view, go, back } = useView();
  const pickRegarding: PickRegarding = useCallback(
    (wish) => new Promise((settle) => go({ page: 'regarding', wish, settle })),
    [go],
  );
  const openRecord = (record: NamedRecordRef) => go({ page: 'card', record });
  const { subject, organizer, required, optional } = open;
  const about = useMemo(
    () => ({ ...item, subject, from: organizer, to: required, cc: optional }),
    [item, subject, organizer, required, optional],
  );
  return (
    <>
      <div className={view.page === 'mail' ? styles.view : styles.hidden}>
        <Summary open={open} />
        <AppointmentPanel
          activityAddress={(activityId) => consoleAddress(config, { activityId })}
          item={item}
          onOpenRecord={openRecord}
          open={open}
          pickRegarding={pickRegarding}
        />
        <PeopleSection
          item={about}
          onAdd={(party) => go({ page: 'add', party })}
          onChoose={(party) => go({ page: 'choose', party })}
          onOpen={({ resolution }) => resolution?.kind === 'resolved' && openRecord(resolution.record)}
        />
      </div>
      {view.page !== 'mail' && (
        <Suspense fallback={<TextSkeleton lines={4} />}>
          <ItemPage back={back} config={config} go={go} item={about} view={view} />
        </Suspense>
      )}
    </>
  );
};

/** Which appointment this is about, so that nobody tracks the wrong one. */
const Summary = ({ open }: { readonly open: OpenAppointment }) => {
  const styles = useStyles();
  const { pane } = useStrings();
  const words = useTopic('appointment');
  const span = useSpan();
  const repeats = { no: null, series: words.series, occurrence: words.occurrence, unknown: words.mayRepeat };
  return (
    <section aria-label={words.open} className={styles.summary}>
      <h1 className={styles.subject}>{open.subject || pane.noSubject}</h1>
      <p className={styles.fact}>{span(open.start, open.end)}</p>
      {open.location !== '' && <p className={styles.fact}>{words.place(open.location)}</p>}
      {repeats[open.repeats] !== null && <p className={styles.fact}>{repeats[open.repeats]}</p>}
    </section>
  );
};
