/** Lists and tasks of Microsoft To Do in the fake service. */
import { randomUUID } from 'node:crypto';
import { problemsIn } from './check-shape.ts';
import { BadRequest, failure, jsonBody, nextPage, onlyOptions } from './exchange.ts';
import type { Exchange, Reply, Route } from './exchange.ts';
import { itemDelta, itemId, list, present, type Telling, unexpected } from './item-replies.ts';
import type { GraphItem } from './items.ts';
import type { GraphMailbox } from './mailbox.ts';

const telling: Telling = { shape: 'todoTask', prefix: 'T', present: () => ({}), beside: 'linkedResources' };

export const usualList = 'AQMkTasks==';

type Link = Record<string, unknown>;

const linksOf = ({ properties }: GraphItem): Link[] => (properties['linkedResources'] ?? []) as Link[];

const linkFrom = (given: Link): Link => {
  const problems = problemsIn('linkedResource', given);
  if (problems.length > 0) throw new BadRequest(problems.join('; '));
  return { id: randomUUID(), ...given };
};

const readOnly = ['id', 'createdDateTime', 'lastModifiedDateTime', 'bodyLastModifiedDateTime', 'hasAttachments'];

/** To Do keeps the day that something is due, whatever time was written. */
const dayAlone = (value: unknown): unknown => {
  const written = value as { dateTime: string; timeZone: string } | null;
  return written === null ? null : { ...written, dateTime: `${written.dateTime.slice(0, 10)}T00:00:00.0000000` };
};

const bodyOf = (exchange: Exchange, beside: readonly string[]): Record<string, unknown> => {
  const given = jsonBody(exchange, 'todoTask', { beside });
  for (const name of readOnly) if (name in given) throw new BadRequest(`${name} is read-only`);
  if (given['title'] === '') throw new BadRequest('a task needs a title');
  const due = 'dueDateTime' in given ? { dueDateTime: dayAlone(given['dueDateTime']) } : {};
  const reopened = 'status' in given && given['status'] !== 'completed' ? { completedDateTime: null } : {};
  return { ...given, ...due, ...reopened };
};

const shown = (exchange: Exchange, item: GraphItem): Record<string, unknown> => {
  const expand = exchange.url.searchParams.get('$expand');
  if (expand !== null && expand !== 'linkedResources') throw new BadRequest(`no such expansion: ${expand}`);
  const beside = expand === null ? {} : { linkedResources: linksOf(item) };
  return { ...present(telling, item, exchange.immutable), ...beside };
};

const one = (exchange: Exchange, item: GraphItem, status = 200): Reply => {
  onlyOptions(exchange, ['$expand']);
  return { status, json: shown(exchange, item), shape: 'todoTask', check: { beside: ['linkedResources'] } };
};

const listTasks = (exchange: Exchange, mailbox: GraphMailbox, listId: string): Reply => {
  onlyOptions(exchange, ['$expand', '$top', '$skip']);
  const [top, skip] = [
    Number(exchange.url.searchParams.get('$top') ?? 10),
    Number(exchange.url.searchParams.get('$skip') ?? 0),
  ];
  const found = mailbox.tasks.inFolder(listId);
  const value = found.slice(skip, skip + top).map((item) => shown(exchange, item));
  return list(value, telling, found.length > skip + top ? { '@odata.nextLink': nextPage(exchange, skip + top) } : {});
};

const empty = { status: 'notStarted', importance: 'normal', isReminderOn: false, categories: [] };

const makeTask = (exchange: Exchange, mailbox: GraphMailbox, listId: string): Reply => {
  const given = bodyOf(exchange, ['linkedResources']);
  const links = ((given['linkedResources'] ?? []) as Link[]).map(linkFrom);
  return one(exchange, mailbox.tasks.add(listId, { ...empty, ...given, linkedResources: links }), 201);
};

const changeLinks = (exchange: Exchange, mailbox: GraphMailbox, item: GraphItem): Reply | null => {
  const [, , , , , , id] = exchange.path;
  const given = jsonBody(exchange, 'linkedResource');
  const standing = linksOf(item);
  if (id === undefined && exchange.method === 'POST') {
    const link = linkFrom(given);
    mailbox.tasks.change(item, { linkedResources: [...standing, link] });
    return { status: 201, json: link, shape: 'linkedResource' };
  }
  const found = standing.find((link) => link['id'] === id);
  if (found === undefined) return failure(404, 'ErrorItemNotFound');
  if (exchange.method !== 'PATCH') return null;
  const changed = { ...found, ...given };
  mailbox.tasks.change(item, { linkedResources: standing.map((link) => (link === found ? changed : link)) });
  return { status: 200, json: changed, shape: 'linkedResource' };
};

const oneTask = (exchange: Exchange, mailbox: GraphMailbox, item: GraphItem): Reply | null => {
  if (exchange.path[5] === 'linkedResources') return changeLinks(exchange, mailbox, item);
  if (exchange.method === 'GET') return one(exchange, item);
  const conflict = unexpected(exchange, item);
  if (conflict !== null) return conflict;
  if (exchange.method === 'DELETE') {
    mailbox.tasks.remove(item);
    return { status: 204 };
  }
  if (exchange.method !== 'PATCH') return null;
  mailbox.tasks.change(item, bodyOf(exchange, []));
  return one(exchange, item);
};

export const todoRoutes: Route = (exchange, mailbox) => {
  const [, lists, listId, tasks, taskId] = exchange.path;
  if (lists !== 'lists') return null;
  if (listId === undefined) {
    const usual = { displayName: 'Tasks', isOwner: true, isShared: false, wellknownListName: 'defaultList' };
    const flagged = { ...usual, displayName: 'Flagged Emails', wellknownListName: 'flaggedEmails' };
    const value = [
      { id: 'AQMkFlagged==', ...flagged },
      { id: usualList, ...usual },
    ];
    return { status: 200, json: { value }, shape: 'todoTaskList', many: true };
  }
  if (listId !== usualList) return failure(404, 'ErrorItemNotFound');
  if (tasks !== 'tasks') return null;
  if (taskId === 'delta') return itemDelta(exchange, telling, mailbox.tasks, listId);
  if (taskId === undefined) {
    if (exchange.method === 'GET') return listTasks(exchange, mailbox, listId);
    return exchange.method === 'POST' ? makeTask(exchange, mailbox, listId) : null;
  }
  const item = mailbox.tasks.inFolder(listId).find((found) => itemId(telling, found, exchange.immutable) === taskId);
  return item === undefined ? failure(404, 'ErrorItemNotFound') : oneTask(exchange, mailbox, item);
};

/** A task by the id that the product knows. */
export const taskNamed = (mailbox: GraphMailbox, id: string): GraphItem => {
  const found = mailbox.tasks.inFolder(usualList).find((item) => itemId(telling, item, true) === id);
  if (found === undefined) throw new Error(`no task ${id}`);
  return found;
};
export const taskId = (item: GraphItem): string => itemId(telling, item, true);
