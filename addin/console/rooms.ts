import type { IconName } from '../components/icons.tsx';
import type { Place } from './place.ts';

export type RoomName =
  | 'records'
  | 'activities'
  | 'addresses'
  | 'emails'
  | 'templates'
  | 'campaigns'
  | 'workflows'
  | 'queues'
  | 'tracking'
  | 'log'
  | 'held'
  | 'mailboxes'
  | 'mine'
  | 'synchronization'
  | 'forwarding'
  | 'connections'
  | 'devices'
  | 'sending'
  | 'people'
  | 'settings';

/** A room with a door of its own in the navigation. */
export interface RoomDoor {
  readonly to: Place;
  readonly icon: IconName;
  readonly name: RoomName;
  readonly forAdministrators?: true;
}

export type GroupName = 'customers' | 'writing' | 'arriving' | 'administration';

/** What belongs together stands together; the order is that of the day's work. */
export const doors: readonly { readonly group: GroupName; readonly rooms: readonly RoomDoor[] }[] = [
  {
    group: 'customers',
    rooms: [
      { to: { room: 'records', type: 'contact' }, icon: 'people', name: 'records' },
      { to: { room: 'activities' }, icon: 'mail', name: 'activities' },
      { to: { room: 'addresses' }, icon: 'question', name: 'addresses' },
    ],
  },
  {
    group: 'writing',
    rooms: [
      { to: { room: 'emails' }, icon: 'edit', name: 'emails' },
      { to: { room: 'templates' }, icon: 'record', name: 'templates' },
      { to: { room: 'campaigns' }, icon: 'campaign', name: 'campaigns' },
      { to: { room: 'workflows' }, icon: 'flow', name: 'workflows' },
    ],
  },
  {
    group: 'arriving',
    rooms: [
      { to: { room: 'queues', queueId: null }, icon: 'tray', name: 'queues' },
      { to: { room: 'tracking' }, icon: 'filter', name: 'tracking' },
      { to: { room: 'log' }, icon: 'list', name: 'log' },
      { to: { room: 'held' }, icon: 'hold', name: 'held' },
      { to: { room: 'mailboxes' }, icon: 'server', name: 'mailboxes' },
      { to: { room: 'forwarding' }, icon: 'forward', name: 'forwarding', forAdministrators: true },
    ],
  },
  {
    group: 'administration',
    rooms: [
      { to: { room: 'mine' }, icon: 'badge', name: 'mine' },
      { to: { room: 'synchronization' }, icon: 'sync', name: 'synchronization' },
      { to: { room: 'devices' }, icon: 'device', name: 'devices' },
      { to: { room: 'sending' }, icon: 'send', name: 'sending' },
      { to: { room: 'connections' }, icon: 'check', name: 'connections', forAdministrators: true },
      { to: { room: 'people' }, icon: 'person', name: 'people', forAdministrators: true },
      { to: { room: 'settings' }, icon: 'settings', name: 'settings', forAdministrators: true },
    ],
  },
];

/** Pages of one thing stand behind the door of the room that lists it. */
const behind: Partial<Record<Place['room'], RoomName>> = {
  record: 'records',
  activity: 'activities',
  email: 'emails',
  write: 'emails',
  campaign: 'campaigns',
  lists: 'campaigns',
  workflow: 'workflows',
};

/** The room whose door leads to this place; null: no door does. */
export const roomOf = ({ room }: Place): RoomName | null =>
  behind[room] ?? doors.flatMap(({ rooms }) => rooms).find(({ name }) => name === room)?.name ?? null;
