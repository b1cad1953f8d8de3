/** mailFolders and messages of the fake service. */
import type { Instant } from '#shared/model/instant.ts';
import { deltaPage, readToken, writeToken, type DeltaState } from './delta.ts';
import {
  BadRequest,
  failure,
  jsonBody,
  linkOf,
  nextPage,
  onlyOptions,
  pick,
  preference,
  selected,
} from './exchange.ts';
import type { Exchange, Reply, Route } from './exchange.ts';
import { filterOf, searchOf } from './find-messages.ts';
import type { GraphFolder, GraphMailbox, GraphMessage } from './mailbox.ts';
import { conversationOf, messageIdOf } from './message-facts.ts';

const moment = (at: Instant): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** Without the preference for immutable ones an id changes with the folder, as it does at the real service. */
const idOf = (message: GraphMessage, immutable: boolean): string =>
  immutable ? `AAkA${String(message.number).padStart(8, '0')}=` : `AAMk${message.folderId}${message.number}=`;

const sizeProperty = 'Integer 0xe08';

const present = (
  message: GraphMessage,
  { immutable }: Pick<Exchange, 'immutable'>,
  mailbox: GraphMailbox,
): Record<string, unknown> => ({
  '@odata.etag': `W/"${message.number}"`,
  id: idOf(message, immutable),
  receivedDateTime: moment(message.receivedAt),
  createdDateTime: moment(message.receivedAt),
  categories: message.categories,
  isRead: message.isRead,
  isDraft: message.isDraft,
  parentFolderId: message.folderId,
  subject: 'as it came',
  internetMessageId: messageIdOf(message),
  conversationId: conversationOf(mailbox, message),
});

const presentFolder = (mailbox: GraphMailbox, folder: GraphFolder): Record<string, unknown> => ({
  id: folder.id,
  displayName: folder.displayName,
  parentFolderId: folder.parentId,
  childFolderCount: mailbox.childrenOf(folder.id).length,
  totalItemCount: mailbox.inFolder(folder.id).length,
});

const list = (value: readonly unknown[], shape: Reply['shape'], more: Record<string, unknown> = {}): Reply => ({
  status: 200,
  json: { '@odata.context': 'context', ...more, value },
  many: true,
  ...(shape === undefined ? {} : { shape }),
});

const folderList = (exchange: Exchange, mailbox: GraphMailbox, parentId: string): Reply => {
  onlyOptions(exchange, ['$filter', '$top', '$select', 'includeHiddenFolders']);
  const names = selected(exchange, 'mailFolder');
  const filter = exchange.url.searchParams.get('$filter');
  const asked = /^displayName eq '((?:[^']|'')*)'$/.exec(filter ?? '')?.[1]?.replaceAll("''", "'");
  if (filter !== null && asked === undefined) throw new BadRequest(`no such filter: ${filter}`);
  const found = mailbox
    .childrenOf(parentId)
    .filter(({ displayName }) => asked === undefined || displayName.toLowerCase() === asked.toLowerCase());
  return list(
    found.map((folder) => pick(presentFolder(mailbox, folder), names)),
    'mailFolder',
  );
};

const stateOf = (exchange: Exchange, mailbox: GraphMailbox, folder: GraphFolder): DeltaState | null => {
  const query = exchange.url.searchParams;
  const token = query.get('$skiptoken') ?? query.get('$deltatoken');
  if (token !== null) return readToken(token);
  onlyOptions(exchange, ['$select', 'changeType', '$top']);
  const changeType = query.get('changeType');
  if (changeType !== null && !['created', 'updated', 'deleted'].includes(changeType))
    throw new BadRequest('changeType');
  return {
    folder: folder.id,
    epoch: mailbox.deltaEpoch,
    select: selected(exchange, 'message'),
    changeType,
    immutable: exchange.immutable,
    at: mailbox.changes.length,
    below: Number.MAX_SAFE_INTEGER,
  };
};

