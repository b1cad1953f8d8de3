import { putItem } from './actions/items.ts';
import type { Message, Person } from './mailbox/model.ts';
import { readEml } from './mailbox/read-eml.ts';
import type { World } from './state.ts';
import { stringsFor } from './strings.ts';

interface Arrival {
  readonly serial: number;
  readonly to: readonly string[];
  readonly path: string;
}

/** Mail for others than the user of this Outlook: the sandbox took it in their place. */
export const sandboxFolderId = 'sandbox';

const pauseMs = 2_000;

const folderFor = (world: World, { to }: Arrival): string => {
  const own = world.get().user.address.toLowerCase();
  if (to.some((address) => address.toLowerCase() === own)) return 'inbox';
  if (!world.get().folders.some((folder) => folder.id === sandboxFolderId)) {
    const name = stringsFor(world.get().language).sandbox;
    world.change((state) => ({ ...state, folders: [...state.folders, { id: sandboxFolderId, name }] }));
  }
  return sandboxFolderId;
};

/** The first of those it came for, by the name that the mail gives. */
const receiverOf = ({ to, cc }: Message, arrival: Arrival): { readonly receivedBy?: Person } => {
  const [address] = arrival.to;
  if (address === undefined) return {};
  const named = [...to, ...cc].find((person) => person.address.toLowerCase() === address.toLowerCase());
  return { receivedBy: named ?? { name: address, address } };
};

const take = async (world: World, arrival: Arrival): Promise<void> => {
  const answer = await fetch(arrival.path);
  // Too many have arrived since: the oldest are not kept.
  if (!answer.ok) return;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const folderId = folderFor(world, arrival);
  const message = await readEml(bytes, { key: `arrival-${arrival.serial}`, folderId, arrivedAt: Date.now() });
  const receiver = folderId === sandboxFolderId ? receiverOf(message, arrival) : {};
  world.change((state) => putItem(state, { ...message, ...receiver, isRead: false }));
};

/** Takes what has arrived by SMTP since; gives the last one's number, or null where there is no sandbox. */
export const takeArrivals = async (world: World, after: number): Promise<number | null> => {
  const answer = await fetch(`/arrivals.json?after=${after}`, { cache: 'no-store' });
  if (!answer.ok) return null;
  const { items } = (await answer.json()) as { readonly items: readonly Arrival[] };
  for (const arrival of items) await take(world, arrival);
  return items.at(-1)?.serial ?? after;
};

/** Looks for new mail as long as the page is open. */
export const watchArrivals = async (world: World, after = 0): Promise<void> => {
  const last = await takeArrivals(world, after).catch(() => after);
  if (last === null) return;
  setTimeout(() => void watchArrivals(world, last), pauseMs);
};
