import type { OutlookHost, SelectedMail } from '../../../addin/office/host.ts';
import type { OpenAppointment } from '../../../addin/office/appointment.ts';
import { OfficeFailure } from '../../../addin/office/ask.ts';
import { ItemChanged } from '../../../addin/office/host.ts';
import type { MessageSource } from '../../../addin/office/message-source.ts';
import type { OpenItem } from '../../../addin/office/open-item.ts';
import type { FakeDraft } from './fake-draft.ts';
import { openMail } from './mail.ts';

export interface FakeHost extends OutlookHost {
  /** Opens another item, as a person selecting it does. */
  select(item: OpenItem | null, tell?: 'tell' | 'stay silent'): void;
  /** The pane is looked at again. */
  focus(): void;
  setTheme(theme: 'light' | 'dark'): void;
  /** Holds the reading of sources until the gate is opened. */
  holdSources(): () => void;
  readonly marks: { key: string; as: 'tracked' | 'untracked' }[];
  readonly faults: { source?: Error; mark?: 'respected' | 'impossible' };
  readonly texts: Record<string, string>;
  /** Selects several together; then none of them is open. */
  selectSeveral(mails: readonly SelectedMail[]): void;
  /** Mails of a selection that Outlook does not hand over. */
  readonly unreadable: Set<string>;
  principal: string | null;
  /** The draft that is open where the item is one. */
  draft: FakeDraft | null;
  /** What the open sent mail was marked with. */
  sentMark: string | null;
  /** The appointment that is open where the item is one. */
  appointment: OpenAppointment | null;
}

const bytesOf = (item: OpenItem): Uint8Array =>
  new TextEncoder().encode(`Message-ID: ${item.internetMessageId}\r\nSubject: ${item.subject}\r\n\r\nHello`);

/** Outlook as the port shows it, driven by the test. */
export const createFakeHost = (first: OpenItem | null = openMail(), language = 'en-US'): FakeHost => {
  let item = first;
  let theme: 'light' | 'dark' | null = null;
  let gate: Promise<void> = Promise.resolve();
  const itemListeners = new Set<() => void>();
  const selectionListeners = new Set<() => void>();
  let selection: readonly SelectedMail[] = [];
  const themeListeners = new Set<() => void>();
  const confirm = (asked: OpenItem) => {
    if (item?.key !== asked.key) throw new ItemChanged();
  };
  const host: FakeHost = {
    kind: 'outlook',
    capabilities: { original: true, parts: true, categories: true, shared: true },
    device: {
      name: 'Outlook on the web, Linux',
      client: 'OutlookWebApp',
      platform: 'Linux',
      mailbox: 'clara@contoso.test',
    },
    language,
    askInDialog: () => Promise.reject(new Error('no window in this test')),
    readOpenItem: () => item,
    onItemChange: (listener) => {
      itemListeners.add(listener);
      return () => itemListeners.delete(listener);
    },
    readSelection: () => Promise.resolve(selection),
    onSelectionChange: (listener) => {
      selectionListeners.add(listener);
      return () => selectionListeners.delete(listener);
    },
    readSelected: async (mail, signal) => {
      await gate;
      signal.throwIfAborted();
      if (host.unreadable.has(mail.itemId)) throw new OfficeFailure({ name: 'Failure', message: '', code: 5001 });
      return new TextEncoder().encode(`Message-ID: ${mail.messageId}\r\nSubject: ${mail.subject}\r\n\r\nHello`);
    },
    theme: () => (theme ? { dark: theme === 'dark' } : null),
    onThemeChange: (listener) => {
      themeListeners.add(listener);
      return () => themeListeners.delete(listener);
    },
    readSource: async (asked): Promise<MessageSource> => {
      confirm(asked);
      await gate;
      confirm(asked);
      if (host.faults.source) throw host.faults.source;
      return { rung: 'original', bytes: bytesOf(asked), numbers: new Map(asked.attachments.map(({ n }) => [n, n])) };
    },
    readHeaders: () => Promise.resolve('In-Reply-To: <earlier@contoso.test>\r\n'),
    readText: (asked) => Promise.resolve(host.texts[asked.key] ?? ''),
    openDraft: () => (host.draft ? Promise.resolve(host.draft) : Promise.reject(new ItemChanged())),
    readAppointment: () => (host.appointment ? Promise.resolve(host.appointment) : Promise.reject(new ItemChanged())),
    readSentMark: () => Promise.resolve(host.sentMark),
    readPrincipal: () => Promise.resolve(host.principal),
    mark: (asked, as) => {
      host.marks.push({ key: asked.key, as });
      return Promise.resolve(host.faults.mark ?? 'done');
    },
    selectSeveral: (mails) => {
      selection = mails;
      item = null;
      for (const listener of [...itemListeners, ...selectionListeners]) listener();
    },
    unreadable: new Set(),
    select: (next, tell = 'tell') => {
      selection = [];
      item = next;
      if (tell === 'tell') itemListeners.forEach((listener) => listener());
    },
    focus: () => itemListeners.forEach((listener) => listener()),
    setTheme: (next) => {
      theme = next;
      themeListeners.forEach((listener) => listener());
    },
    holdSources: () => {
      let open: () => void = () => undefined;
      gate = new Promise((resolve) => (open = resolve));
      return () => open();
    },
    marks: [],
    faults: {},
    texts: {},
    principal: null,
    draft: null,
    sentMark: null,
    appointment: null,
  };
  return host;
};
