import type { Attachment, Change, Draft, Item, Message, Person } from '../mailbox/model.ts';
import type { World } from '../state.ts';
import { itemOf } from '../state.ts';
import type { Answer } from './answers.ts';
import { officeError, refused } from './answers.ts';
import type { HostEvent } from './messages.ts';

/** Who calls: one frame of the add-in, bound to one item (or none). */
export interface Caller {
  readonly world: World;
  readonly itemKey: string | null;
  /** Raises an event in the calling frame, if it listens. */
  readonly raise: (event: HostEvent, payload: unknown) => void;
}

export type Call = (params: unknown, caller: Caller) => Answer;

/** Calls of one group, by dispatch id. */
export type Calls = Readonly<Record<number, Call>>;

/** A call that needs an item; without one it is refused. */
export const onItem =
  (answer: (item: Item, params: unknown, caller: Caller) => Answer): Call =>
  (params, caller) => {
    const item = itemOf(caller.world.get(), caller.itemKey);
    return item === null ? refused(officeError.itemNotFound) : answer(item, params, caller);
  };

/** A call that only reading a message offers. */
export const onMessage = (answer: (message: Message, params: unknown, caller: Caller) => Answer): Call =>
  onItem((item, params, caller) =>
    item.kind === 'message' ? answer(item, params, caller) : refused(officeError.operationNotSupported),
  );

/** A call that only writing a message offers. */
export const onDraft = (answer: (draft: Draft, params: unknown, caller: Caller) => Answer): Call =>
  onItem((item, params, caller) =>
    item.kind === 'draft' ? answer(item, params, caller) : refused(officeError.operationNotSupported),
  );

/** Replaces what `change` names in the caller's item, whatever its kind. */
export function changeItem(caller: Caller, change: Change<Message> | Change<Draft> | Partial<Item>): void {
  caller.world.change((state) => {
    const item = itemOf(state, caller.itemKey);
    if (item === null) return state;
    const items = new Map(state.items);
    items.set(item.key, { ...item, ...change } as Item);
    return { ...state, items };
  });
}

/** A person in the host's words. */
export const hostPerson = (person: Person) => ({ address: person.address, name: person.name, recipientType: 3 });

/** An attachment in the host's words. */
export const hostAttachment = (attachment: Attachment) => ({
  id: attachment.id,
  name: attachment.name,
  contentType: attachment.contentType,
  size: attachment.bytes.length,
  attachmentType: attachment.kind === 'item' ? 1 : 0,
  isInline: attachment.isInline,
});
