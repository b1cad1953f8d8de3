import { closeDraft, startDraft, startReply } from '../../actions/compose.ts';
import type { ReplyKind } from '../../actions/compose.ts';
import { openItem } from '../../actions/items.ts';
import { closePane } from '../../actions/pane.ts';
import type { Person } from '../../mailbox/model.ts';
import { officeError, ok, refused } from '../answers.ts';
import type { Call, Calls } from '../call.ts';
import { onItem, onMessage } from '../call.ts';
import { textOf, textsOf } from '../params.ts';

/** Calls that open or close windows of the client. */
const displayItem: Call = (params, caller) => {
  const wanted = textOf(params, 'itemId');
  const found = [...caller.world.get().items.values()].find((item) => item.itemId === wanted);
  if (found === undefined) return refused(officeError.itemNotFound);
  openItem(caller.world, found.key);
  return ok();
};

const displayReply = (kind: ReplyKind): Call =>
  onMessage((message, params, caller) => {
    startReply(caller.world, message, kind, textOf(params, 'htmlBody'));
    return ok();
  });

const displayNewMessage: Call = (params, caller) => {
  startDraft(caller.world, {
    to: peopleFrom(params, 'toRecipients'),
    cc: peopleFrom(params, 'ccRecipients'),
    bcc: peopleFrom(params, 'bccRecipients'),
    subject: textOf(params, 'subject'),
    html: textOf(params, 'htmlBody'),
  });
  return ok();
};

const peopleFrom = (params: unknown, name: string): Person[] =>
  textsOf(params, name).map((address) => ({ name: address, address }));

export const windowCalls: Calls = {
  8: displayItem,
  9: displayItem,
  10: displayReply('reply'),
  11: displayReply('replyAll'),
  30: displayReply('reply'),
  31: displayReply('replyAll'),
  41: onItem((item, _params, caller) => {
    closeDraft(caller.world, item.key);
    return ok();
  }),
  42: (_params, caller) => {
    closePane(caller.world);
    return ok();
  },
  44: displayNewMessage,
  178: displayNewMessage,
  179: displayItem,
  180: displayItem,
  181: displayReply('reply'),
  182: displayReply('replyAll'),
  183: displayReply('reply'),
  184: displayReply('replyAll'),
};
