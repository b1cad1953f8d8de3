import { readSessionTicket, type SessionTicket, sessionKeys } from './compose-marks.ts';
import { ask } from './ask.ts';
import type { Person } from './open-item.ts';

/** What the draft says now. */
export interface DraftState {
  readonly subject: string;
  /** Who it is sent as, where that is another address than the mailbox's own (1.7); P13. */
  readonly from: Person | null;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
}

/** The ticket as a draft keeps it; without an address where the client has no session data. */
export type KeptTicket = Omit<SessionTicket, 'sendingUrl' | 'subjectToken'>;

/** The mail that is being written, as far as this Outlook lets us. */
export interface OpenDraft {
  /** Null where the client does not tell (1.10). */
  readonly composeType: 'newMail' | 'reply' | 'forward' | null;
  /** Message-IDs that it answers (1.14). */
  readonly inReplyTo: readonly string[];
  read(): Promise<DraftState>;
  /** This Outlook runs our events for this draft; proved by the one that ran when it was begun, maybe after the pane. */
  hasSendEvent(): Promise<boolean>;
  /** Tells when recipients or subject may have changed. Gives the way to stop. */
  onChange(listener: () => void): () => void;
  /** Writes the ticket wherever handler, mailbox and we ourselves will look for it. */
  keep(ticket: SessionTicket): Promise<void>;
  kept(): Promise<KeptTicket | null>;
  forget(ticket: KeptTicket): Promise<void>;
  setSubject(subject: string): Promise<void>;
  addBcc(address: string): Promise<void>;
  removeBcc(address: string): Promise<void>;
  /** Puts text where the cursor stands. */
  insert(content: { readonly html: string; readonly text: string }): Promise<void>;
}

type Draft = Office.MessageCompose;

/** No client has an event for the subject, and those before 1.7 none for recipients. */
const lookAgainMs = 2_000;

const isSupported = (set: string): boolean => Office.context.requirements.isSetSupported('Mailbox', set);

/** The name of the custom property; it stays with the item when it is sent, and goes to nobody. */
export const ticketProperty = 'correspondTicket';

const loadProperties = (draft: Draft): Promise<Office.CustomProperties> =>
  ask<Office.CustomProperties>((done) => draft.loadCustomPropertiesAsync(done));

const orNull = async <T>(call: () => Promise<T>): Promise<T | null> => {
  try {
    return await call();
  } catch {
    // Outlook answers with an error where nothing stands; the caller knows what that means.
    return null;
  }
};

const readSession = (draft: Draft, name: string): Promise<string | null> =>
  isSupported('1.11')
    ? orNull(() => ask<string>((done) => draft.sessionData.getAsync(name, done)))
    : Promise.resolve(null);

const people = async (field: Office.Recipients): Promise<Person[]> =>
  (await ask<Office.EmailAddressDetails[]>((done) => field.getAsync(done))).map(({ emailAddress, displayName }) => ({
    address: emailAddress,
    name: displayName || emailAddress,
  }));

const readSender = async (draft: Draft): Promise<Person | null> => {
  if (!isSupported('1.7')) return null;
  const from = await orNull(() => ask<Office.EmailAddressDetails | null>((done) => draft.from.getAsync(done)));
  const own = Office.context.mailbox.userProfile.emailAddress;
  if (!from?.emailAddress || from.emailAddress.toLowerCase() === own.toLowerCase()) return null;
  return { address: from.emailAddress, name: from.displayName || from.emailAddress };
};

const readState = async (draft: Draft): Promise<DraftState> => ({
  subject: await ask<string>((done) => draft.subject.getAsync(done)),
  from: await readSender(draft),
  to: await people(draft.to),
  cc: await people(draft.cc),
  bcc: await people(draft.bcc),
});

