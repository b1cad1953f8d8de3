import { nameBefore } from '../../domain/synchronization/item-name.ts';

/** The last segment of a path as its server meant it; null for what is not rightly encoded (RFC 3986 section 2.1). */
const lastSegment = (href: string): string | null => {
  try {
    return decodeURIComponent(href.slice(href.lastIndexOf('/') + 1));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
};

/** Where a server strips what it does not know, the name still tells for which record an item was written; null: for none. */
export const recordByName = (href: string, ending: string): string | null => {
  const last = lastSegment(href);
  return last !== null && last.startsWith(nameBefore) && last.endsWith(`.${ending}`)
    ? last.slice(nameBefore.length, -ending.length - 1)
    : null;
};
