import type { Category } from '../../mailbox/model.ts';
import { officeError, ok, refused } from '../answers.ts';
import type { Calls } from '../call.ts';
import { changeItem, onItem } from '../call.ts';
import { objectsOf, textOf, textsOf } from '../params.ts';

export const categoryCalls: Calls = {
  157: onItem((item, _params, caller) => {
    const master = caller.world.get().masterCategories;
    return ok(item.categories.flatMap((name) => master.find((one) => one.displayName === name) ?? []));
  }),
  158: onItem((item, params, caller) => {
    if (item.kind === 'draft') return refused(officeError.operationNotSupported);
    const wanted = textsOf(params, 'categories');
    const known = new Set(caller.world.get().masterCategories.map((one) => one.displayName));
    if (wanted.some((name) => !known.has(name))) return refused(officeError.invalidCategory);
    changeItem(caller, { categories: [...new Set([...item.categories, ...wanted])] });
    return ok();
  }),
  159: onItem((item, params, caller) => {
    const unwanted = new Set(textsOf(params, 'categories'));
    changeItem(caller, { categories: item.categories.filter((name) => !unwanted.has(name)) });
    return ok();
  }),
  160: (_params, caller) => ok(caller.world.get().masterCategories),
  161: (params, caller) => {
    const added = objectsOf(params, 'categoryDetails').map(categoryOf);
    const names = new Set(caller.world.get().masterCategories.map((one) => one.displayName));
    if (added.some((one) => names.has(one.displayName))) return refused(officeError.duplicateCategory);
    caller.world.change((state) => ({ ...state, masterCategories: [...state.masterCategories, ...added] }));
    return ok();
  },
  162: (params, caller) => {
    const unwanted = new Set(textsOf(params, 'categories'));
    caller.world.change((state) => ({
      ...state,
      masterCategories: state.masterCategories.filter((one) => !unwanted.has(one.displayName)),
    }));
    return ok();
  },
};

const categoryOf = (given: Record<string, unknown>): Category => ({
  displayName: textOf(given, 'displayName'),
  color: textOf(given, 'color'),
});
