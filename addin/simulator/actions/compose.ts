import { escapeHtml } from '../mailbox/html-text.ts';
import { itemIdFrom } from '../mailbox/ids.ts';
import type { Draft, Message, Person } from '../mailbox/model.ts';
import { emptyMarks } from '../mailbox/model.ts';
import type { World } from '../state.ts';
import { itemOf, sharedByOf } from '../state.ts';
import { takeSerial } from '../take-serial.ts';
import { newMailEvent, runsEvent } from './events.ts';
import { changeDraft, openItem, putItem, removeItem } from './items.ts';

type Beginning = Partial<Omit<Draft, 'kind' | 'key' | 'folderId'>>;

/** Opens a new message to write; gives the key of its draft. */
export function startDraft(world: World, beginning: Beginning): string {
  const key = `draft-${takeSerial(world)}`;
  const draft: Draft = {
    ...emptyMarks,
    kind: 'draft',
    key,
    folderId: 'drafts',
    itemId: null,
    conversationId: null,
    composeType: 'newMail',
    inReplyTo: null,
    references: '',
    subject: '',
    from: world.get().user,
    to: [],
    cc: [],
    bcc: [],
    headers: {},
    sessionData: {},
    ...beginning,
  };
  world.change((state) => putItem(state, draft));
  openItem(world, key);
  announceNewMail(world, key);
  return key;
}

/** OnNewMessageCompose: for a new mail and for answers, never for a draft that is opened again. */
function announceNewMail(world: World, itemKey: string): void {
  const { newMailHandler } = world.get().addin;
  if (!runsEvent(world.get(), newMailHandler, itemKey)) return;
  const serial = takeSerial(world);
  const composeRun = { serial, itemKey, commandId: newMailEvent, functionName: newMailHandler };
  world.change((state) => ({ ...state, composeRun }));
}

export type ReplyKind = 'reply' | 'replyAll' | 'forward';

/** Opens an answer to (or a forward of) a message by whoever got it, quoting it; `html` stands above the quotation. */
export function startReply(world: World, message: Message, kind: ReplyKind, html = ''): string {
  const owner = sharedByOf(world.get(), message);
  const from = message.receivedBy ?? (owner === null ? world.get().user : { name: owner.name, address: owner.address });
  const me = from.address.toLowerCase();
  const notMe = (person: Person): boolean => person.address.toLowerCase() !== me;
  const author = message.from === null ? [] : [message.from];
  return startDraft(world, {
    from,
    composeType: kind === 'forward' ? 'forward' : 'reply',
    subject: prefixed(kind === 'forward' ? 'Fw' : 'Re', message.subject),
    to: kind === 'forward' ? [] : author,
    cc: kind === 'replyAll' ? [...message.to, ...message.cc].filter(notMe) : [],
    conversationId: message.conversationId,
    inReplyTo: message.messageId === '' ? null : message.messageId,
    references: [referencesIn(message.headers), message.messageId].filter((one) => one !== '').join(' '),
    attachments: kind === 'forward' ? message.attachments : [],
    html: `<div>${html}<br></div>${quotation(message)}`,
  });
}

/** Saves into Drafts and gives the item's id, which stays from then on. */
export function saveDraft(world: World, key: string): string {
  const draft = itemOf(world.get(), key);
  const itemId = (draft?.kind === 'draft' ? draft.itemId : null) ?? itemIdFrom(`${key}-saved`);
  changeDraft(world, key, { itemId });
  return itemId;
}

export const discardDraft = (world: World, key: string): void => world.change((state) => removeItem(state, key));

/** Closes the compose window; a draft that was never saved goes with it. */
export function closeDraft(world: World, key: string): void {
  const draft = itemOf(world.get(), key);
  if (draft?.kind === 'draft' && draft.itemId === null) discardDraft(world, key);
}

const prefixed = (prefix: string, subject: string): string =>
  subject.toLowerCase().startsWith(`${prefix.toLowerCase()}:`) ? subject : `${prefix}: ${subject}`;

/** RFC 5322 2.2.3: a folded field continues on lines that begin with white space. */
const referencesIn = (headers: string): string => {
  const unfolded = headers.replace(/\r?\n(?=[ \t])/g, '');
  return /^references:(.*)/im.exec(unfolded)?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
};

function quotation(message: Message): string {
  const from = message.from === null ? '' : `${message.from.name} <${message.from.address}>`;
  const line = `${from} · ${new Date(message.sentAt).toISOString().slice(0, 10)}`;
  return `<blockquote><p>${escapeHtml(line)}</p>${message.html}</blockquote>`;
}
