import type { Item } from '../../mailbox/model.ts';
import { officeError, ok, refused } from '../answers.ts';
import type { Calls, Caller } from '../call.ts';
import { changeItem, onItem } from '../call.ts';
import { textOf } from '../params.ts';

/** item.sessionData: a few texts that live as long as the compose window. */
export const sessionCalls: Calls = {
  185: onItem((item, params, caller) => {
    const values = { ...valuesOf(item), [textOf(params, 'name')]: textOf(params, 'value') };
    if (JSON.stringify(values).length > limit(caller)) return refused(officeError.sessionTooLong);
    changeItem(caller, { sessionData: values });
    return ok();
  }),
  186: onItem((item, params) => {
    const value = valuesOf(item)[textOf(params, 'name')];
    return value === undefined ? refused(officeError.keyNotFound) : ok(value);
  }),
  187: onItem((item) => ok(valuesOf(item))),
  188: onItem((_item, _params, caller) => {
    changeItem(caller, { sessionData: {} });
    return ok();
  }),
  189: onItem((item, params, caller) => {
    const name = textOf(params, 'name');
    if (!(name in valuesOf(item))) return refused(officeError.keyNotFound);
    const kept = Object.entries(valuesOf(item)).filter(([one]) => one !== name);
    changeItem(caller, { sessionData: Object.fromEntries(kept) });
    return ok();
  }),
};

const valuesOf = (item: Item): Readonly<Record<string, string>> => (item.kind === 'message' ? {} : item.sessionData);

/** Characters; the limit grew with requirement set 1.16. */
const limit = (caller: Caller): number => (caller.world.get().profileId === '1.16' ? 2_621_440 : 50_000);
