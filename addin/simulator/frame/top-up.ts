/**
 * Runs in the add-in's frame right after office.js, in demonstration and tests only. The npm library ends at requirement set 1.12;
 * this script adds the newer members the client profile promises, answered by the simulated host. They are our reading of the
 * documentation, not Microsoft's code. Outside the simulator it does nothing.
 */
import type { Answer } from '../protocol/answers.ts';
import type { ClientLook, TopUpCall, TopUpMark, TopUpReply } from '../protocol/top-up-messages.ts';
import { followConnection } from './connection.ts';
import { claimNestedSignIn, lendSignIn } from './nested-sign-in.ts';
import { officeResult, splitArguments } from './office-result.ts';

/** Repeated here, not imported: this script is served alone. The type keeps both ends equal. */
const mark: TopUpMark = 'simulated-outlook';

/** The name under which the add-in listens to other messages being selected (1.13). */
const selectedItemsChanged = 'olkSelectedItemsChanged';
type SelectionListener = (event: { readonly type: string }) => void;
const selectionListeners = new Set<SelectionListener>();

/** What the library's own members call, by names that its build for the web keeps. */
type HostFacade = Record<string, (given: ArrayLike<unknown> & Iterable<unknown>, ...rest: unknown[]) => void>;
declare const OSF: {
  readonly _OfficeAppFactory: { readonly getHostFacade: () => HostFacade };
  readonly DDA: {
    readonly DispIdHost: { readonly Methods: Readonly<Record<'AddEventHandler' | 'RemoveEventHandler', string>> };
  };
};

type Ask = (call: TopUpCall, params: unknown) => Promise<Answer>;
type Member = (...given: readonly unknown[]) => void;

/** What the simulator writes into the window's name: the library's own entries, and the client's look for this script. */
interface FrameName {
  readonly xdmInfo: string;
  readonly clientLook: ClientLook;
}

const frameName = readFrameName();
if (frameName !== null) topUp(frameName);

function readFrameName(): FrameName | null {
  if (window.parent === window || !window.name.includes('"clientLook"')) return null;
  return JSON.parse(window.name) as FrameName;
}

/** Office.onReady calls its callbacks in the order they came; this one is the first, so nobody sees the members missing. */
function topUp(name: FrameName): void {
  const ask = connect(name);
  if (name.clientLook.lendsSignIn)
    lendSignIn(async (message) => String((await ask('nestedSignIn', { message }))['data']));
  void Office.onReady(() => {
    setTheme(name.clientLook);
    void ask('hello', null);
    if (name.clientLook.lendsSignIn) claimNestedSignIn(Office.context.requirements);
    const mailbox = Office.context.mailbox as Office.Mailbox | undefined;
    if (mailbox !== undefined) topUpMailbox(mailbox, name.clientLook, ask);
  });
}

function connect(name: FrameName): Ask {
  const host = window.parent;
  const origin = name.xdmInfo.split('|')[2] ?? '';
  const waiting = new Map<number, (answer: Answer) => void>();
  let serial = 0;
  window.addEventListener('message', (event: MessageEvent<TopUpReply | undefined>) => {
    const message = event.data;
    if (event.source !== host || event.origin !== origin || message?.mark !== mark) return;
    if (message.kind === 'client') {
      follow(message.client);
      return;
    }
    if (message.kind === 'selection') {
      selectionListeners.forEach((listener) => listener({ type: selectedItemsChanged }));
      return;
    }
    waiting.get(message.serial)?.(message.answer);
    waiting.delete(message.serial);
  });
  return (call, params) =>
    new Promise((resolve) => {
      serial += 1;
      waiting.set(serial, resolve);
      host.postMessage({ mark, serial, call, params }, origin);
    });
}

function follow(client: ClientLook): void {
  followConnection(client.isOffline);
  setTheme(client);
}

