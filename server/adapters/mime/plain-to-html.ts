const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text shown next to HTML: escaped, line breaks kept. */
export const plainToHtml = (text: string): string =>
  `<div>${text.replace(/[&<>"]/g, (char) => entities[char] ?? '').replace(/\n/g, '<br>\n')}</div>`;
