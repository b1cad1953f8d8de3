import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { TokenFormat, TokenSettings } from '#shared/model/tracking-token.ts';
import { prefixKey } from './token-text.ts';

/** T4: so many former formats are still read. */
export const mostFormerFormats = 20;

const sameFormat = (a: TokenFormat, b: TokenFormat): boolean =>
  prefixKey(a.prefix) === prefixKey(b.prefix) && a.userDigits === b.userDigits && a.counterDigits === b.counterDigits;

const formatOf = ({ prefix, userDigits, counterDigits }: TokenFormat): TokenFormat => ({
  prefix,
  userDigits,
  counterDigits,
});

/**
 * The formats in which a classic token may have been written: now, and before the settings were changed. An
 * organization that never wrote classic tokens reads none: an unsigned id is no fallback for a signed one.
 */
export const classicFormats = ({
  token,
  formerTokenFormats,
}: Pick<OrganizationSettings, 'token' | 'formerTokenFormats'>): TokenFormat[] =>
  token.mode === 'classic' ? [formatOf(token), ...formerTokenFormats] : [...formerTokenFormats];

/** What is remembered when the settings change: the classic format that was in use, newest first. */
export const formatsAfterChange = (
  before: Pick<OrganizationSettings, 'token' | 'formerTokenFormats'>,
  after: TokenSettings,
): TokenFormat[] => {
  const left = before.token.mode === 'classic' && !(after.mode === 'classic' && sameFormat(before.token, after));
  const former = left ? [formatOf(before.token), ...before.formerTokenFormats] : [...before.formerTokenFormats];
  return former
    .filter((format, index) => former.findIndex((other) => sameFormat(other, format)) === index)
    .slice(0, mostFormerFormats);
};
