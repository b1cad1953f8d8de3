import type { Faults } from './faults.ts';
import { noFaults } from './faults.ts';
import type { Category, Folder, Item, Person, SharedBy } from './mailbox/model.ts';
import type { ManifestProfile, ProfileId } from './profiles.ts';
import type { Store } from './store.ts';

export type Language = 'en-US' | 'es-ES';
export type Theme = 'light' | 'dark';

/** Where the add-in lives and what its manifest would put on the command bar; from /simulator.json. */
export interface AddinPlace {
  readonly addinUrl: string;
  readonly panePath: string;
  readonly commandsPath: string;
  /** The page of the launch events. */
  readonly eventsPath: string;
  readonly name: string;
  /** Function of the button that acts at once (ExecuteFunction); empty: the manifest has no such button. */
  readonly trackFunction: string;
  /** Function of the send event; empty: the manifest has none. */
  readonly sendHandler: string;
  /** Function of the event of a new mail; empty: the manifest has none. */
  readonly newMailHandler: string;
  /** What is sent leaves by SMTP; else it lies in Sent Items and nowhere else. */
  readonly sendsMail: boolean;
  /** It lends its own sign-in (nested app authentication). */
  readonly lendsSignIn: boolean;
}

export interface Pane {
  /** A new number makes a new frame. */
  readonly serial: number;
  readonly itemKey: string | null;
  readonly isPinned: boolean;
}

/** A function of the commands page that is running in a hidden frame. */
export interface Run {
  readonly serial: number;
  readonly itemKey: string;
  readonly commandId: string;
  readonly functionName: string;
}

export interface SmartAlert {
  readonly draftKey: string;
  readonly message: string;
  readonly cancelLabel: string | null;
  readonly commandId: string | null;
  readonly contextData: string | null;
  /** PromptUser lets the person send anyway, the other modes do not. */
  readonly canSendAnyway: boolean;
}

/** One call or event, for the log that people and tests read. */
export interface LogEntry {
  readonly serial: number;
  readonly call: string;
  readonly outcome: string;
}

export interface State {
  readonly addin: AddinPlace;
  readonly user: Person;
  readonly folders: readonly Folder[];
  readonly items: ReadonlyMap<string, Item>;
  readonly masterCategories: readonly Category[];
  readonly roamingSettings: Readonly<Record<string, string>>;
  readonly folderId: string;
  readonly openKey: string | null;
  /** Two messages or more of the open folder that are selected together; none of them is open then. */
  readonly selection: readonly string[];
  readonly pane: Pane | null;
  readonly run: Run | null;
  /** The event of a new mail that is running; beside it a command may run. */
  readonly composeRun: Run | null;
  readonly alert: SmartAlert | null;
  /** Another add-in has cancelled the last send. */
  readonly isHeldBack: boolean;
  /** The draft that the server did not take. */
  readonly refusedKey: string | null;
  /** The draft whose send handler takes longer than Outlook likes. */
  readonly slowSend: string | null;
  readonly profileId: ProfileId;
  readonly manifest: ManifestProfile;
  readonly faults: Faults;
  readonly language: Language;
  readonly theme: Theme;
  readonly width: number | null;
  readonly log: readonly LogEntry[];
  /** Everything numbered in a session takes its number here. */
  readonly serial: number;
}

export type World = Store<State>;

declare global {
  interface Window {
    /** For browser tests and the curious: the simulator's state. */
    simulatedOutlook?: { readonly state: () => State };
  }
}

export const initialState: State = {
  addin: {
    addinUrl: '',
    panePath: '',
    commandsPath: '',
    eventsPath: '',
    name: '',
    trackFunction: '',
    sendHandler: '',
    newMailHandler: '',
    sendsMail: false,
    lendsSignIn: false,
  },
  user: { name: 'Alex Example', address: 'alex@simulated.example' },
  folders: [
    { id: 'inbox', name: 'Inbox' },
    { id: 'sent', name: 'Sent Items' },
    { id: 'drafts', name: 'Drafts' },
    { id: 'archive', name: 'Archive' },
  ],
  items: new Map(),
  masterCategories: [{ displayName: 'Important', color: 'Preset0' }],
  roamingSettings: {},
  folderId: 'inbox',
  openKey: null,
  selection: [],
  pane: null,
  run: null,
  composeRun: null,
  alert: null,
  isHeldBack: false,
  refusedKey: null,
  slowSend: null,
  profileId: '1.16',
  manifest: 'admin',
  faults: noFaults,
  language: 'en-US',
  theme: 'light',
  width: null,
  log: [],
  serial: 1,
};

/** The folder that is shown as a calendar. */
export const calendarFolderId = 'calendar';

/** Whose mailbox the item lies in, when it is not the user's own. */
export const sharedByOf = (state: State, item: Item | null): SharedBy | null =>
  state.folders.find(({ id }) => id === item?.folderId)?.sharedBy ?? null;

export const itemOf = (state: State, key: string | null): Item | null =>
  key === null ? null : (state.items.get(key) ?? null);

/** An answer that somebody else writes, whose mail the sandbox took: neither this mailbox nor the add-in has part in it. */
export const isForeign = (state: State, item: Item | null): boolean =>
  item?.kind === 'draft' &&
  !sendersOf(state).some(({ address }) => address.toLowerCase() === item.from.address.toLowerCase());

/** Who the user may write as: themselves first, then whoever shares a folder with them. */
export const sendersOf = ({ user, folders }: State): Person[] => {
  const owners = folders.flatMap(({ sharedBy }) =>
    sharedBy === undefined ? [] : [{ name: sharedBy.name, address: sharedBy.address }],
  );
  return [...new Map([user, ...owners].map((one) => [one.address.toLowerCase(), one])).values()];
};
