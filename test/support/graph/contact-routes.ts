/** contactFolders and contacts of the fake service. */
import { BadRequest, failure, jsonBody, nextPage, onlyOptions, pick, selected } from './exchange.ts';
import type { Exchange, Reply, Route } from './exchange.ts';
import {
  extendedIn,
  itemDelta,
  itemId,
  list,
  one,
  shownAs,
  takenByMark,
  type Telling,
  unexpected,
} from './item-replies.ts';
import { etagOf, type GraphItem } from './items.ts';
import type { GraphFolder, GraphMailbox } from './mailbox.ts';

const telling: Telling = {
  shape: 'contact',
  prefix: 'C',
  present: (item) => ({ changeKey: etagOf(item).slice(3, -1), parentFolderId: item.folderId }),
  beside: 'singleValueExtendedProperties',
};

const readOnly = ['id', 'changeKey', 'createdDateTime', 'lastModifiedDateTime', 'parentFolderId'];
const names = ['givenName', 'middleName', 'surname', 'title', 'generation'];

const bodyOf = (exchange: Exchange): Record<string, unknown> => {
  const { ...given } = jsonBody(exchange, 'contact', { beside: ['singleValueExtendedProperties'] });
  for (const name of readOnly) if (name in given) throw new BadRequest(`${name} is read-only`);
  return given;
};

/** Exchange has room for three addresses and two business numbers. */
const isTooMuch = (given: Record<string, unknown>): boolean =>
  ((given['emailAddresses'] ?? []) as unknown[]).length > 3 ||
  ((given['businessPhones'] ?? []) as unknown[]).length > 2;

/** The service makes a name of its parts anew when they are written without it. */
const withName = (given: Record<string, unknown>, standing: Record<string, unknown>): Record<string, unknown> => {
  const properties = Object.fromEntries(
    Object.entries(given).filter(([name]) => name !== 'singleValueExtendedProperties'),
  );
  if ('displayName' in properties || !names.some((name) => name in properties)) return properties;
  const both = { ...standing, ...properties };
  const made = [both['givenName'], both['surname']].filter((part) => typeof part === 'string' && part !== '').join(' ');
  return { ...properties, displayName: made };
};

const empty = { categories: [], emailAddresses: [], businessPhones: [], homePhones: [], displayName: '' };

const presentFolder = ({ id, displayName, parentId }: GraphFolder) => ({ id, displayName, parentFolderId: parentId });

const listContacts = (exchange: Exchange, mailbox: GraphMailbox, folder: GraphFolder): Reply => {
  onlyOptions(exchange, ['$filter', '$select', '$expand', '$top', '$skip']);
  const query = exchange.url.searchParams;
  const [top, skip] = [Number(query.get('$top') ?? 10), Number(query.get('$skip') ?? 0)];
  if (top < 1 || top > 1_000) throw new BadRequest('$top is 1 to 1000');
  const found = takenByMark(exchange, mailbox.contacts.inFolder(folder.id));
  const chosen = selected(exchange, 'contact');
  const value = found.slice(skip, skip + top).map((item) => shownAs(exchange, telling, item, chosen));
  return list(value, telling, found.length > skip + top ? { '@odata.nextLink': nextPage(exchange, skip + top) } : {});
};

const makeContact = (exchange: Exchange, mailbox: GraphMailbox, folder: GraphFolder): Reply => {
  const given = bodyOf(exchange);
  if (isTooMuch(given)) return failure(400, 'ErrorInvalidRequest');
  const item = mailbox.contacts.add(folder.id, { ...empty, ...withName(given, empty) }, extendedIn(given));
  return one(exchange, telling, item, 201);
};

export const contactFolderRoutes: Route = (exchange, mailbox) => {
  const [, name = '', kind, call] = exchange.path;
  const folder = mailbox.folderNamed(name);
  if (folder === null) return failure(404, 'ErrorItemNotFound');
  if (kind === undefined && exchange.method === 'GET') {
    onlyOptions(exchange, ['$select']);
    return {
      status: 200,
      json: pick(presentFolder(folder), selected(exchange, 'contactFolder')),
      shape: 'contactFolder',
    };
  }
  if (kind !== 'contacts') return null;
  if (call === 'delta')
    return exchange.method === 'GET' ? itemDelta(exchange, telling, mailbox.contacts, folder.id) : null;
  if (call !== undefined) return null;
  if (exchange.method === 'GET') return listContacts(exchange, mailbox, folder);
  return exchange.method === 'POST' ? makeContact(exchange, mailbox, folder) : null;
};

const everyContact = (mailbox: GraphMailbox): GraphItem[] =>
  [...mailbox.folders.keys()].flatMap((folder) => mailbox.contacts.inFolder(folder));

/** Deleting moves to Deleted Items, where the item answers to its immutable id as before. */
const removeContact = (mailbox: GraphMailbox, item: GraphItem): Reply => {
  const there = mailbox.folderNamed('deleteditems')?.id ?? '';
  if (item.folderId === there) mailbox.contacts.remove(item);
  else mailbox.contacts.move(item, there);
  return { status: 204 };
};

export const contactRoutes: Route = (exchange, mailbox) => {
  const [, id] = exchange.path;
  const item = everyContact(mailbox).find((found) => itemId(telling, found, exchange.immutable) === id);
  if (item === undefined) return failure(404, 'ErrorItemNotFound');
  if (exchange.method === 'GET') return one(exchange, telling, item);
  const conflict = unexpected(exchange, item);
  if (conflict !== null) return conflict;
  if (exchange.method === 'DELETE') return removeContact(mailbox, item);
  if (exchange.method !== 'PATCH') return null;
  const given = bodyOf(exchange);
  if (isTooMuch(given)) return failure(400, 'ErrorInvalidRequest');
  mailbox.contacts.change(item, withName(given, item.properties), extendedIn(given));
  return one(exchange, telling, item);
};

/** A contact by the id that the product knows. */
export const contactNamed = (mailbox: GraphMailbox, id: string): GraphItem => {
  const found = everyContact(mailbox).find((item) => itemId(telling, item, true) === id);
  if (found === undefined) throw new Error(`no contact ${id}`);
  return found;
};
export const contactId = (item: GraphItem): string => itemId(telling, item, true);
