/** What an `img` may show: inline images of the mail itself, as data: addresses, within one allowance. */
import type { InlineImage } from '../../ports/message-reader.ts';

const types = new Set(['image/png', 'image/jpeg', 'image/jpg', 'image/gif', 'image/webp']);
const dataAddress = /^data:image\/(?:png|jpeg|jpg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/i;

/** Characters of all data: addresses of one text together. */
const allowance = 5 * 1024 * 1024;

const idOf = (source: string): string => {
  const written = source.slice('cid:'.length).trim();
  try {
    return decodeURIComponent(written).toLowerCase();
  } catch {
    return written.toLowerCase();
  }
};

export class InlineSources {
  readonly #addresses = new Map<string, string>();
  readonly #images: ReadonlyMap<string, InlineImage>;
  #left = allowance;

  constructor(images: readonly InlineImage[]) {
    this.#images = new Map(images.map((image) => [image.contentId.toLowerCase(), image]));
  }

  /** The source to show, or null when it is none of ours. */
  resolve(source: string): string | null {
    const address = /^cid:/i.test(source) ? this.#addressOf(idOf(source)) : source;
    if (address === null || !dataAddress.test(address) || address.length > this.#left) return null;
    this.#left -= address.length;
    return address;
  }

  #addressOf(id: string): string | null {
    const known = this.#addresses.get(id);
    if (known !== undefined) return known;
    const image = this.#images.get(id);
    if (image === undefined || !types.has(image.type.toLowerCase()) || image.bytes.length > allowance) return null;
    const address = `data:${image.type.toLowerCase()};base64,${Buffer.from(image.bytes).toString('base64')}`;
    this.#addresses.set(id, address);
    return address;
  }
}
