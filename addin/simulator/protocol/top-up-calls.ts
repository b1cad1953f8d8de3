import { toBase64 } from '../mailbox/bytes.ts';
import type { Item } from '../mailbox/model.ts';
import { profiles, selectsSeveral } from '../profiles.ts';
import type { State, Theme } from '../state.ts';
import { itemOf } from '../state.ts';
import type { Answer } from './answers.ts';
import { officeError, ok, refused } from './answers.ts';
import type { Caller } from './call.ts';
import { strike } from './dispatch.ts';
import { openItemFor } from './open-item.ts';
import { textOf } from './params.ts';
import type { ClientLook, OfficeThemeColors, TopUpCall } from './top-up-messages.ts';

/** Answers the members newer than the npm library: our reading of the documentation, not Microsoft's code. */
export function answerTopUp(call: Exclude<TopUpCall, 'nestedSignIn'>, params: unknown, caller: Caller): Answer {
  if (call === 'hello' || call === 'unloadAsync') return ok();
  const { minor } = profiles[caller.world.get().profileId];
  if (minor < sinceMinor[call]) return refused(officeError.operationNotSupported);
  return strike(call, caller) ?? answers[call](params, caller);
}

/** The requirement set (1.<minor>) that brought each member. */
const sinceMinor = { getSelectedItemsAsync: 13, getAsFileAsync: 14, loadItemByIdAsync: 15 } as const;

const answers = {
  /** Message read only: the whole message as base64. `itemId` names a loaded item, else the open one is meant. */
  getAsFileAsync: (params: unknown, caller: Caller): Answer => {
    const state = caller.world.get();
    const key = keyOf(state, textOf(params, 'itemId')) ?? caller.itemKey;
    const item = itemOf(state, key);
    return item?.kind === 'message' ? ok(toBase64(item.bytes)) : refused(officeError.operationNotSupported);
  },
  /** The messages that are selected together, else the open one. */
  getSelectedItemsAsync: (_params: unknown, caller: Caller): Answer => {
    const state = caller.world.get();
    if (!selectsSeveral(profiles[state.profileId], state.manifest)) return refused(officeError.permissionDenied);
    const keys = state.selection.length > 0 ? state.selection : [caller.itemKey];
    return ok(keys.flatMap((key) => selectedItem(itemOf(state, key))));
  },
  loadItemByIdAsync: (params: unknown, caller: Caller): Answer => {
    const state = caller.world.get();
    const key = keyOf(state, textOf(params, 'itemId'));
    return key === null ? refused(officeError.itemNotFound) : ok(openItemFor(state, key));
  },
};

const selectedItem = (item: Item | null) => {
  if (item?.kind !== 'message') return [];
  const { itemId, subject, conversationId, messageId, attachments } = item;
  return [
    {
      itemId,
      subject,
      conversationId,
      internetMessageId: messageId,
      hasAttachment: attachments.some(({ isInline }) => !isInline),
      itemMode: 'Read',
      itemType: 'message',
    },
  ];
};

const keyOf = (state: State, itemId: string): string | null =>
  [...state.items.values()].find((item) => item.itemId === itemId)?.key ?? null;

/** Clients that lend their sign-in know this requirement set at least. */
const nestedSignInMinor = 14;

const answeredBy = (item: Item | null): string => (item?.kind === 'draft' ? (item.inReplyTo ?? '') : '');

export const clientLook = (state: State): ClientLook => ({
  minor: profiles[state.profileId].minor,
  isOffline: state.faults.isOffline,
  lendsSignIn: state.addin.lendsSignIn && profiles[state.profileId].minor >= nestedSignInMinor,
  inReplyTo: answeredBy(itemOf(state, state.openKey)),
  officeTheme: officeThemes[state.theme],
});

export const officeThemes: Readonly<Record<Theme, OfficeThemeColors>> = {
  light: {
    bodyBackgroundColor: '#ffffff',
    bodyForegroundColor: '#242424',
    controlBackgroundColor: '#ffffff',
    controlForegroundColor: '#242424',
    isDarkTheme: false,
  },
  dark: {
    bodyBackgroundColor: '#1f1f1f',
    bodyForegroundColor: '#f0f0f0',
    controlBackgroundColor: '#292929',
    controlForegroundColor: '#f0f0f0',
    isDarkTheme: true,
  },
};