const marks = (draft: Draft): Pick<OpenDraft, 'keep' | 'kept' | 'forget'> => ({
  keep: async (ticket) => {
    const { sendingUrl: _secret, subjectToken: _token, ...kept } = ticket;
    if (isSupported('1.8'))
      await ask((done) => draft.internetHeaders.setAsync({ [ticket.headerName]: ticket.headerValue }, done));
    if (isSupported('1.11'))
      await ask((done) => draft.sessionData.setAsync(sessionKeys.ticket, JSON.stringify(ticket), done));
    const properties = await loadProperties(draft);
    properties.set(ticketProperty, JSON.stringify(kept));
    await ask((done) => properties.saveAsync(done));
  },
  kept: async () => {
    const session = readSessionTicket(await readSession(draft, sessionKeys.ticket));
    if (session !== null) return session;
    const properties = await orNull(() => loadProperties(draft));
    return readKept(properties?.get(ticketProperty));
  },
  forget: async (ticket) => {
    if (isSupported('1.8')) await ask((done) => draft.internetHeaders.removeAsync([ticket.headerName], done));
    if (isSupported('1.11')) await orNull(() => ask((done) => draft.sessionData.removeAsync(sessionKeys.ticket, done)));
    const properties = await loadProperties(draft);
    properties.remove(ticketProperty);
    await ask((done) => properties.saveAsync(done));
  },
});

/** The ticket in a custom property; null when there is none. */
export const readKept = (value: unknown): KeptTicket | null => {
  try {
    const read = (typeof value === 'string' ? JSON.parse(value) : null) as KeptTicket | null;
    return read !== null && typeof read.id === 'string' && typeof read.headerValue === 'string' ? read : null;
  } catch {
    // Written by somebody else: no ticket.
    return null;
  }
};

const listen = (draft: Draft, listener: () => void): (() => void) => {
  const timer = setInterval(listener, lookAgainMs);
  const hears = isSupported('1.7');
  if (hears) draft.addHandlerAsync(Office.EventType.RecipientsChanged, listener, () => undefined);
  return () => {
    clearInterval(timer);
    if (hears) draft.removeHandlerAsync(Office.EventType.RecipientsChanged, () => undefined);
  };
};

const composeTypeOf = async (draft: Draft): Promise<OpenDraft['composeType']> => {
  if (!isSupported('1.10')) return null;
  const told = await orNull(() => ask<{ composeType: string }>((done) => draft.getComposeTypeAsync(done)));
  const type = told?.composeType;
  return type === 'reply' || type === 'forward' || type === 'newMail' ? type : null;
};

/** The draft that is open now. Throws an OfficeFailure where Outlook refuses to tell what it is. */
export const openDraft = async (draft: Draft): Promise<OpenDraft> => {
  const answered: unknown = isSupported('1.14') ? (draft as { inReplyTo?: unknown }).inReplyTo : null;
  const bccWith = (change: (list: Person[]) => Person[]) => async () => {
    const list = change(await people(draft.bcc));
    const details = list.map(({ address, name }) => ({ emailAddress: address, displayName: name }));
    await ask((done) => draft.bcc.setAsync(details, done));
  };
  const isAt = (address: string) => (person: Person) => person.address.toLowerCase() === address.toLowerCase();
  return {
    composeType: await composeTypeOf(draft),
    inReplyTo: typeof answered === 'string' && answered !== '' ? [answered] : [],
    hasSendEvent: async () => isSupported('1.12') && (await readSession(draft, sessionKeys.events)) !== null,
    read: () => readState(draft),
    onChange: (listener) => listen(draft, listener),
    ...marks(draft),
    setSubject: (subject) => ask((done) => draft.subject.setAsync(subject, done)),
    addBcc: (address) => bccWith((list) => (list.some(isAt(address)) ? list : [...list, { address, name: address }]))(),
    removeBcc: (address) => bccWith((list) => list.filter((person) => !isAt(address)(person)))(),
    insert: async ({ html, text }) => {
      const type = await ask<Office.CoercionType>((done) => draft.body.getTypeAsync(done));
      const isHtml = (type as string) === 'html';
      await ask((done) => draft.body.setSelectedDataAsync(isHtml ? html : text, { coercionType: type }, done));
    },
  };
};
