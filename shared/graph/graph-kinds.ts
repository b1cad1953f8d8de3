/** The places that a mailbox of Microsoft Graph has for items of each kind. */
import type { SyncKind } from '../sync/item.ts';
import { contactCodec } from './contact-fields.ts';
import { ContactFolder, usualContactFolder } from './contact-folder.ts';
import { EventCalendar, usualCalendar } from './event-calendar.ts';
import { eventCodec } from './event-fields.ts';
import type { GraphClient } from './graph-client.ts';
import type { ItemCodec, ItemPlace, PlaceAsked } from './item-place.ts';
import { taskCodec } from './task-fields.ts';
import { TaskList, usualTaskList } from './task-list.ts';
import type { Signal } from './signal.ts';

export interface GraphKind {
  readonly found: string;
  /** Where the mailbox has its own place for them; null where it has none. */
  readonly usualPlace: (client: GraphClient, signal: Signal) => Promise<string | null>;
  readonly codec: ItemCodec;
  readonly place: (asked: PlaceAsked) => ItemPlace;
}

/** A new kind is one entry here. */
export const graphKinds: Readonly<Record<SyncKind, GraphKind>> = {
  contact: {
    found: 'Found the contacts of the mailbox.',
    usualPlace: usualContactFolder,
    codec: contactCodec,
    place: (asked) => new ContactFolder(asked),
  },
  task: {
    found: 'Found the list of tasks.',
    usualPlace: usualTaskList,
    codec: taskCodec,
    place: (asked) => new TaskList(asked),
  },
  appointment: {
    found: 'Found the calendar.',
    usualPlace: usualCalendar,
    codec: eventCodec,
    place: (asked) => new EventCalendar(asked),
  },
};
