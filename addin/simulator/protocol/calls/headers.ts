import { ok } from '../answers.ts';
import type { Calls } from '../call.ts';
import { changeItem, onDraft, onMessage } from '../call.ts';
import { isObject } from '../messages.ts';
import { field, textsOf } from '../params.ts';

export const headerCalls: Calls = {
  151: onDraft((draft, params) =>
    ok(Object.fromEntries(textsOf(params, 'internetHeaderKeys').flatMap((name) => entry(draft.headers, name)))),
  ),
  152: onDraft((draft, params, caller) => {
    const given = field(params, 'internetHeaderNameValuePairs');
    const added = isObject(given) ? Object.entries(given).map(([name, value]) => [name, String(value)] as const) : [];
    changeItem(caller, { headers: { ...draft.headers, ...Object.fromEntries(added) } });
    return ok();
  }),
  153: onDraft((draft, params, caller) => {
    const unwanted = new Set(textsOf(params, 'internetHeaderKeys'));
    const kept = Object.entries(draft.headers).filter(([name]) => !unwanted.has(name));
    changeItem(caller, { headers: Object.fromEntries(kept) });
    return ok();
  }),
  168: onMessage((message) => ok(message.headers)),
};

/** Header names are compared without regard to case. */
const entry = (headers: Readonly<Record<string, string>>, wanted: string): [string, string][] => {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted.toLowerCase());
  return found === undefined ? [] : [[wanted, found[1]]];
};
