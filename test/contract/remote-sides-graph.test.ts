import { graphContacts } from '../support/graph/contact-owner.ts';
import { graphEvents } from '../support/graph/event-owner.ts';
import { graphRemoteServer } from '../support/graph/graph-place.ts';
import { graphTasks } from '../support/graph/task-owner.ts';
import { promisesOfRemoteSides } from './remote-sides.contract.ts';

const contacts = { kind: 'contact', title: 'fullName', detail: 'jobTitle', rest: {} } as const;

promisesOfRemoteSides('Microsoft Graph', contacts, () => graphRemoteServer(graphContacts));

const tasks = { kind: 'task', title: 'subject', detail: 'notes', rest: {} } as const;

promisesOfRemoteSides('Microsoft Graph', tasks, () => graphRemoteServer(graphTasks));

const appointments = {
  kind: 'appointment',
  title: 'subject',
  detail: 'location',
  rest: { start: '2026-03-09T09:00:00Z', end: '2026-03-09T10:00:00Z', allDay: false },
} as const;

promisesOfRemoteSides('Microsoft Graph', appointments, () => graphRemoteServer(graphEvents));
