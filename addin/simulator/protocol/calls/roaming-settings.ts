import { ok } from '../answers.ts';
import type { Calls } from '../call.ts';
import { isObject } from '../messages.ts';

export const roamingSettingsCalls: Calls = {
  404: (params, caller) => {
    const given: unknown = Array.isArray(params) ? params[0] : null;
    const texts = isObject(given) ? Object.entries(given).map(([name, value]) => [name, String(value)] as const) : [];
    caller.world.change((state) => ({ ...state, roamingSettings: Object.fromEntries(texts) }));
    return ok();
  },
};
