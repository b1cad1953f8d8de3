/** HTML as the text a reader without HTML sees. */
export interface PlainText {
  fromHtml(html: string): string;
}
