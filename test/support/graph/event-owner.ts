import type { SyncFields } from '#shared/sync/item.ts';
import { addEvent } from './calendar-routes.ts';
import { eventId, eventNamed } from './event-routes.ts';
import type { GraphKind } from './graph-place.ts';
import type { GraphMailbox } from './mailbox.ts';

const shoeSize = 'String {00020329-0000-0000-c000-000000000046} Name shoe-size';

const calendarOf = (mailbox: GraphMailbox): string => mailbox.folderNamed('calendar')?.id ?? '';

const timeOf = (moment: unknown) => ({ dateTime: String(moment).slice(0, 19), timeZone: 'UTC' });

const propertiesOf = ({ subject, location, start, end }: SyncFields) => ({
  subject,
  location: { displayName: location },
  ...(start === undefined ? {} : { start: timeOf(start), end: timeOf(end) }),
});

/** Appointments of a mailbox, and the person who keeps them in Outlook. */
export const graphEvents: GraphKind = {
  kind: 'appointment',
  path: 'events',
  collection: calendarOf,
  owner: (mailbox) => ({
    add: (fields, categories = []) => {
      const properties = { ...propertiesOf(fields), categories, importance: 'high' };
      return Promise.resolve(eventId(addEvent(mailbox, properties, [[shoeSize, '44']])));
    },
    change: (id, fields) => {
      mailbox.events.change(eventNamed(mailbox, id), propertiesOf(fields));
      return Promise.resolve();
    },
    copy: (id) => {
      const { properties, extended } = eventNamed(mailbox, id);
      const { iCalUId: _uid, ...rest } = properties;
      return Promise.resolve(eventId(addEvent(mailbox, rest, extended)));
    },
    remove: (id) => {
      mailbox.events.move(eventNamed(mailbox, id), mailbox.folderNamed('deleteditems')?.id ?? '');
      return Promise.resolve();
    },
    ids: () => Promise.resolve(mailbox.events.inFolder(calendarOf(mailbox)).map(eventId).sort()),
    keepsUnknown: (id) => {
      const { properties, extended } = eventNamed(mailbox, id);
      return Promise.resolve(properties['importance'] === 'high' && extended.get(shoeSize) === '44');
    },
  }),
};
