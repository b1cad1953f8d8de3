import type { InlineImage, SafeHtml } from '../../ports/message-reader.ts';
export const sanitizeHtml = (html: string, _images: readonly InlineImage[]): SafeHtml => ({
  html: html.replace(/[<>]/g, ' '),
  remoteSources: 0,
});
