import { describe, expect, test } from 'vitest';
import { removeQuotedHtml } from '../../../../server/domain/mail/quoted-html.ts';
import { removeQuotedText } from '../../../../server/domain/mail/quoted-text.ts';

describe('P8: quoted text', () => {
  test.each([
    [
      'quote marks with their sentence',
      'Yes.\n\nOn Mon, 2 Mar 2026 at 09:00, Anna wrote:\n\n> Twelve?\n> Yes?',
      'Yes.',
    ],
    [
      'a wrapped sentence',
      'Yes.\n\nOn Mon, 2 Mar 2026 at 09:00, Anna Doe\n<anna@fabrikam.test> wrote:\n> Twelve?',
      'Yes.',
    ],
    ['Spanish', 'Sí.\n\nEl lun, 2 mar 2026 a las 9:00, Anna (<anna@fabrikam.test>) escribió:\n\n> ¿Doce?', 'Sí.'],
    ['German', 'Ja.\n\nAm 02.03.26 um 09:00 schrieb Anna:\n> Zwölf?', 'Ja.'],
    ['French', 'Oui.\n\nLe lun. 2 mars 2026 à 09:00, Anna a écrit :\n> Douze ?', 'Oui.'],
    ['answers between quotes', '> Twelve?\nYes.\n> When?\nMonday.', 'Yes.\nMonday.'],
    ['no quote marks, but an address', 'Yes.\nOn 2 Mar 2026, Anna <anna@fabrikam.test> wrote:\nTwelve?', 'Yes.'],
    ['the divider of Outlook', 'Yes.\n\n-----Original Message-----\nFrom: Anna\nTwelve?', 'Yes.'],
    ['its Spanish divider', 'Sí.\r\n\r\n-----Mensaje original-----\r\nDe: Anna', 'Sí.'],
    ['its header block', 'Yes.\n\nFrom: Anna\nSent: Monday\nTo: Bruno\nSubject: Pumps\n\nTwelve?', 'Yes.'],
    ['the block under a rule', `Yes.\n${'_'.repeat(32)}\nDe: Anna\nEnviado: lunes\nAsunto: Bombas\n\n¿Doce?`, 'Yes.'],
  ])('goes: %s', (_, text, reply) => {
    expect(removeQuotedText(text)).toBe(reply);
  });

  test.each([
    ['nothing quoted', 'Could you quote twelve pumps?\n\nAnna'],
    ['a sentence of the writer', 'On Monday Anna wrote:\nwe need twelve.'],
    [
      'a sentence with a date, without quote or address',
      'On 2 March Anna wrote: twelve.\nOn 3 March Bruno wrote:\nten.',
    ],
    ['a list of fields that is no block', 'From: Madrid\nTo: Lisbon\nPrice: 100'],
    ['an arrow within a line', 'Menu > File > Track'],
    ['a rule of the writer', `Above\n${'_'.repeat(32)}\nBelow`],
    ['dashes of a signature', 'Yes.\n-- \nAnna'],
  ])('stays: %s', (_, text) => {
    expect(removeQuotedText(text)).toBe(text);
  });
});

describe('P8: quoted HTML', () => {
  test.each([
    [
      'Gmail',
      '<p>Yes.</p><div class="gmail_quote gmail_quote_container"><div>On ...</div><blockquote>x</blockquote></div>',
      '<p>Yes.</p>',
    ],
    [
      'Apple Mail and Thunderbird',
      '<p>Yes.</p><blockquote type="cite"><blockquote>deep</blockquote>x</blockquote><p>Sent</p>',
      '<p>Yes.</p><p>Sent</p>',
    ],
    [
      'Thunderbird',
      '<p>Yes.</p><div class="moz-cite-prefix">On ...</div><blockquote type="cite" cite="mid:x">x</blockquote>',
      '<p>Yes.</p>',
    ],
    [
      'Outlook on the web',
      '<div>Yes.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From</div><p>x</p>',
      '<div>Yes.</div>',
    ],
    ['Outlook on the web, copied', '<div>Yes.</div><div id="x_x_divRplyFwdMsg">From</div><p>x</p>', '<div>Yes.</div>'],
    [
      'Outlook',
      "<p>Yes.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt'><p>From</p></div><p>x</p>",
      '<p>Yes.</p>',
    ],
    ['an element left open', '<p>Yes.</p><div class=gmail_quote><div>x', '<p>Yes.</p>'],
    ['in any case', '<P>Yes.</P><BLOCKQUOTE TYPE=CITE>x</BLOCKQUOTE>', '<P>Yes.</P>'],
  ])('goes: %s', (_, html, reply) => {
    expect(removeQuotedHtml(html)).toBe(reply);
  });

  test.each([
    ['a quotation of the writer', '<blockquote><p>To be</p></blockquote>'],
    ['a mark within a comment', '<!-- <div class="gmail_quote"> --><p>x</p>'],
    ['a mark within an attribute', '<p title="<div id=appendonsend>">x</p>'],
    ['a mark as text', '<p>gmail_quote</p>'],
    ['signs that are no tags', '<p>1 < 2 > 0 <3</p>'],
    ['a tag that never closes', '<p>x</p><div class="gmail_quote'],
    ['nothing', ''],
  ])('stays: %s', (_, html) => {
    expect(removeQuotedHtml(html)).toBe(html);
  });

  test('a hundred thousand comments or open elements are walked once', () => {
    const comments = '<!-- -->'.repeat(100_000);
    expect(removeQuotedHtml(comments)).toBe(comments);
    expect(removeQuotedHtml(`a${'<div class="gmail_quote">'.repeat(100_000)}`)).toBe('a');
  });
});
