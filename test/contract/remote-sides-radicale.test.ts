import { eventText, taskText } from '../support/calendar-text.ts';
import { cardText } from '../support/card-text.ts';
import { davRemoteServer } from '../support/dav-place.ts';
import { startRadicale } from '../support/dav-server.ts';
import { promisesOfRemoteSides } from './remote-sides.contract.ts';

const contacts = { kind: 'contact', title: 'fullName', detail: 'jobTitle', rest: {} } as const;
const tasks = { kind: 'task', title: 'subject', detail: 'notes', rest: {} } as const;
const appointments = {
  kind: 'appointment',
  title: 'subject',
  detail: 'location',
  rest: { start: '2026-03-09T09:00:00Z', end: '2026-03-09T10:00:00Z', allDay: false },
} as const;

promisesOfRemoteSides('CardDAV of Radicale', contacts, async () => {
  const server = await startRadicale();
  return davRemoteServer(server, cardText, (name) => server.person.makeBook(name));
});

promisesOfRemoteSides('CalDAV of Radicale', tasks, async () => {
  const server = await startRadicale();
  return davRemoteServer(server, taskText, (name) => server.person.makeCalendar(name));
});

promisesOfRemoteSides('CalDAV of Radicale', appointments, async () => {
  const server = await startRadicale();
  return davRemoteServer(server, eventText, (name) => server.person.makeCalendar(name));
});
