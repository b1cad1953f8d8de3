/**
 * Between the editor's HTML and the mail's. Mail programs know no style sheets of ours, so what must look the same
 * everywhere is said on the elements; pictures in the text are shown from memory here and by Content-ID in the mail.
 */

/** A picture in the text: its Content-ID, and where the editor shows it from. */
export interface TextImage {
  readonly contentId: string;
  readonly source: string;
}

const frame = '<div style="font-family:Segoe UI,Arial,Helvetica,sans-serif;font-size:11pt;line-height:1.4">';
const quote = '<blockquote style="margin:0 0 0 0.8ex;border-left:2px solid #c8c8c8;padding-left:1ex">';
const image = /<img\b[^>]{0,2000}?\bdata-cid="([^"]{1,200})"[^>]{0,2000}?>/g;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** What is sent: `data:` sources become `cid:` references. Image sources are taken out first, for they are long. */
export const toMailHtml = (edited: string): string => {
  const text = edited
    .split('<img')
    .map((piece, index) => (index === 0 ? piece : withoutSource(piece)))
    .join('<img')
    .replaceAll(image, (_tag, contentId: string) => `<img src="cid:${contentId}" alt="" style="max-width:100%">`)
    .replaceAll('<blockquote>', quote)
    .replaceAll('<p></p>', '<p>&nbsp;</p>')
    .replaceAll('<p>', '<p style="margin:0 0 0.8em">');
  return text === '' ? '' : `${frame}${text}</div>`;
};

const withoutSource = (piece: string): string => {
  const start = piece.indexOf('src="data:');
  const end = start < 0 ? -1 : piece.indexOf('"', start + 5);
  return end < 0 ? piece : piece.slice(0, start) + piece.slice(end + 1);
};

/** What the editor shows of stored mail: `cid:` references become pictures it has; unknown ones stay empty. */
export const toEditorHtml = (mail: string, images: readonly TextImage[]): string => {
  const inner = mail.startsWith(frame) && mail.endsWith('</div>') ? mail.slice(frame.length, -'</div>'.length) : mail;
  return inner
    .replaceAll('<p style="margin:0 0 0.8em">&nbsp;</p>', '<p></p>')
    .replaceAll(/<img src="cid:([^"]{1,200})"[^>]{0,200}>/g, (_tag, contentId: string) => {
      const known = images.find((one) => one.contentId === contentId);
      return `<img data-cid="${escaped(contentId)}" src="${escaped(known?.source ?? '')}">`;
    });
};
