import type { TokenFormat } from '#shared/model/tracking-token.ts';
import { withoutTokens } from './read-tokens.ts';

/** T3: the longest subject that mail programs keep, in UTF-16 units. */
export const subjectLimit = 255;

const cut = (text: string, length: number): string => {
  const kept = text.slice(0, Math.max(0, length));
  // Not in the middle of a character.
  return (/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept).trimEnd();
};

/**
 * T3: the subject, a space, the token; the subject is cut so that at most 255 remain and the token is complete. A token
 * longer than that is not written. A token that the subject carries already gives way, so that there are never two.
 */
export const subjectWithToken = (subject: string, token: string, formats: readonly TokenFormat[]): string => {
  if (token.length > subjectLimit) return subject;
  const bare = cut(withoutTokens(subject, formats), subjectLimit - token.length - 1);
  return bare === '' ? token : `${bare} ${token}`;
};
