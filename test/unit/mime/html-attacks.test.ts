// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { mailLimits } from '../../../server/adapters/mime/mail-limits.ts';
import { sanitizeHtml } from '../../../server/adapters/mime/sanitize-html.ts';
import { foundAttacks, ownAttacks } from '../../support/html-attacks.ts';

const forbidden =
  'script,style,iframe,frame,frameset,object,embed,applet,svg,math,form,input,button,select,textarea,link,meta,base,video,audio,source,template,noscript,title,details';
const safeSource = /^data:image\/(?:png|jpeg|jpg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/;
const safeLink = /^(?:https?:\/\/|mailto:)/;

const neverNamed = ['id', 'name', 'class', 'srcset', 'background', 'poster', 'srcdoc', 'formaction', 'action'];
const rules: Readonly<Record<string, (value: string) => boolean>> = {
  href: (value) => safeLink.test(value),
  src: (value) => safeSource.test(value),
  target: (value) => value === '_blank',
  style: (value) => !/url|image|expression|@|\\|\/\*|position|behavior|binding/i.test(value),
};

const isSafe = ({ name, value }: Attr): boolean =>
  !name.startsWith('on') && !neverNamed.includes(name) && (rules[name]?.(value) ?? true);

/** What a browser would find in the text that could run, fetch or leave. */
const dangersIn = (html: string): string[] => {
  const { body } = new DOMParser().parseFromString(`<!doctype html><body>${html}`, 'text/html');
  const elements = [...body.querySelectorAll('*')];
  const attributes = elements.flatMap((element) => [...element.attributes].filter((one) => !isSafe(one)));
  return [
    ...elements.filter((element) => element.matches(forbidden)).map((element) => element.tagName),
    ...attributes.map((one) => `${one.name}=${one.value.slice(0, 60)}`),
  ];
};

describe('P17: the HTML of a stranger', () => {
  test.each(ownAttacks.map((attack, index) => [index + 1, attack] as const))('attack %i is harmless', (_, attack) => {
    const { html } = sanitizeHtml(attack, []);
    expect(dangersIn(html)).toEqual([]);
    // What is safe stays safe when it goes through again.
    expect(sanitizeHtml(html, []).html).toBe(html);
  });
  test('the attacks that others collected', () => {
    for (const attack of foundAttacks()) expect(dangersIn(sanitizeHtml(attack, []).html), attack).toEqual([]);
  });
});

describe('P17: what is shown of honest mail', () => {
  test('tables, colours and links stay', () => {
    const html =
      '<table cellpadding="4" bgcolor="#eeeeee"><tr><td style="color: rgb(1, 2, 3); font-family: \'Segoe UI\', sans-serif; padding: 4px">' +
      '<a href="https://northwind.example/?a=1&amp;b=2">offer</a> <font color="#c00" size="2">now</font></td></tr></table>';
    expect(sanitizeHtml(html, []).html).toBe(
      '<table cellpadding="4" bgcolor="#eeeeee"><tr><td style="color:rgb(1, 2, 3);font-family:\'Segoe UI\', sans-serif;padding:4px">' +
        '<a href="https://northwind.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">offer</a> <font color="#c00" size="2">now</font></td></tr></table>',
    );
  });
  test('what was remote is counted', () => {
    const html =
      '<style>@import url(https://a.example/x.css);</style><body background="//b.example/b.png">' +
      '<img src="https://c.example/c.gif"><img src="cid:mine"><div style="background:url(https://d.example/d)"></div>' +
      '<link rel="stylesheet" href="https://e.example/e.css"></body>';
    expect(sanitizeHtml(html, []).remoteSources).toBe(6);
  });
  test('images of the mail are shown once they are pictures', () => {
    const image = (contentId: string, type: string) => ({ contentId, type, bytes: Buffer.from('abc') });
    const images = [image('A@b', 'image/png'), image('c', 'image/svg+xml'), image('d e', 'image/JPEG')];
    const html = '<img src="cid:a@B"><img src="cid:c"><img src="cid:d%20e"><img src="cid:gone">';
    expect(sanitizeHtml(html, images)).toEqual({
      html: '<img src="data:image/png;base64,YWJj" /><img /><img src="data:image/jpeg;base64,YWJj" /><img />',
      remoteSources: 0,
    });
  });
  test('images take 5 MB together, however often they are shown', () => {
    const images = [{ contentId: 'big', type: 'image/png', bytes: Buffer.alloc(2 * 1024 * 1024) }];
    const { html } = sanitizeHtml('<img src="cid:big">'.repeat(20), images);
    expect(html.split('data:image/png')).toHaveLength(2);
  });
  test('256 levels are shown as they are, one more as text', () => {
    const nested = (levels: number) => `${'<div>'.repeat(levels)}bottom<img src="https://x.example/">`;
    expect(sanitizeHtml(nested(mailLimits.htmlDepth - 1), []).html).toContain('<div><div>');
    expect(sanitizeHtml(nested(mailLimits.htmlDepth + 1), []).html.trim()).toBe('<div> bottom </div>');
  });
  test('2 MB are shown, more as text', () => {
    const long = (length: number) => `<b>${'x'.repeat(length - 7)}</b>`;
    expect(sanitizeHtml(long(mailLimits.htmlLength), []).html.startsWith('<b>')).toBe(true);
    expect(sanitizeHtml(long(mailLimits.htmlLength + 1), []).html.startsWith('<div>')).toBe(true);
  });
});
