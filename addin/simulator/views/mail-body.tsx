import { toBase64 } from '../mailbox/bytes.ts';
import type { Item } from '../mailbox/model.ts';
import type { Theme } from '../state.ts';

/** The body in a frame without scripts, forms or network; pictures of the message itself are shown. */
export const MailBody = ({
  item,
  title,
  theme,
}: {
  readonly item: Item;
  readonly title: string;
  readonly theme: Theme;
}) => <iframe className={`mail-body mail-body-${theme}`} title={title} sandbox="" srcDoc={pageOf(item)} />;

const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:";

const pageOf = (item: Item): string => `<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style>body{font:14px/1.5 'Segoe UI',system-ui,sans-serif;margin:0;padding:4px 2px;color:#242424;background:#fff;overflow-wrap:anywhere}img{max-width:100%}</style>
${withPictures(item)}`;

/** RFC 2392: cid: addresses name parts of the same message. */
const withPictures = (item: Item): string =>
  item.html.replace(/cid:([^"'\s)>]+)/gi, (address, id: string) => {
    const picture = item.attachments.find((one) => one.contentId === decodeURIComponent(id));
    return picture === undefined ? address : `data:${picture.contentType};base64,${toBase64(picture.bytes)}`;
  });
