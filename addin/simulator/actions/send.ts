import { readEml } from '../mailbox/read-eml.ts';
import type { Draft } from '../mailbox/model.ts';
import { writeEml } from '../mailbox/write-eml.ts';
import { isObject } from '../protocol/messages.ts';
import { textOf } from '../protocol/params.ts';
import type { Run, SmartAlert, World } from '../state.ts';
import { isForeign, itemOf } from '../state.ts';
import { takeSerial } from '../take-serial.ts';
import { runsEvent, sendEvent } from './events.ts';
import { putItem, removeItem } from './items.ts';

/** Pressing Send: the add-in's handler is asked first where client and manifest have it. */
export async function requestSend(world: World, draftKey: string): Promise<void> {
  const { addin } = world.get();
  if (!runsEvent(world.get(), addin.sendHandler, draftKey)) return leave(world, draftKey);
  runCommand(world, { itemKey: draftKey, commandId: sendEvent, functionName: addin.sendHandler });
}

export const runCommand = (world: World, wanted: Omit<Run, 'serial'>): void =>
  world.change((state) => ({
    ...state,
    alert: null,
    slowSend: null,
    isHeldBack: false,
    refusedKey: null,
    serial: state.serial + 1,
    run: { ...wanted, serial: state.serial },
  }));

/**
 * The add-in's function has ended. For a send event the payload of `event.completed` decides; no payload (the page or the
 * function is missing) never holds a message back, because the mode is PromptUser.
 */
export async function completeRun(world: World, serial: number, completed: unknown): Promise<void> {
  const { run } = world.get();
  if (run === null || run.serial !== serial) return;
  world.change((state) => ({ ...state, run: null, slowSend: null }));
  if (run.commandId !== sendEvent) return;
  if (!isObject(completed) || completed['allowEvent'] !== false) return leave(world, run.itemKey);
  world.change((state) => ({ ...state, alert: alertFrom(run.itemKey, completed) }));
}

const alertFrom = (draftKey: string, completed: Record<string, unknown>): SmartAlert => ({
  draftKey,
  message: textOf(completed, 'errorMessageMarkdown') || textOf(completed, 'errorMessage'),
  cancelLabel: textOf(completed, 'cancelLabel') || null,
  commandId: textOf(completed, 'commandId') || null,
  contextData: textOf(completed, 'contextData') || null,
  canSendAnyway: true,
});

export const dismissAlert = (world: World): void => world.change((state) => ({ ...state, alert: null }));

/** All add-ins were asked; another one may hold the message back, and then it stays a draft. */
async function leave(world: World, draftKey: string): Promise<void> {
  if (!world.get().faults.otherAddinCancels) return finishSend(world, draftKey);
  world.change((state) => ({ ...state, isHeldBack: true }));
}

/** Hands the mail to the server, if there is one. False when it was not taken. */
const handOver = async (world: World, draft: Draft, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> => {
  if (!world.get().addin.sendsMail) return true;
  const to = [...draft.to, ...draft.cc, ...draft.bcc].map(({ address }): [string, string] => ['to', address]);
  const envelope = new URLSearchParams([['from', draft.from.address], ...to]);
  const headers = { 'Content-Type': 'message/rfc822' };
  const answer = await fetch(`/departures?${envelope}`, { method: 'POST', headers, body: bytes }).catch(() => null);
  return answer?.ok === true;
};

/**
 * Moves the draft to Sent Items as the message it has become, with a Message-ID of its own; what somebody else wrote does
 * not lie in this mailbox. A mail that the server does not take stays a draft.
 */
export async function finishSend(world: World, draftKey: string): Promise<void> {
  const draft = itemOf(world.get(), draftKey);
  if (draft?.kind !== 'draft') return;
  const key = `sent-${takeSerial(world)}`;
  const unique = crypto.randomUUID();
  const bytes = writeEml(draft, {
    messageId: `<${unique}@${domainOf(draft)}>`,
    sentAt: new Date(),
    boundary: `=_${unique}`,
  });
  if (!(await handOver(world, draft, bytes))) {
    world.change((state) => ({ ...state, run: null, slowSend: null, alert: null, refusedKey: draftKey }));
    return;
  }
  const isOwn = !isForeign(world.get(), draft);
  const sent = await readEml(bytes, { key, folderId: 'sent', arrivedAt: Date.now() });
  const { customProperties, categories, conversationId } = draft;
  world.change((state) => ({
    ...removeItem(state, draftKey),
    alert: null,
    slowSend: null,
    refusedKey: null,
    run: state.run?.itemKey === draftKey ? null : state.run,
  }));
  if (!isOwn) return;
  world.change((state) =>
    putItem(state, {
      ...sent,
      customProperties,
      categories,
      conversationId: conversationId ?? sent.conversationId,
      bcc: draft.bcc,
      isRead: true,
    }),
  );
}

const domainOf = (draft: Draft): string => draft.from.address.split('@')[1] ?? 'simulated.example';
