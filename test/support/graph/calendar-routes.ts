/** Calendars of the fake service: lists of events, and what changed between two days. */
import { randomUUID } from 'node:crypto';
import { deltaPage, readToken, writeToken, type DeltaState } from './delta.ts';
import { eventBody, occurrenceShown, plain, tellAttendees, tellingOf } from './event-routes.ts';
import { daysOfSeries, endOf, lastsMs, momentOfTime, occurrencesOf, startOf, startOn } from './event-times.ts';
import { BadRequest, failure, linkOf, nextPage, onlyOptions, pick, preference, selected } from './exchange.ts';
import type { Exchange, Reply, Route } from './exchange.ts';
import { extendedIn, itemId, list, one, present, shownAs, takenByMark } from './item-replies.ts';
import type { GraphItem } from './items.ts';
import type { GraphFolder, GraphMailbox } from './mailbox.ts';

const taken = (exchange: Exchange, items: readonly GraphItem[]): readonly GraphItem[] => {
  const filter = exchange.url.searchParams.get('$filter') ?? '';
  const uid = /^iCalUId eq '((?:[^']|'')*)'$/.exec(filter)?.[1];
  if (uid !== undefined) return items.filter(({ properties }) => properties['iCalUId'] === uid.replaceAll("''", "'"));
  const after = /^lastModifiedDateTime gt (\S+)$/.exec(filter)?.[1];
  if (after === undefined) return takenByMark(exchange, items);
  if (Number.isNaN(Date.parse(after))) throw new BadRequest(`no such moment: ${after}`);
  return items.filter(({ modifiedAt }) => modifiedAt > Date.parse(after));
};

const listEvents = (exchange: Exchange, mailbox: GraphMailbox, calendar: GraphFolder): Reply => {
  onlyOptions(exchange, ['$filter', '$select', '$expand', '$top', '$skip']);
  const query = exchange.url.searchParams;
  const [top, skip] = [Number(query.get('$top') ?? 10), Number(query.get('$skip') ?? 0)];
  if (top < 1 || top > 1_000) throw new BadRequest('$top is 1 to 1000');
  const found = taken(exchange, mailbox.events.inFolder(calendar.id));
  const names = selected(exchange, 'event');
  const telling = tellingOf(exchange);
  const value = found.slice(skip, skip + top).map((item) => shownAs(exchange, telling, item, names));
  return list(value, telling, found.length > skip + top ? { '@odata.nextLink': nextPage(exchange, skip + top) } : {});
};

const usual = {
  subject: '',
  body: { contentType: 'text', content: '' },
  location: { displayName: '' },
  isAllDay: false,
  attendees: [],
  categories: [],
  sensitivity: 'normal',
  showAs: 'busy',
  isOnlineMeeting: false,
};

/** What a program of the person puts there, or somebody else by an invitation. */
export const addEvent = (
  mailbox: GraphMailbox,
  properties: Record<string, unknown>,
  extended: Iterable<[string, string]> = [],
): GraphItem =>
  mailbox.events.add(
    mailbox.folderNamed('calendar')?.id ?? '',
    {
      ...usual,
      isOrganizer: true,
      organizer: { emailAddress: { name: mailbox.user, address: mailbox.user } },
      iCalUId: `04000000${randomUUID().replaceAll('-', '').toUpperCase()}`,
      ...properties,
    },
    extended,
  );

const makeEvent = (exchange: Exchange, mailbox: GraphMailbox): Reply => {
  const given = eventBody(exchange, {});
  const { transactionId } = given;
  if (typeof transactionId === 'string' && mailbox.transactions.has(transactionId))
    return failure(409, 'ErrorDuplicateTransactionId');
  if (typeof transactionId === 'string') mailbox.transactions.add(transactionId);
  const item = addEvent(mailbox, plain(given), extendedIn(given));
  tellAttendees(mailbox, 'invitation', item);
  return one(exchange, tellingOf(exchange), item, 201);
};

