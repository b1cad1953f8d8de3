/** Single events of the fake service: their occurrences, and what it tells attendees by itself. */
import { BadRequest, failure, jsonBody, onlyOptions, preference } from './exchange.ts';
import type { Exchange, Reply, Route } from './exchange.ts';
import { extendedIn, itemId, list, one, type Telling, unexpected } from './item-replies.ts';
import { etagOf, type GraphItem } from './items.ts';
import type { GraphMailbox } from './mailbox.ts';
import {
  daysOfSeries,
  endOf,
  inUtc,
  lastsMs,
  momentOfTime,
  occurrencesOf,
  recurrenceOf,
  startOf,
  startOn,
  type Time,
} from './event-times.ts';

const isText = (exchange: Exchange): boolean => preference(exchange, 'outlook.body-content-type') === 'text';

const bodyShown = ({ properties }: GraphItem, asText: boolean) => {
  const { content = '' } = (properties['body'] ?? {}) as { content?: string };
  return asText
    ? { contentType: 'text', content }
    : { contentType: 'html', content: `<html><body>${content}</body></html>` };
};

const timesShown = (item: GraphItem) =>
  item.properties['isAllDay'] === true
    ? { start: { ...startOf(item), timeZone: 'UTC' }, end: { ...endOf(item), timeZone: 'UTC' } }
    : { start: inUtc(momentOfTime(startOf(item))), end: inUtc(momentOfTime(endOf(item))) };

export const tellingOf = (exchange: Exchange): Telling => ({
  shape: 'event',
  prefix: 'E',
  present: (item) => ({
    changeKey: etagOf(item).slice(3, -1),
    ...timesShown(item),
    body: bodyShown(item, isText(exchange)),
    type: recurrenceOf(item) === null ? 'singleInstance' : 'seriesMaster',
    seriesMasterId: null,
    originalStartTimeZone: startOf(item).timeZone,
    recurrence: recurrenceOf(item),
  }),
  beside: 'singleValueExtendedProperties',
});

const occurrenceId = (item: GraphItem, day: string): string => `AAkALgO${item.number}-${day}=`;

/** One of a series as it is told: with little beside its times, unless it is otherwise. */
export const occurrenceShown = (exchange: Exchange, item: GraphItem, day: string): Record<string, unknown> => {
  const at = startOn(item, day);
  const { changes } = occurrencesOf(item)[day] ?? {};
  const { start, end, ...rest } = changes ?? {};
  const own = {
    '@odata.etag': etagOf(item),
    id: occurrenceId(item, day),
    seriesMasterId: itemId(tellingOf(exchange), item, exchange.immutable),
    type: changes === undefined ? 'occurrence' : 'exception',
    isAllDay: item.properties['isAllDay'] === true,
    start: inUtc(start === undefined ? at : momentOfTime(start as Time)),
    end: inUtc(end === undefined ? at + lastsMs(item) : momentOfTime(end as Time)),
  };
  if (changes === undefined) return own;
  const { subject, location } = item.properties;
  return { ...own, originalStart: new Date(at).toISOString(), subject, location, ...rest };
};

const instances = (exchange: Exchange, item: GraphItem): Reply => {
  onlyOptions(exchange, ['startDateTime', 'endDateTime']);
  const query = exchange.url.searchParams;
  const [from, to] = ['startDateTime', 'endDateTime'].map((name) => Date.parse(query.get(name) ?? ''));
  if (from === undefined || to === undefined || Number.isNaN(from + to)) throw new BadRequest('instances of when?');
  const shown = daysOfSeries(item)
    .filter((day) => occurrencesOf(item)[day]?.gone !== true)
    .map((day) => occurrenceShown(exchange, item, day))
    .filter(({ start, end }) => momentOfTime(end as Time) > from && momentOfTime(start as Time) < to);
  return list(shown, tellingOf(exchange));
};

const sensitive = ['subject', 'body', 'location', 'start', 'end', 'isAllDay', 'recurrence'];

const addressesIn = (attendees: unknown): string[] =>
  ((attendees ?? []) as { emailAddress?: { address?: string } }[]).map(
    ({ emailAddress }) => emailAddress?.address ?? '',
  );

/** What real Exchange sends: to those that come and go, or of what concerns all to all. */
export const tellAttendees = (
  mailbox: GraphMailbox,
  what: 'invitation' | 'update' | 'cancellation',
  item: GraphItem,
  given: Record<string, unknown> | null = null,
): void => {
  const before = addressesIn(item.properties['attendees']);
  const after = given !== null && 'attendees' in given ? addressesIn(given['attendees']) : before;
  const subject = String(given?.['subject'] ?? item.properties['subject']);
  const tell = (kind: string, to: readonly string[]): void => {
    for (const address of to) mailbox.invitations.push(`${kind} of ${subject} to ${address}`);
  };
  if (what !== 'update') {
    tell(what, after);
    return;
  }
  const added = after.filter((one) => !before.includes(one));
  tell('invitation', added);
  tell(
    'cancellation',
    before.filter((one) => !after.includes(one)),
  );
  if (sensitive.some((name) => name in (given ?? {})))
    tell(
      'update',
      after.filter((one) => !added.includes(one)),
    );
};

const readOnly = [
  'id',
  'changeKey',
  'createdDateTime',
  'lastModifiedDateTime',
  'iCalUId',
  'type',
  'seriesMasterId',
  'isOrganizer',
  'organizer',
  'originalStart',
  'originalStartTimeZone',
  'cancelledOccurrences',
  'hasAttachments',
  'bodyPreview',
  'isCancelled',
];

const isMidnight = ({ dateTime }: Time): boolean => dateTime.slice(11, 19) === '00:00:00';

