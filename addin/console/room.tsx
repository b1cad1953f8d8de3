import type { Membership } from '#shared/contracts/session.ts';
import { type ComponentType, Suspense, lazy } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { TextSkeleton } from '../components/skeletons.tsx';
import { DeviceSection } from '../features/devices/device-section.tsx';
import { useConsoleStrings } from './console-strings.ts';
import { GoLink } from './go-link.tsx';
import type { Place } from './place.ts';
import { ActivitiesPage } from './pages/activities-page.tsx';
import { RecordPage } from './pages/record-page.tsx';
import { RecordsPage } from './pages/records-page.tsx';

const ActivityPage = lazy(() => import('./pages/activity-page.tsx').then((page) => ({ default: page.ActivityPage })));
const AddressesPage = lazy(() =>
  import('./pages/addresses-page.tsx').then((page) => ({ default: page.AddressesPage })),
);
const HeldPage = lazy(() => import('./pages/held-page.tsx').then((page) => ({ default: page.HeldPage })));
const SendingPage = lazy(() => import('./pages/sending-page.tsx').then((page) => ({ default: page.SendingPage })));
const PeoplePage = lazy(() => import('./pages/people-page.tsx').then((page) => ({ default: page.PeoplePage })));

interface RoomProps {
  readonly place: Place;
  readonly membership: Membership;
}

/** The room that the address names. */
export const Room = (props: RoomProps) => (
  <Suspense fallback={<TextSkeleton lines={8} />}>
    <Inside {...props} />
  </Suspense>
);

/** Rooms that ask for nothing. */
const plainRooms: Partial<Record<Place['room'], ComponentType>> = {
  activities: ActivitiesPage,
  addresses: AddressesPage,
  held: HeldPage,
  devices: DeviceSection,
};

const Inside = ({ place, membership }: RoomProps) => {
  const PlainRoom = plainRooms[place.room];
  if (PlainRoom !== undefined) return <PlainRoom />;
  switch (place.room) {
    case 'records':
      return <RecordsPage key={place.type} type={place.type} />;
    case 'record':
      return <RecordPage key={place.record.id} record={place.record} />;
    case 'activity':
      return <ActivityPage activityId={place.activityId} key={place.activityId} />;
    case 'sending':
      return <SendingPage membership={membership} />;
    case 'people':
      return membership.role === 'administrator' ? <PeoplePage /> : <Nowhere />;
    default:
      return <Nowhere />;
  }
};

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
