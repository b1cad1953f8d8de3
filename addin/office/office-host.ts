import { ask } from './ask.ts';
import { canReadSeveral, readCapabilities } from './capabilities.ts';
import { markItem } from './category-mark.ts';
import { describeOutlook } from './device-name.ts';
import { askInDialog } from './dialog-code.ts';
import { ItemChanged, type OutlookHost } from './host.ts';
import { readOfficeTheme } from './office-theme.ts';
import { type OpenItem, keyOfCurrent, readOpenItem } from './open-item.ts';
import { type LiveItem, readSource } from './read-source.ts';
import { writtenMail } from './written-mail.ts';

/** Outlook itself, behind the port. Call after Office.onReady. */
export const createOfficeHost = (): OutlookHost => {
  const { mailbox } = Office.context;
  const current = () => mailbox.item as Office.Item | undefined;

  const confirm = (item: OpenItem) => {
    if (keyOfCurrent(current()) !== item.key) throw new ItemChanged();
  };
  const liveItem = (item: OpenItem): LiveItem => {
    confirm(item);
    return current() as unknown as LiveItem;
  };
  /** Checked before and after, as calls speak to the item on the screen. */
  const askFor: AskFor = async (item, call) => {
    const answer = await call(liveItem(item));
    confirm(item);
    return answer;
  };

  const readHeaders: OutlookHost['readHeaders'] = (item, signal) =>
    askFor(item, (live) =>
      readCapabilities(current()).parts
        ? ask<string>((done) => live.getAllInternetHeadersAsync(done), signal)
        : Promise.resolve(null),
    );

  return {
    kind: 'outlook',
    get capabilities() {
      return readCapabilities(current());
    },
    device: describeOutlook(),
    language: Office.context.displayLanguage,
    askInDialog,
    readOpenItem: () => readOpenItem(current()),
    onItemChange: (listener) => listen(Office.EventType.ItemChanged, listener, lookedAt(listener)),
    ...severalMails(),
    theme: readOfficeTheme,
    onThemeChange: (listener) => listen(Office.EventType.OfficeThemeChanged, listener),
    readSource: async (item, signal) =>
      readSource({
        live: liveItem(item),
        item,
        capabilities: readCapabilities(current()),
        signal,
        confirm: () => confirm(item),
      }),
    readHeaders,
    ...writtenMail({ liveItem, askFor, readHeaders }),
    ...appointments(liveItem),
    readText: (item, signal) => askFor(item, (live) => ask<string>((done) => live.body.getAsync('text', done), signal)),
    readPrincipal: async (item, signal) =>
      readCapabilities(current()).shared ? principalOf(askFor, item, signal) : null,
    mark: async (item, as) => (readCapabilities(current()).categories ? markItem(liveItem(item), as) : 'impossible'),
  };
};

/** One call for one item, which must be open before and after it. */
type AskFor = <T>(item: OpenItem, call: (live: LiveItem) => Promise<T>) => Promise<T>;

/** Whose mailbox the item lies in, where that is not one's own. */
const principalOf = async (askFor: AskFor, item: OpenItem, signal: AbortSignal): Promise<string | null> => {
  try {
    const shared = await askFor(item, (live) =>
      ask<Office.SharedProperties>((done) => live.getSharedPropertiesAsync(done), signal),
    );
    return shared.owner || null;
  } catch (error) {
    if (error instanceof ItemChanged || signal.aborted) throw error;
    // Outlook answers with an error for items of one's own mailbox.
    return null;
  }
};

/** Appointments; loaded by whoever opens one. */
const appointments = (liveItem: (item: OpenItem) => LiveItem): Pick<OutlookHost, 'readAppointment'> => ({
  readAppointment: async (item, save) => {
    const { readAppointment } = await import('./read-appointment.ts');
    const live = liveItem(item) as unknown as Office.AppointmentRead;
    return readAppointment(live, save !== undefined);
  },
});

/** What concerns several selected messages; loaded by whoever selects several. */
const severalMails = (): Pick<OutlookHost, 'readSelection' | 'onSelectionChange' | 'readSelected'> => ({
  readSelection: async () => (canReadSeveral() ? (await import('./selected-mails.ts')).readSelection() : []),
  onSelectionChange: (listener) =>
    canReadSeveral() ? listen(Office.EventType.SelectedItemsChanged, listener, lookedAt(listener)) : () => undefined,
  readSelected: async (mail, signal) => (await import('./selected-mails.ts')).readSelected(mail, signal),
});

/** Listens to Outlook where it knows the event (older clients refuse it), and to whatever `others` adds. */
const listen = (
  event: Office.EventType | undefined,
  listener: () => void,
  stopOthers: () => void = () => undefined,
) => {
  const { mailbox } = Office.context;
  if (event !== undefined) mailbox.addHandlerAsync(event, listener, () => undefined);
  return () => {
    stopOthers();
    // Outlook knows one handler per event and add-in: taking it off takes off ours.
    if (event !== undefined) mailbox.removeHandlerAsync(event, () => undefined);
  };
};

/** Outlook forgets some selection changes; whoever looks at the pane again sees the right item in any case. */
const lookedAt = (listener: () => void): (() => void) => {
  window.addEventListener('focus', listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    window.removeEventListener('focus', listener);
    document.removeEventListener('visibilitychange', listener);
  };
};