const standsIn = (item: GraphItem, [from, to]: readonly [number, number]): boolean => {
  const within = (start: number): boolean => start + lastsMs(item) >= from && start < to;
  const days = daysOfSeries(item);
  if (days.length > 0) return days.some((day) => within(startOn(item, day)));
  return momentOfTime(endOf(item)) >= from && momentOfTime(startOf(item)) < to;
};

/** A series comes with what it has between the two days. */
const toldOf = (exchange: Exchange, item: GraphItem, span: readonly [number, number]): Record<string, unknown>[] => {
  const days = daysOfSeries(item).filter((day) => {
    const at = startOn(item, day);
    return occurrencesOf(item)[day]?.gone !== true && at >= span[0] && at < span[1];
  });
  return [
    present(tellingOf(exchange), item, exchange.immutable),
    ...days.map((day) => occurrenceShown(exchange, item, day)),
  ];
};

const stateOf = (exchange: Exchange, mailbox: GraphMailbox, calendar: GraphFolder): DeltaState | null => {
  const query = exchange.url.searchParams;
  const token = query.get('$skiptoken') ?? query.get('$deltatoken');
  if (token !== null) return readToken(token);
  onlyOptions(exchange, ['startDateTime', 'endDateTime']);
  const [from = Number.NaN, to = Number.NaN] = ['startDateTime', 'endDateTime'].map((name) =>
    Date.parse(query.get(name) ?? ''),
  );
  if (Number.isNaN(from + to)) throw new BadRequest('changes between which days?');
  const { events } = mailbox;
  return {
    folder: calendar.id,
    epoch: events.deltaEpoch,
    select: [],
    changeType: null,
    immutable: exchange.immutable,
    span: [from, to],
    at: events.changes.length,
    below: Number.MAX_SAFE_INTEGER,
  };
};

const viewDelta = (exchange: Exchange, mailbox: GraphMailbox, calendar: GraphFolder): Reply => {
  const state = stateOf(exchange, mailbox, calendar);
  if (state?.span === undefined || state.folder !== calendar.id) return failure(400, 'ErrorInvalidUrlQuery');
  if (state.epoch !== mailbox.events.deltaEpoch) return failure(410, 'syncStateNotFound');
  const { span } = state;
  const telling = tellingOf(exchange);
  const page = deltaPage(mailbox.events, state, Number(preference(exchange, 'odata.maxpagesize') ?? 10));
  const gone = (number: number) => ({
    id: itemId(telling, { number, folderId: calendar.id }, state.immutable),
    '@removed': { reason: 'deleted' },
  });
  const value = page.entries.flatMap((entry) => {
    if ('removed' in entry) return [gone(entry.removed)];
    if (standsIn(entry.item, span)) return toldOf(exchange, entry.item, span);
    return state.below === null ? [gone(entry.item.number)] : [];
  });
  const link = page.complete
    ? { '@odata.deltaLink': linkOf(exchange, '$deltatoken', writeToken(page.next)) }
    : { '@odata.nextLink': linkOf(exchange, '$skiptoken', writeToken(page.next)) };
  return list(value, telling, link);
};

export const calendarRoutes: Route = (exchange, mailbox) => {
  const [kind, ...path] = exchange.path;
  const [name = '', part, call] = kind === 'calendar' ? ['calendar', ...path] : path;
  const calendar = mailbox.folderNamed(name);
  if (calendar === null) return failure(404, 'ErrorItemNotFound');
  if (part === undefined && exchange.method === 'GET') {
    onlyOptions(exchange, ['$select']);
    const json = pick({ id: calendar.id, name: calendar.displayName }, selected(exchange, 'calendar'));
    return { status: 200, json, shape: 'calendar' };
  }
  if (part === 'calendarView' && call === 'delta') return viewDelta(exchange, mailbox, calendar);
  if (part !== 'events' || call !== undefined) return null;
  if (exchange.method === 'GET') return listEvents(exchange, mailbox, calendar);
  return exchange.method === 'POST' ? makeEvent(exchange, mailbox) : null;
};
