import { ok } from '../answers.ts';
import type { Calls } from '../call.ts';
import { changeItem, onItem } from '../call.ts';
import { isObject } from '../messages.ts';
import { field } from '../params.ts';

export const customPropertyCalls: Calls = {
  3: onItem((item) => ({
    ...ok(),
    wasSuccessful: true,
    customProperties: JSON.stringify(item.customProperties),
  })),
  4: onItem((_item, params, caller) => {
    const given = field(params, 'customProperties');
    const properties = typeof given === 'string' ? (JSON.parse(given) as unknown) : given;
    changeItem(caller, { customProperties: isObject(properties) ? { ...properties } : {} });
    return ok();
  }),
};
