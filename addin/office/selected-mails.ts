import { OfficeFailure, ask } from './ask.ts';
import { fromBase64 } from './base64.ts';
import { readMessageId } from './header-block.ts';
import { ItemChanged, type SelectedMail } from './host.ts';
import { patiently } from './read-source.ts';

/** Outlook selects no more than this for an add-in; what a client gives beyond it is left. */
const mostSelected = 100;

/** Messages that are selected together, in the order of the list. Rejects with OfficeFailure where Outlook does not tell. */
export const readSelection = async (): Promise<readonly SelectedMail[]> => {
  const { mailbox } = Office.context;
  const found = await ask<Office.SelectedItemDetails[]>((done) => mailbox.getSelectedItemsAsync(done));
  return found
    .filter(({ itemType, itemMode }) => itemType.toLowerCase() === 'message' && !isWritten(itemMode))
    .slice(0, mostSelected)
    .map(({ itemId, subject, internetMessageId }) => ({ itemId, subject, messageId: internetMessageId || null }));
};

const isWritten = (mode: string): boolean => mode.toLowerCase() === 'compose';

let last: Promise<unknown> = Promise.resolve();

/** Outlook loads one message at a time. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const next = last.then(work, work);
  last = next.catch(() => undefined);
  return next;
};

/**
 * The bytes of one selected message; it is unloaded whatever happens. Rejects with OfficeFailure, with ItemChanged for the
 * bytes of another message, and with the signal's reason.
 */
export const readSelected = (mail: SelectedMail, signal: AbortSignal): Promise<Uint8Array> =>
  inTurn(async () => {
    signal.throwIfAborted();
    const { mailbox } = Office.context;
    // Not ended by the signal: what is loaded has to be unloaded.
    const loaded = (await ask<Office.LoadedMessageRead | Office.LoadedMessageCompose>((done) =>
      mailbox.loadItemByIdAsync(mail.itemId, done),
    )) as Office.LoadedMessageRead;
    try {
      const bytes = fromBase64(await patiently(() => ask<string>((done) => loaded.getAsFileAsync(done)), signal));
      const id = readMessageId(bytes);
      if (id !== null && mail.messageId !== null && id !== mail.messageId) throw new ItemChanged();
      return bytes;
    } finally {
      await unload(loaded);
    }
  });

const unload = async (loaded: Office.LoadedMessageRead): Promise<void> => {
  try {
    await ask((done) => loaded.unloadAsync(done));
  } catch (error) {
    // What stays loaded shows when the next one is loaded, which fails then and says so.
    if (!(error instanceof OfficeFailure)) throw error;
  }
};
