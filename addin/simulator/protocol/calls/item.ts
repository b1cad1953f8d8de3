import { saveDraft } from '../../actions/compose.ts';
import { moveItem } from '../../actions/items.ts';
import { sharedByOf } from '../../state.ts';
import { officeError, ok, refused } from '../answers.ts';
import type { Calls } from '../call.ts';
import { onDraft, onItem, onMessage } from '../call.ts';
import { textOf } from '../params.ts';

/** Folders as `item.move` names them; the simulated mailbox has neither Junk nor Deleted Items, so both go to Archive. */
const moveTargets: Readonly<Record<string, string>> = { inbox: 'inbox' };

export const itemCalls: Calls = {
  32: onItem((item, _params, caller) => {
    if (item.kind === 'message') return refused(officeError.operationNotSupported);
    return ok(item.kind === 'draft' ? saveDraft(caller.world, item.key) : item.itemId);
  }),
  99: (_params, caller) => ok(caller.world.get().alert?.contextData ?? ''),
  101: onMessage((message, params, caller) => {
    moveItem(caller.world, message.key, moveTargets[textOf(params, 'destinationFolder')] ?? 'archive');
    return ok();
  }),
  108: onItem((item, _params, caller) => {
    const owner = sharedByOf(caller.world.get(), item);
    if (owner === null) return refused(officeError.operationNotSupported);
    const { address, permissions } = owner;
    return ok({ owner: address, delegatePermissions: permissions, targetMailbox: address, targetRestUrl: '' });
  }),
  164: onItem((item) => (item.itemId === null ? refused(officeError.itemNotSaved) : ok(item.itemId))),
  174: onDraft((draft) => ok({ composeType: draft.composeType, coercionType: 'html' })),
  175: () => ok(false),
  176: () => ok(),
};
