import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { ForwardSettings } from '#shared/model/forwarding.ts';
import { classicFormats } from '../tokens/token-formats.ts';
import { signedOpening } from '../tokens/token-text.ts';
import { mostSenders, type WantedRule } from './forward-rule.ts';

type Tokens = Pick<OrganizationSettings, 'token' | 'formerTokenFormats'>;

/** What every subject with a token of ours holds, as it is written now and was written before. */
const subjectParts = (settings: Tokens): string[] => [
  ...new Set([signedOpening(settings.token.prefix), ...classicFormats(settings).map(({ prefix }) => prefix)]),
];

/**
 * The rule that the settings ask for; null when more senders are known than fit into one. `knownSenders` are asked for one
 * more than fit.
 */
export const wantedRule = (
  { sink, only }: Pick<ForwardSettings, 'sink' | 'only'>,
  tokens: Tokens,
  knownSenders: readonly string[],
): WantedRule | null => {
  if (only === 'all') return { sink, only: null };
  const senders = only === 'tokenOrKnown' ? [...knownSenders] : [];
  return senders.length > mostSenders ? null : { sink, only: { subjectParts: subjectParts(tokens), senders } };
};
