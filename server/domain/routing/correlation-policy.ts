import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { TokenFormat } from '#shared/model/tracking-token.ts';
import { type TokenFound, withoutTokens } from '../tokens/read-tokens.ts';
import { classicFormats } from '../tokens/token-formats.ts';
import { sameSubject } from '../mail/subject.ts';

/** What of the settings correlation rests on, and the tokens that were found right. */
export interface CorrelationPolicy {
  readonly formats: readonly TokenFormat[];
  /** Newest first; each is classic, or signed with a MAC that verified. */
  readonly tokens: readonly TokenFound[];
  /** C5. */
  readonly skipInternalForwards: boolean;
  readonly smartMatch: OrganizationSettings['smartMatch'];
}

type Correlating = Pick<OrganizationSettings, 'token' | 'formerTokenFormats' | 'skipInternalForwards' | 'smartMatch'>;

export const correlationPolicy = (settings: Correlating, tokens: readonly TokenFound[]): CorrelationPolicy => ({
  formats: classicFormats(settings),
  tokens,
  skipInternalForwards: settings.skipInternalForwards,
  smartMatch: settings.smartMatch,
});

/** C3: equal but for reply prefixes and tokens of ours. */
export const subjectUnchanged = (a: string, b: string, { formats }: Pick<CorrelationPolicy, 'formats'>): boolean =>
  sameSubject(withoutTokens(a, formats), withoutTokens(b, formats));
