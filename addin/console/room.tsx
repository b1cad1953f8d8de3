import type { Membership } from '#shared/contracts/session.ts';
import { type ReactNode, Suspense, lazy } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { TextSkeleton } from '../components/skeletons.tsx';
import { DeviceSection } from '../features/devices/device-section.tsx';
import { useConsoleStrings } from './console-strings.ts';
import { GoLink } from './go-link.tsx';
import type { Place } from './place.ts';
import { ActivitiesPage } from './pages/activities-page.tsx';
import { RecordPage } from './pages/record-page.tsx';
import { TokenNotice } from './token-notice.tsx';
import { RecordsPage } from './pages/records-page.tsx';

const ActivityPage = lazy(() => import('./pages/activity-page.tsx').then((page) => ({ default: page.ActivityPage })));
const AddressesPage = lazy(() =>
  import('./pages/addresses-page.tsx').then((page) => ({ default: page.AddressesPage })),
);
const BeginPage = lazy(() => import('./pages/begin-page.tsx').then((page) => ({ default: page.BeginPage })));
const CampaignPage = lazy(() => import('./pages/campaign-page.tsx').then((page) => ({ default: page.CampaignPage })));
const CampaignsPage = lazy(() =>
  import('./pages/campaigns-page.tsx').then((page) => ({ default: page.CampaignsPage })),
);
const ListsPage = lazy(() => import('./pages/lists-page.tsx').then((page) => ({ default: page.ListsPage })));
const SendingPage = lazy(() => import('./pages/sending-page.tsx').then((page) => ({ default: page.SendingPage })));
const SettingsPage = lazy(() => import('./pages/settings-page.tsx').then((page) => ({ default: page.SettingsPage })));
const TemplatesPage = lazy(() =>
  import('./pages/templates-page.tsx').then((page) => ({ default: page.TemplatesPage })),
);
const EmailPage = lazy(() => import('./pages/email-page.tsx').then((page) => ({ default: page.EmailPage })));
const EmailsPage = lazy(() => import('./pages/emails-page.tsx').then((page) => ({ default: page.EmailsPage })));
const QueuesPage = lazy(() => import('./pages/queues-page.tsx').then((page) => ({ default: page.QueuesPage })));
const TrackingPage = lazy(() => import('./pages/tracking-page.tsx').then((page) => ({ default: page.TrackingPage })));
const LogPage = lazy(() => import('./pages/log-page.tsx').then((page) => ({ default: page.LogPage })));
const ForwardingPage = lazy(() =>
  import('./pages/forwarding-page.tsx').then((page) => ({ default: page.ForwardingPage })),
);
const ConnectionsPage = lazy(() =>
  import('./pages/connections-page.tsx').then((page) => ({ default: page.ConnectionsPage })),
);
const HeldPage = lazy(() => import('./pages/held-page.tsx').then((page) => ({ default: page.HeldPage })));
const MailboxesPage = lazy(() =>
  import('./pages/mailboxes-page.tsx').then((page) => ({ default: page.MailboxesPage })),
);
const MinePage = lazy(() => import('./pages/mine-page.tsx').then((page) => ({ default: page.MinePage })));
const SynchronizationPage = lazy(() =>
  import('./pages/synchronization-page.tsx').then((page) => ({ default: page.SynchronizationPage })),
);
const PeoplePage = lazy(() => import('./pages/people-page.tsx').then((page) => ({ default: page.PeoplePage })));

const WorkflowsPage = lazy(() =>
  import('./pages/workflows-page.tsx').then((page) => ({ default: page.WorkflowsPage })),
);
const WorkflowPage = lazy(() => import('./pages/workflow-page.tsx').then((page) => ({ default: page.WorkflowPage })));

interface RoomProps {
  readonly place: Place;
  readonly membership: Membership;
}

/** The room that the address names. */
export const Room = (props: RoomProps) => (
  <>
    {props.membership.role === 'administrator' && <TokenNotice />}
    <Suspense fallback={<TextSkeleton lines={8} />}>
      <Inside {...props} />
    </Suspense>
  </>
);

type Rooms = {
  readonly [Name in Place['room']]: (place: Extract<Place, { readonly room: Name }>, member: Membership) => ReactNode;
};

/** One entry a place; the key makes another thing in the same room a new page. */
const rooms: Rooms = {
  records: ({ type }) => <RecordsPage key={type} type={type} />,
  record: ({ record }) => <RecordPage key={record.id} record={record} />,
  activities: () => <ActivitiesPage />,
  activity: ({ activityId }) => <ActivityPage activityId={activityId} key={activityId} />,
  emails: () => <EmailsPage />,
  email: ({ emailId }) => <EmailPage emailId={emailId} key={emailId} />,
  write: ({ begin }) => <BeginPage begin={begin} key={JSON.stringify(begin)} />,
  templates: () => <TemplatesPage />,
  campaigns: () => <CampaignsPage />,
  campaign: ({ campaignId }) => <CampaignPage campaignId={campaignId} key={campaignId} />,
  lists: () => <ListsPage />,
  workflows: (_place, { role }) => <WorkflowsPage role={role} />,
  workflow: ({ workflowId }, { role }) => <WorkflowPage key={workflowId} role={role} workflowId={workflowId} />,
  addresses: () => <AddressesPage />,
  queues: ({ queueId }, membership) => <QueuesPage membership={membership} queueId={queueId} />,
  tracking: () => <TrackingPage />,
  log: (_place, membership) => <LogPage membership={membership} />,
  held: () => <HeldPage />,
  mine: () => <MinePage />,
  synchronization: (_place, membership) => <SynchronizationPage membership={membership} />,
  devices: () => <DeviceSection />,
  forwarding: (_place, { role }) => (role === 'administrator' ? <ForwardingPage /> : <Nowhere />),
  connections: (_place, { role }) => (role === 'administrator' ? <ConnectionsPage /> : <Nowhere />),
  mailboxes: (_place, membership) => <MailboxesPage membership={membership} />,
  sending: (_place, membership) => <SendingPage membership={membership} />,
  settings: (_place, { role }) => (role === 'administrator' ? <SettingsPage /> : <Nowhere />),
  people: (_place, { role }) => (role === 'administrator' ? <PeoplePage /> : <Nowhere />),
  invitation: () => <Nowhere />,
  unknown: () => <Nowhere />,
};

const Inside = ({ place, membership }: RoomProps) =>
  (rooms[place.room] as (place: Place, member: Membership) => ReactNode)(place, membership);

const Nowhere = () => {
  const words = useConsoleStrings();
  return (
    <EmptyState
      action={<GoLink to={{ room: 'records', type: 'contact' }}>{words.toRecords}</GoLink>}
      icon="question"
      title={words.notFoundTitle}
    >
      {words.notFound}
    </EmptyState>
  );
};
