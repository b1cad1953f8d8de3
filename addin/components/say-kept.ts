import { ApiError } from '../api/api-error.ts';
import type { KeptPromotion } from '../offline/kept-promotion.ts';
import type { Strings } from '../strings/strings.ts';
import { sayError } from './error-text.ts';

/** How a kept promotion stands, in a person's words. */
export const sayKept = (
  { id, state }: KeptPromotion,
  sendingId: string | null,
  strings: Strings,
): { readonly state: 'kept' | 'refused'; readonly says: string } => {
  const { offline: words } = strings;
  if (state.kind === 'refused') {
    const reason = [sayError(new ApiError(state.code), strings), ...state.details].join(' ');
    return { state: 'refused', says: words.refusedSays(reason) };
  }
  return { state: 'kept', says: id === sendingId ? words.sendingSays : words.keptSays };
};
