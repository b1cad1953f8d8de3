import { readEml } from '../mailbox/read-eml.ts';
import type { Change, Draft, Item, Message } from '../mailbox/model.ts';
import type { State, World } from '../state.ts';
import { itemOf } from '../state.ts';
import { takeSerial } from '../take-serial.ts';
import { showItem } from './pane.ts';

/** Puts a file into a folder as a message and opens it. */
async function addEml(world: World, bytes: Uint8Array, folderId: string): Promise<Message> {
  const key = `dropped-${takeSerial(world)}`;
  const message = await readEml(bytes, { key, folderId, arrivedAt: Date.now() });
  world.change((state) => putItem(state, message));
  openItem(world, message.key);
  return message;
}

/** Into the Inbox, or the folder of somebody else that is open; one after another, so that the last one stays open. */
export async function addFiles(world: World, files: readonly File[]): Promise<void> {
  const { folders, folderId } = world.get();
  const isShared = folders.some(({ id, sharedBy }) => id === folderId && sharedBy !== undefined);
  for (const file of files)
    await addEml(world, new Uint8Array(await file.arrayBuffer()), isShared ? folderId : 'inbox');
}

/** Opens an item in its folder; a message counts as read from then on. */
export function openItem(world: World, key: string): void {
  world.change((state) => {
    const item = itemOf(state, key);
    if (item === null) return state;
    const opened = item.kind === 'message' ? { ...item, isRead: true } : item;
    return showItem({ ...putItem(state, opened), folderId: item.folderId }, key);
  });
}

export const openFolder = (world: World, folderId: string): void =>
  world.change((state) => showItem({ ...state, folderId }, null));

export const putItem = (state: State, item: Item): State => ({
  ...state,
  items: new Map(state.items).set(item.key, item),
});

export function removeItem(state: State, key: string): State {
  const items = new Map(state.items);
  items.delete(key);
  return state.openKey === key ? showItem({ ...state, items }, null) : { ...state, items };
}

export const changeDraft = (world: World, key: string, change: Change<Draft>): void =>
  world.change((state) => {
    const draft = itemOf(state, key);
    return draft?.kind === 'draft' ? putItem(state, { ...draft, ...change }) : state;
  });

export const moveItem = (world: World, key: string, folderId: string): void =>
  world.change((state) => {
    const item = itemOf(state, key);
    if (item === null) return state;
    return showItem(putItem(state, { ...item, folderId }), null);
  });

/** The items of the open folder, newest first; appointments in the order of their day. */
export function itemsIn(state: State, folderId: string): Item[] {
  const items = [...state.items.values()].filter((item) => item.folderId === folderId);
  return items.sort((one, other) => momentOf(other) - momentOf(one));
}

const momentOf = (item: Item): number => {
  if (item.kind === 'message') return item.sentAt;
  return item.kind === 'appointment' ? -item.start : Number.MAX_SAFE_INTEGER;
};