const delta = (exchange: Exchange, mailbox: GraphMailbox, folder: GraphFolder): Reply => {
  const state = stateOf(exchange, mailbox, folder);
  if (state === null || state.folder !== folder.id) return failure(400, 'ErrorInvalidUrlQuery');
  if (state.epoch !== mailbox.deltaEpoch) {
    return failure(410, 'syncStateNotFound', { location: linkOf(exchange, '$deltatoken', '') });
  }
  const size = Number(preference(exchange, 'odata.maxpagesize') ?? 10);
  const page = deltaPage(mailbox, state, size);
  const value = page.entries.map((entry) =>
    'removed' in entry
      ? {
          id: idOf({ number: entry.removed, folderId: folder.id } as GraphMessage, state.immutable),
          '@removed': { reason: 'deleted' },
        }
      : pick(present(entry.item, state, mailbox), state.select),
  );
  const link = page.complete
    ? { '@odata.deltaLink': linkOf(exchange, '$deltatoken', writeToken(page.next)) }
    : { '@odata.nextLink': linkOf(exchange, '$skiptoken', writeToken(page.next)) };
  return list(value, 'message', link);
};

/** At most so many results of a search. */
const mostResults = 1_000;

/** A search takes neither filter nor order nor `$skip`; its pages are asked for by a token. Newest first. */
const searchList = (exchange: Exchange, mailbox: GraphMailbox, among: readonly GraphMessage[]): Reply => {
  onlyOptions(exchange, ['$search', '$select', '$top', '$skiptoken']);
  const query = exchange.url.searchParams;
  const names = selected(exchange, 'message');
  const holds = searchOf(query.get('$search') ?? '');
  const [top, skip] = [Number(query.get('$top') ?? 10), Number(query.get('$skiptoken') ?? 0)];
  if (top < 1 || top > 1_000) throw new BadRequest('$top is 1 to 1000');
  const found = among
    .filter(holds)
    .sort((a, b) => b.receivedAt - a.receivedAt || b.number - a.number)
    .slice(0, mostResults);
  const next = new URL(exchange.base + exchange.url.pathname.slice('/v1.0'.length) + exchange.url.search);
  next.searchParams.set('$skiptoken', String(skip + top));
  const value = found.slice(skip, skip + top).map((message) => pick(present(message, exchange, mailbox), names));
  return list(value, 'message', found.length > skip + top ? { '@odata.nextLink': next.href } : {});
};

const filterFor = (mailbox: GraphMailbox, filter: string | null): ((message: GraphMessage) => boolean) => {
  if (filter === null) return () => true;
  const since = /^receivedDateTime ge (\S+)$/.exec(filter)?.[1];
  return since === undefined ? filterOf(mailbox, filter) : ({ receivedAt }) => receivedAt >= Date.parse(since);
};

const messageList = (exchange: Exchange, mailbox: GraphMailbox, among: readonly GraphMessage[]): Reply => {
  if (exchange.url.searchParams.has('$search')) return searchList(exchange, mailbox, among);
  onlyOptions(exchange, ['$filter', '$orderby', '$select', '$top', '$skip']);
  const query = exchange.url.searchParams;
  const names = selected(exchange, 'message');
  const holds = filterFor(mailbox, query.get('$filter'));
  if (query.has('$orderby') && query.get('$orderby') !== 'receivedDateTime asc') throw new BadRequest('no such order');
  const [top, skip] = [Number(query.get('$top') ?? 10), Number(query.get('$skip') ?? 0)];
  if (top < 1 || top > 1_000) throw new BadRequest('$top is 1 to 1000');
  const found = among.filter(holds).sort((a, b) => a.receivedAt - b.receivedAt || b.number - a.number);
  const value = found.slice(skip, skip + top).map((message) => pick(present(message, exchange, mailbox), names));
  return list(value, 'message', found.length > skip + top ? { '@odata.nextLink': nextPage(exchange, skip + top) } : {});
};

