import type { MarkedText } from '../../manifest/guide/guide.ts';
import { piecesOf } from '../../manifest/guide/marked-text.ts';
import type { Piece } from '../../manifest/guide/marked-text.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const write: Readonly<Record<Piece['kind'], (text: string) => Html>> = {
  text: (text) => html`${text}`,
  strong: (text) => html`<strong>${text}</strong>`,
  emphasis: (text) => html`<em>${text}</em>`,
  code: (text) => html`<code>${text}</code>`,
  link: (text) => html`<a href="${text}" rel="noreferrer" target="_blank">${text.replace('https://', '')}</a>`,
};

/** A marked sentence as HTML. */
export const marked = (text: MarkedText): readonly Html[] =>
  piecesOf(text).map((piece) => write[piece.kind](piece.text));
