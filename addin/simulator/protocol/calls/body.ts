import { escapeHtml, htmlOfText, plainTextOf } from '../../mailbox/html-text.ts';
import { ok } from '../answers.ts';
import type { Call, Calls } from '../call.ts';
import { changeItem, onItem } from '../call.ts';
import { numberOf, textOf } from '../params.ts';

/** How the library numbers a coercion type. */
const html = 3;

const asHtml = (params: unknown, name: string): string => {
  const text = textOf(params, name);
  return numberOf(params, 'coercionType') === html ? text : escapeHtml(text).replaceAll('\n', '<br>');
};

const replaceBody = (compose: (current: string, added: string) => string, name: string): Call =>
  onItem((item, params, caller) => {
    const body = compose(item.html, asHtml(params, name));
    changeItem(caller, { html: body, text: plainTextOf(body) });
    return ok();
  });

const atEnd = (current: string, added: string): string => current + added;

export const bodyCalls: Calls = {
  13: replaceBody(atEnd, 'data'),
  14: () => ok('html'),
  23: replaceBody((current, added) => added + current, 'data'),
  28: () => ok({ data: '', sourceProperty: 'body' }),
  29: replaceBody(atEnd, 'data'),
  37: onItem((item, params) =>
    ok(numberOf(params, 'coercionType') === html ? item.html || htmlOfText(item.text) : item.text),
  ),
  38: replaceBody((_current, added) => added, 'data'),
  100: replaceBody(atEnd, 'appendTxt'),
  173: replaceBody(atEnd, 'data'),
};
