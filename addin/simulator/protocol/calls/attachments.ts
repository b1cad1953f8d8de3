import { fromBase64, toBase64 } from '../../mailbox/bytes.ts';
import { itemIdFrom } from '../../mailbox/ids.ts';
import type { Attachment } from '../../mailbox/model.ts';
import { takeSerial } from '../../take-serial.ts';
import { officeError, ok, refused } from '../answers.ts';
import type { Call, Calls, Caller } from '../call.ts';
import { changeItem, hostAttachment, onItem } from '../call.ts';
import { hostEvent } from '../messages.ts';
import { field, textOf } from '../params.ts';

export const attachmentCalls: Calls = {
  16: addFile((params) => new TextEncoder().encode(textOf(params, 'uri'))),
  19: addFile(() => new Uint8Array()),
  20: onItem((item, params, caller) => {
    const gone = item.attachments.find((one) => one.id === textOf(params, 'attachmentIndex'));
    if (gone === undefined) return refused(officeError.invalidAttachmentId);
    changeItem(caller, { attachments: item.attachments.filter((one) => one !== gone) });
    announce(caller, gone, 'removed');
    return ok();
  }),
  148: addFile((params) => fromBase64(textOf(params, 'base64String'))),
  149: onItem((item) => ok(item.attachments.map(hostAttachment))),
  150: onItem((item, params) => {
    const found = item.attachments.find((one) => one.id === textOf(params, 'id'));
    return found === undefined ? refused(officeError.invalidAttachmentId) : ok(contentOf(found));
  }),
};

function addFile(bytesFrom: (params: unknown) => Uint8Array): Call {
  return onItem((item, params, caller) => {
    const attachment: Attachment = {
      id: itemIdFrom(`attachment-${takeSerial(caller.world)}`),
      name: textOf(params, 'name'),
      contentType: 'application/octet-stream',
      bytes: bytesFrom(params),
      isInline: field(params, 'isInline') === true,
      contentId: null,
      kind: 'file',
    };
    changeItem(caller, { attachments: [...item.attachments, attachment] });
    announce(caller, attachment, 'added');
    return ok(attachment.id);
  });
}

const announce = (caller: Caller, attachment: Attachment, attachmentStatus: 'added' | 'removed'): void =>
  caller.raise(hostEvent.attachmentsChanged, [
    JSON.stringify({ attachmentStatus, attachmentDetails: hostAttachment(attachment) }),
  ]);

/** A mail inside a mail comes as its text, an invitation as calendar text, everything else as base64. */
function contentOf(attachment: Attachment): { content: string; format: string } {
  const text = (): string => new TextDecoder().decode(attachment.bytes);
  if (attachment.kind === 'item') return { content: text(), format: 'eml' };
  if (attachment.contentType === 'text/calendar') return { content: text(), format: 'iCalendar' };
  return { content: toBase64(attachment.bytes), format: 'base64' };
}