export const eventBody = (exchange: Exchange, standing: Record<string, unknown>): Record<string, unknown> => {
  const given = jsonBody(exchange, 'event', { beside: ['singleValueExtendedProperties'] });
  for (const name of readOnly) if (name in given) throw new BadRequest(`${name} is read-only`);
  const { start, end, isAllDay } = { ...standing, ...given } as { start?: Time; end?: Time; isAllDay?: boolean };
  if (start === undefined || end === undefined) throw new BadRequest('an event has a start and an end');
  if (isAllDay === true && !(isMidnight(start) && isMidnight(end)))
    throw new BadRequest('a whole day is from midnight');
  if (momentOfTime(end) < momentOfTime(start) || (isAllDay === true && end.dateTime <= start.dateTime))
    throw new BadRequest('it ends before it begins');
  return given;
};

export const plain = (given: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'singleValueExtendedProperties'));

/** What is otherwise in a series is forgotten when it is timed anew. */
const changeEvent = (exchange: Exchange, mailbox: GraphMailbox, item: GraphItem): Reply => {
  if (item.properties['isOrganizer'] === false) throw new BadRequest('somebody else organizes it');
  const given = eventBody(exchange, item.properties);
  if ('transactionId' in given) throw new BadRequest('transactionId is of new ones alone');
  const isTimed = ['start', 'end', 'isAllDay', 'recurrence'].some((name) => name in given);
  tellAttendees(mailbox, 'update', item, given);
  mailbox.events.change(item, { ...plain(given), ...(isTimed ? { '@occurrences': {} } : {}) }, extendedIn(given));
  return one(exchange, tellingOf(exchange), item);
};

const exceptionsShown = (exchange: Exchange, item: GraphItem): Reply => {
  const master = itemId(tellingOf(exchange), item, exchange.immutable);
  const days = Object.entries(occurrencesOf(item));
  return {
    status: 200,
    json: {
      '@odata.etag': etagOf(item),
      id: master,
      cancelledOccurrences: days.flatMap(([day, { gone }]) => (gone === true ? [`OID.${master}.${day}`] : [])),
      exceptionOccurrences: days.flatMap(([day, { changes }]) =>
        changes === undefined ? [] : [occurrenceShown(exchange, item, day)],
      ),
    },
    shape: 'event',
    check: { beside: ['exceptionOccurrences'] },
  };
};

const oneEvent = (exchange: Exchange, mailbox: GraphMailbox, item: GraphItem): Reply | null => {
  if (exchange.path[2] === 'instances') return instances(exchange, item);
  if (exchange.method === 'GET') {
    return exchange.url.searchParams.get('$expand') === 'exceptionOccurrences'
      ? exceptionsShown(exchange, item)
      : one(exchange, tellingOf(exchange), item);
  }
  const conflict = unexpected(exchange, item);
  if (conflict !== null) return conflict;
  if (exchange.method === 'DELETE') {
    if (item.properties['isOrganizer'] === false) throw new BadRequest('somebody else organizes it');
    tellAttendees(mailbox, 'cancellation', item);
    mailbox.events.move(item, mailbox.folderNamed('deleteditems')?.id ?? '');
    return { status: 204 };
  }
  return exchange.method === 'PATCH' ? changeEvent(exchange, mailbox, item) : null;
};

/** An occurrence is written in its series, whose version rises. */
const oneOccurrence = (exchange: Exchange, mailbox: GraphMailbox, item: GraphItem, day: string): Reply | null => {
  const standing = occurrencesOf(item);
  if (standing[day]?.gone === true || !daysOfSeries(item).includes(day)) return failure(404, 'ErrorItemNotFound');
  const shape = 'event' as const;
  if (exchange.method === 'GET') return { status: 200, json: occurrenceShown(exchange, item, day), shape };
  if (exchange.method === 'DELETE') {
    tellAttendees(mailbox, 'cancellation', item);
    mailbox.events.change(item, { '@occurrences': { ...standing, [day]: { gone: true } } });
    return { status: 204 };
  }
  if (exchange.method !== 'PATCH') return null;
  const given = jsonBody(exchange, 'event');
  tellAttendees(mailbox, 'update', item, given);
  const changes = { ...standing[day]?.changes, ...given };
  mailbox.events.change(item, { '@occurrences': { ...standing, [day]: { changes } } });
  return { status: 200, json: occurrenceShown(exchange, item, day), shape };
};

const everyEvent = (mailbox: GraphMailbox): GraphItem[] =>
  [...mailbox.folders.keys()].flatMap((folder) => mailbox.events.inFolder(folder));

export const eventRoutes: Route = (exchange, mailbox) => {
  const [, id = ''] = exchange.path;
  const [, number, day] = /^AAkALgO(\d+)-(\d{4}-\d\d-\d\d)=$/.exec(id) ?? [];
  const item = everyEvent(mailbox).find((found) =>
    day === undefined ? itemId(tellingOf(exchange), found, exchange.immutable) === id : found.number === Number(number),
  );
  if (item === undefined) return failure(404, 'ErrorItemNotFound');
  return day === undefined ? oneEvent(exchange, mailbox, item) : oneOccurrence(exchange, mailbox, item, day);
};

const telling: Pick<Telling, 'prefix'> = { prefix: 'E' };

/** An event by the id that the product knows. */
export const eventNamed = (mailbox: GraphMailbox, id: string): GraphItem => {
  const found = everyEvent(mailbox).find((item) => eventId(item) === id);
  if (found === undefined) throw new Error(`no event ${id}`);
  return found;
};
export const eventId = (item: GraphItem): string => itemId(telling as Telling, item, true);
