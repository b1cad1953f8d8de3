import type { Item } from '../mailbox/model.ts';
import type { State, World } from '../state.ts';
import { itemOf } from '../state.ts';
import type { Answer } from './answers.ts';
import { isRefusal, officeError, ok } from './answers.ts';
import type { FrameIdentity } from './app-context.ts';
import { appContext } from './app-context.ts';
import type { Caller } from './call.ts';
import { callName } from './call-names.ts';
import { dispatch } from './dispatch.ts';
import type { HostRequest } from './messages.ts';
import { action, hostEvent, isObject, readRequest } from './messages.ts';
import { openItemFor } from './open-item.ts';
import { numberOf, textOf } from './params.ts';
import { answerTopUp, clientLook, officeThemes } from './top-up-calls.ts';
import type { TopUpRequest } from './top-up-messages.ts';
import { isTopUpMessage, topUpMark } from './top-up-messages.ts';
import type { Wire } from './wire.ts';
import { addinOrigin, createWire, record } from './wire.ts';

/** What a frame's host needs to know. */
export interface HostSettings {
  readonly world: World;
  readonly identity: FrameIdentity;
  readonly frame: () => Window | null;
  /** The item the frame is bound to; it changes while a pinned pane stays. */
  readonly itemKey: (state: State) => string | null;
  /** Called with what the add-in gave to `event.completed`, or null when its function could not be found. */
  readonly onCompleted?: (payload: unknown) => void;
  /** The library has started and waits for commands. */
  readonly onReady?: (raise: Wire['raise']) => void;
}

interface Seat extends HostSettings {
  readonly wire: Wire;
}

/** Plays the host for one frame until the returned function is called. */
export function startHost(settings: HostSettings): () => void {
  const { world } = settings;
  const seat: Seat = { ...settings, wire: createWire(world, settings.identity, settings.frame) };
  let before = world.get();

  const onMessage = (event: MessageEvent<unknown>): void => {
    if (event.source !== settings.frame() || event.origin !== addinOrigin(world)) return;
    const request = readRequest(event.data);
    if (isTopUpMessage(event.data)) onTopUp(seat, event.data);
    else if (request?._actionType === action.invoke) invoke(seat, request);
    else if (request !== null) register(seat, request);
  };
  const onChange = (): void => {
    const earlier = before;
    before = world.get();
    announce(seat, earlier, before);
  };

  window.addEventListener('message', onMessage);
  const stop = world.subscribe(onChange);
  return () => {
    stop();
    window.removeEventListener('message', onMessage);
  };
}

const callerOf = ({ world, itemKey, wire }: Seat): Caller => ({
  world,
  itemKey: itemKey(world.get()),
  raise: wire.raise,
});

function register(seat: Seat, request: HostRequest): void {
  seat.wire.register(request);
  if (request._actionName === hostEvent.commandInvoked && seat.wire.isListening(hostEvent.commandInvoked))
    seat.onReady?.(seat.wire.raise);
}

function invoke(seat: Seat, request: HostRequest): void {
  const { world, wire } = seat;
  switch (request._actionName) {
    case 'ContextActivationManager_getAppContextAsync':
      wire.reply(request, appContext(world.get(), seat.identity));
      break;
    case 'GetInitialData':
      wire.reply(request, openItemFor(world.get(), seat.itemKey(world.get())));
      break;
    case 'ExecuteMethod':
      answerCall(seat, request);
      break;
    case 'executeMethod':
      wire.reply(request, { Error: 0, Version: 1 });
      complete(seat, request._data);
      break;
    default:
    // notifyHost and the like report focus and timing and expect no answer.
  }
}

/** A call belongs to the item that was open when it was made, however late the answer. */
function answerCall(seat: Seat, request: HostRequest): void {
  const caller = callerOf(seat);
  later(seat.world, () => seat.wire.reply(request, execute(request._data, caller)));
}