const folderRoutes: Route = (exchange, mailbox) => {
  const [, name, kind, call] = exchange.path;
  if (exchange.method !== 'GET') return null;
  if (name === undefined) return folderList(exchange, mailbox, mailbox.rootId);
  const folder = mailbox.folderNamed(name);
  if (folder === null) return failure(404, 'ErrorItemNotFound');
  if (kind === undefined) {
    onlyOptions(exchange, ['$select']);
    const names = selected(exchange, 'mailFolder');
    return { status: 200, json: pick(presentFolder(mailbox, folder), names), shape: 'mailFolder' };
  }
  if (kind === 'childFolders') return folderList(exchange, mailbox, folder.id);
  if (kind !== 'messages') return null;
  if (call === undefined) return messageList(exchange, mailbox, mailbox.inFolder(folder.id));
  return call === 'delta' ? delta(exchange, mailbox, folder) : null;
};

const changeMessage = (exchange: Exchange, mailbox: GraphMailbox, message: GraphMessage): Reply => {
  const given = jsonBody(exchange, 'message');
  mailbox.change(message, given);
  return { status: 200, json: present(message, exchange, mailbox), shape: 'message' };
};

const moveMessage = (exchange: Exchange, mailbox: GraphMailbox, message: GraphMessage): Reply => {
  const { destinationId, ...more } = JSON.parse(exchange.body.toString('utf8')) as { destinationId?: string };
  if (typeof destinationId !== 'string' || Object.keys(more).length > 0) throw new BadRequest('move: destinationId');
  const folder = mailbox.folderNamed(destinationId);
  if (folder === null) return failure(404, 'ErrorItemNotFound');
  mailbox.move(message, folder);
  return { status: 201, json: present(message, exchange, mailbox), shape: 'message' };
};

const oneMessage = (exchange: Exchange, mailbox: GraphMailbox, message: GraphMessage): Reply => {
  onlyOptions(exchange, ['$select', '$expand']);
  const expand = exchange.url.searchParams.get('$expand');
  const wanted = /^singleValueExtendedProperties\(\$filter=id eq '([^']+)'\)$/.exec(expand ?? '')?.[1];
  if (expand !== null && wanted?.toLowerCase().replace('0x0e08', '0xe08') !== sizeProperty.toLowerCase()) {
    throw new BadRequest(`no such expansion: ${expand}`);
  }
  const sizes = [{ id: sizeProperty, value: String(message.bytes.length) }];
  const value = pick(present(message, exchange, mailbox), selected(exchange, 'message'));
  return {
    status: 200,
    json: expand === null ? value : { ...value, singleValueExtendedProperties: sizes },
    shape: 'message',
    check: { beside: ['singleValueExtendedProperties'] },
  };
};

/** Deleting moves to Deleted Items; from there to where only an administrator finds it. */
const deleteMessage = (mailbox: GraphMailbox, message: GraphMessage): Reply => {
  const there = mailbox.folderNamed('deleteditems');
  const next = message.folderId === there?.id ? mailbox.folderNamed('recoverableitemsdeletions') : there;
  if (next !== null) mailbox.move(message, next);
  return { status: 204 };
};

const messageRoutes: Route = (exchange, mailbox) => {
  const [, id, call] = exchange.path;
  if (id === undefined && exchange.method === 'GET')
    return messageList(exchange, mailbox, [...mailbox.messages.values()]);
  const message = [...mailbox.messages.values()].find((one) => id === idOf(one, exchange.immutable));
  if (message === undefined) return failure(404, 'ErrorItemNotFound');
  switch (`${exchange.method} ${call ?? ''}`) {
    case 'GET ':
      return oneMessage(exchange, mailbox, message);
    case 'GET $value':
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from(message.bytes) };
    case 'PATCH ':
      return changeMessage(exchange, mailbox, message);
    case 'DELETE ':
      return deleteMessage(mailbox, message);
    case 'POST move':
      return moveMessage(exchange, mailbox, message);
    case 'POST permanentDelete':
      mailbox.remove(message);
      return { status: 204 };
    default:
      return null;
  }
};

export const mailRoutes: Readonly<Record<string, Route>> = { mailFolders: folderRoutes, messages: messageRoutes };