/** Office.context.officeTheme came with 1.14. */
function setTheme(client: ClientLook): void {
  const context = (Office as { context?: Office.Context }).context;
  if (client.minor < 14 || context === undefined) return;
  Object.defineProperty(context, 'officeTheme', { configurable: true, enumerable: true, value: client.officeTheme });
}

function topUpMailbox(mailbox: Office.Mailbox, { minor, inReplyTo }: ClientLook, ask: Ask): void {
  let item: unknown = mailbox.item;
  const withMembers = (open: unknown): unknown => {
    if (minor >= 14 && isMessageRead(open))
      define(
        open,
        'getAsFileAsync',
        member(ask, 'getAsFileAsync', () => null),
      );
    if (minor >= 14 && isMessageCompose(open)) define(open, 'inReplyTo', inReplyTo);
    return open;
  };
  withMembers(item);
  Object.defineProperty(mailbox, 'item', {
    configurable: true,
    enumerable: true,
    get: () => item,
    set: (open: unknown) => {
      item = withMembers(open);
    },
  });
  if (minor >= 13) topUpSelection(mailbox, ask);
  if (minor >= 15) define(mailbox, 'loadItemByIdAsync', loadItem(ask));
}

function topUpSelection(mailbox: Office.Mailbox, ask: Ask): void {
  define(
    mailbox,
    'getSelectedItemsAsync',
    member(ask, 'getSelectedItemsAsync', () => null),
  );
  define(Office.EventType, 'SelectedItemsChanged', selectedItemsChanged);
  const facade = OSF._OfficeAppFactory.getHostFacade();
  listenFor(facade, OSF.DDA.DispIdHost.Methods.AddEventHandler, (listener) => selectionListeners.add(listener));
  listenFor(facade, OSF.DDA.DispIdHost.Methods.RemoveEventHandler, () => selectionListeners.clear());
}

/** The members of the mailbox that add and take off listeners cannot be replaced; what they call in the library can. */
function listenFor(facade: HostFacade, method: string, change: (listener: SelectionListener) => void): void {
  const known = facade[method];
  facade[method] = (given, ...rest) => {
    const [event, ...others] = [...given];
    if (event !== selectedItemsChanged) {
      known?.(given, ...rest);
      return;
    }
    const [listener] = others;
    change(listener as SelectionListener);
    // The first function is the listener, the callback stands behind it.
    const { callback, asyncContext } = splitArguments(others.slice(typeof listener === 'function' ? 1 : 0));
    callback?.(officeResult({ error: false }, asyncContext));
  };
}

const isMessageRead = (item: unknown): item is object =>
  typeof item === 'object' && item !== null && 'internetMessageId' in item && 'itemId' in item;

const isMessageCompose = (item: unknown): item is object =>
  typeof item === 'object' && item !== null && 'getComposeTypeAsync' in item;

function define(target: object, name: string, value: unknown): void {
  if (name in target) return;
  Object.defineProperty(target, name, { configurable: true, enumerable: true, value });
}

/** A member with Office's manners: optional options, then a callback that gets an AsyncResult. */
function member(ask: Ask, call: TopUpCall, params: (given: readonly unknown[]) => unknown): Member {
  return (...given) => {
    const { callback, asyncContext } = splitArguments(given);
    void ask(call, params(given)).then((answer) => callback?.(officeResult(answer, asyncContext)));
  };
}

/** A loaded message knows its own fields and can give its file; one at a time, until it is unloaded. */
function loadItem(ask: Ask): Member {
  return (itemId, ...given) => {
    const { callback, asyncContext } = splitArguments(given);
    void ask('loadItemByIdAsync', { itemId }).then((answer) => {
      const loaded = answer['data'];
      const item =
        typeof loaded === 'object' && loaded !== null
          ? {
              ...loaded,
              itemId,
              getAsFileAsync: member(ask, 'getAsFileAsync', () => ({ itemId })),
              unloadAsync: member(ask, 'unloadAsync', () => ({ itemId })),
            }
          : undefined;
      callback?.(officeResult({ ...answer, data: item }, asyncContext));
    });
  };
}
