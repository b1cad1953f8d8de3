import { itemIdFrom } from './mailbox/ids.ts';
import { htmlOfText } from './mailbox/html-text.ts';
import type { Appointment, Folder, Item, Message, Person, Recurrence, SharedBy } from './mailbox/model.ts';
import { emptyMarks } from './mailbox/model.ts';
import { readEml } from './mailbox/read-eml.ts';
import type { AddinPlace } from './state.ts';
import { calendarFolderId } from './state.ts';

/** /mailbox.json: the mailbox at the beginning. Paths are relative to the simulator's own origin. */
interface MailboxFile {
  readonly user: Person;
  readonly folders: readonly {
    readonly id: string;
    readonly name: string;
    readonly sharedBy?: SharedBy;
    readonly messages: readonly { readonly id: string; readonly path: string; readonly isRead?: boolean }[];
  }[];
  readonly appointments?: readonly AppointmentEntry[];
}

interface AppointmentEntry {
  readonly id: string;
  readonly subject: string;
  readonly role?: 'organizer' | 'attendee';
  readonly organizer: Person;
  readonly required?: readonly Person[];
  readonly optional?: readonly Person[];
  /** ISO 8601. */
  readonly start: string;
  readonly end: string;
  readonly location?: string;
  readonly body?: string;
  readonly recurrence?: Recurrence;
  readonly seriesId?: string;
}

export interface LoadedMailbox {
  readonly user: Person | null;
  readonly folders: readonly Folder[];
  readonly items: readonly Item[];
}

const emptyMailbox: LoadedMailbox = { user: null, folders: [], items: [] };

/** Where the add-in is, from /simulator.json. */
export async function loadAddinPlace(): Promise<AddinPlace> {
  const answer = await fetch('/simulator.json', { cache: 'no-store' });
  if (!answer.ok)
    throw new Error(`/simulator.json answered ${answer.status}: the simulator cannot tell where the add-in is.`);
  const place = (await answer.json()) as Partial<AddinPlace> & { readonly addinUrl: string };
  return {
    panePath: '/addin/taskpane.html',
    commandsPath: '/addin/commands.html',
    eventsPath: '/addin/events.html',
    name: 'Correspond',
    trackFunction: '',
    sendHandler: '',
    newMailHandler: '',
    sendsMail: false,
    lendsSignIn: false,
    ...place,
  };
}

/** The mailbox of /mailbox.json; an empty one where there is none. */
export async function loadMailbox(): Promise<LoadedMailbox> {
  const answer = await fetch('/mailbox.json', { cache: 'no-store' });
  if (!answer.ok) return emptyMailbox;
  const file = (await answer.json()) as MailboxFile;
  const messages = await Promise.all(
    file.folders.flatMap((folder) => folder.messages.map((entry) => loadMessage(entry, folder.id))),
  );
  return {
    user: file.user,
    folders: file.folders.map(({ messages: _messages, ...folder }) => folder),
    items: [...messages, ...(file.appointments ?? []).map(appointmentFrom)],
  };
}

async function loadMessage(
  entry: { readonly id: string; readonly path: string; readonly isRead?: boolean },
  folderId: string,
): Promise<Message> {
  const answer = await fetch(entry.path);
  if (!answer.ok)
    throw new Error(`${entry.path} answered ${answer.status}: the mailbox names a message that is not there.`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const message = await readEml(bytes, { key: entry.id, folderId, arrivedAt: Date.now() });
  return { ...message, isRead: entry.isRead ?? folderId !== 'inbox' };
}

const appointmentFrom = (entry: AppointmentEntry): Appointment => ({
  ...emptyMarks,
  kind: 'appointment',
  key: entry.id,
  folderId: calendarFolderId,
  itemId: itemIdFrom(entry.id),
  subject: entry.subject,
  role: entry.role ?? 'attendee',
  organizer: entry.organizer,
  required: entry.required ?? [],
  optional: entry.optional ?? [],
  start: Date.parse(entry.start),
  end: Date.parse(entry.end),
  location: entry.location ?? '',
  text: entry.body ?? '',
  html: htmlOfText(entry.body ?? ''),
  recurrence: entry.recurrence ?? null,
  seriesId: entry.seriesId === undefined ? null : itemIdFrom(entry.seriesId),
  sessionData: {},
});