function onTopUp(seat: Seat, request: TopUpRequest): void {
  const { world, wire } = seat;
  if (request.call === 'hello') wire.tellTopUp({ mark: topUpMark, kind: 'client', client: clientLook(world.get()) });
  if (request.call === 'nestedSignIn') {
    void lendSignIn(seat, request);
    return;
  }
  const { call } = request;
  const caller = callerOf(seat);
  later(world, () => {
    const answer = answerTopUp(call, request.params, caller);
    if (call !== 'hello') record(world, call, outcomeOf(answer));
    wire.tellTopUp({ mark: topUpMark, kind: 'answer', serial: request.serial, answer });
  });
}

/** What a page asks of its host's sign-in is answered by whoever plays the identity service. */
async function lendSignIn({ world, wire }: Seat, { call, params, serial }: TopUpRequest): Promise<void> {
  const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: textOf(params, 'message') };
  const response = await fetch('nested-sign-in', asked);
  record(world, call, String(response.status));
  wire.tellTopUp({ mark: topUpMark, kind: 'answer', serial, answer: ok(await response.text()) });
}

/** Which recipient fields of a draft differ; null when none does. */
function changedRecipients(before: Item | null, now: Item | null): Record<string, boolean> | null {
  if (before?.kind !== 'draft' || now?.kind !== 'draft' || before === now) return null;
  const fields = { to: before.to !== now.to, cc: before.cc !== now.cc, bcc: before.bcc !== now.bcc };
  return Object.values(fields).some((differs) => differs) ? fields : null;
}

/** Raises the events that follow from a change of the state. */
function announce({ itemKey, wire }: Seat, before: State, now: State): void {
  const key = itemKey(now);
  if (itemKey(before) !== key) wire.raise(hostEvent.itemChanged, openItemFor(now, key) ?? '');
  if (before.selection !== now.selection) wire.tellTopUp({ mark: topUpMark, kind: 'selection' });
  const fields = changedRecipients(itemOf(before, key), itemOf(now, key));
  if (fields !== null) wire.raise(hostEvent.recipientsChanged, [JSON.stringify(fields)]);
  if (before.theme !== now.theme || before.faults.isOffline !== now.faults.isOffline)
    wire.tellTopUp({ mark: topUpMark, kind: 'client', client: clientLook(now) });
  // After the new colours stand in Office.context.officeTheme, because listeners read them there.
  if (before.theme !== now.theme) wire.raise(hostEvent.themeChanged, [JSON.stringify(themeNumbers(now))]);
}

const later = (world: World, answer: () => void): void => {
  const { latencyMs } = world.get().faults;
  if (latencyMs === 0) answer();
  else setTimeout(answer, latencyMs);
};

function execute(request: unknown, caller: Caller): Answer {
  const method = isObject(request) ? request['MethodData'] : null;
  const params = isObject(request) ? request['ApiParams'] : null;
  const id = numberOf(method, 'DispatchId');
  const answer = dispatch(id, params, caller);
  record(caller.world, callName(id), outcomeOf(answer));
  return answer;
}

const outcomeOf = (answer: Answer): string =>
  isRefusal(answer) ? `error ${numberOf(answer, 'errorCode') || officeError.genericResponse}` : 'ok';

/** dispidAppCommandInvocationCompletedMethod of the library. */
const commandCompleted = 94;

/** `[commandId, status, text]` under the keys 0, 1, 2; the text holds what the add-in gave to `event.completed`. */
function complete(seat: Seat, params: unknown): void {
  if (!isObject(params) || numberOf(params['DdaMethod'], 'DispatchId') !== commandCompleted) return;
  const text = params['2'];
  const event: unknown = typeof text === 'string' && text !== '' ? JSON.parse(text) : null;
  const context = isObject(event) ? (event['completedContext'] ?? {}) : null;
  record(seat.world, 'event.completed', JSON.stringify(context));
  seat.onCompleted?.(context);
}

/** The event carries colours as numbers. */
const themeNumbers = (state: State): Record<string, number> => {
  const { isDarkTheme: _flag, ...colors } = officeThemes[state.theme];
  return Object.fromEntries(Object.entries(colors).map(([name, css]) => [name, Number.parseInt(css.slice(1), 16)]));
};
