/** The text a reader would see of an HTML body. */
export function plainTextOf(html: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const element of parsed.querySelectorAll('script, style, title')) element.remove();
  for (const element of parsed.querySelectorAll('br, p, div, tr, li, h1, h2, h3')) element.append('\n');
  for (const element of parsed.querySelectorAll('td, th')) element.append(' ');
  const lines = parsed.body.textContent.split('\n').map((line) => line.replace(/[ \t]+/g, ' ').trim());
  return lines
    .join('\n')
    .replace(/\n{2,}/g, '\n\n')
    .trim();
}

export const htmlOfText = (text: string): string => `<div style="white-space: pre-wrap">${escapeHtml(text)}</div>`;

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
