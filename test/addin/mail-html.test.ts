import { expect, test } from 'vitest';
import { toEditorHtml, toMailHtml } from '../../addin/console/write/mail-html.ts';

const edited =
  '<p>Dear Ana,</p><p></p><p>see <img data-cid="image-1.png" src="data:image/png;base64,AAAA"> here</p>' +
  '<blockquote><p>asked</p></blockquote>';

test('S13: pictures in the text leave by Content-ID, and what must look alike is said on the elements', () => {
  const mail = toMailHtml(edited);
  expect(mail).toContain('<img src="cid:image-1.png"');
  expect(mail).not.toContain('data:');
  expect(mail).toContain('font-family:');
  expect(mail).toContain('<p style="margin:0 0 0.8em">&nbsp;</p>');
  expect(mail).toContain('<blockquote style="');
});

test('S13: a stored draft is shown with its pictures, and leaves as it came', () => {
  const mail = toMailHtml(edited);
  const shown = toEditorHtml(mail, [{ contentId: 'image-1.png', source: 'data:image/png;base64,AAAA' }]);
  expect(shown).toContain('data-cid="image-1.png" src="data:image/png;base64,AAAA"');
  expect(toMailHtml(shown.replaceAll(/<(p|blockquote) style="[^"]*">/g, '<$1>'))).toBe(mail);
  expect(toEditorHtml(mail, [])).toContain('data-cid="image-1.png" src=""');
});

test('no text is no mail, and a picture of 5 MB is taken out in one pass', () => {
  expect(toMailHtml('')).toBe('');
  const large = `<p><img data-cid="a.png" src="data:image/png;base64,${'A'.repeat(5_000_000)}"></p>`;
  expect(toMailHtml(large).length).toBeLessThan(500);
});
