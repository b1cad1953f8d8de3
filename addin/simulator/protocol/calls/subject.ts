import { ok } from '../answers.ts';
import type { Calls } from '../call.ts';
import { changeItem, onItem } from '../call.ts';
import { textOf } from '../params.ts';

export const subjectCalls: Calls = {
  17: onItem((_item, params, caller) => {
    changeItem(caller, { subject: textOf(params, 'subject') });
    return ok();
  }),
  18: onItem((item) => ok(item.subject)),
};
