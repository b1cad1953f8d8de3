import type { OrganizationSettings, UserSettings } from '#shared/contracts/settings.ts';
import { isWider } from '#shared/model/acceptance-order.ts';
import type { Acceptance } from '#shared/model/router-settings.ts';
import type { TrackingRule } from '#shared/model/tracking-rule.ts';
import { domainToAscii } from '#shared/model/domain-name.ts';
import type { Actor } from '../../domain/actor.ts';
import { listedKey } from '../../domain/routing/listed-address.ts';
import type { StoreRead } from '../../ports/store.ts';
import { checkRegarding } from '../promotion/check-regarding.ts';
import { Refusal } from '../refusal.ts';

const refuse = (field: string, message: string): never => {
  throw new Refusal('invalid_request', `${field}: ${message}`, { issues: [{ field, message }] });
};

/** Addresses and domains as they are compared, each once. */
export const listedKeys = (field: string, entries: readonly string[]): string[] => [
  ...new Set(
    entries.map(
      (entry, index) =>
        listedKey(entry) ??
        refuse(`${field}[${index}]`, 'write an address such as anna@example.com, or a domain such as example.com'),
    ),
  ),
];

const asciiDomain = (field: string, domain: string): string =>
  domainToAscii(domain) ?? refuse(field, 'not a domain name; write it as example.com');

/** The router's settings of an organization in the form in which they are compared. */
export const routerChanges = (changed: Partial<OrganizationSettings>): Partial<OrganizationSettings> => ({
  ...(changed.exclusions === undefined ? {} : { exclusions: listedKeys('exclusions', changed.exclusions) }),
  ...(changed.ownDomains === undefined
    ? {}
    : { ownDomains: changed.ownDomains.map((domain, index) => asciiDomain(`ownDomains[${index}]`, domain)) }),
  ...(changed.dropDomain === undefined || changed.dropDomain === null
    ? {}
    : { dropDomain: asciiDomain('dropDomain', changed.dropDomain) }),
});

const words: Readonly<Record<Acceptance, string>> = {
  all: 'all mail',
  anyRecord: 'mail from any record',
  known: 'mail from contacts, accounts and leads',
  replies: 'replies to tracked mail',
  none: 'no mail by itself',
};

/** A8: an option wider than the administrators allow is refused with the reason. */
export const checkCeiling = (option: Acceptance | undefined, ceiling: Acceptance): void => {
  if (option === undefined || !isWider(option, ceiling)) return;
  throw new Refusal(
    'not_permitted',
    `acceptance: your organization allows at most “${ceiling}” (${words[ceiling]}); “${option}” (${words[option]}) is wider. An administrator can change acceptanceCeiling.`,
    { issues: [{ field: 'acceptance', message: `at most ${ceiling}` }] },
  );
};

const ruleInForm = (rule: TrackingRule, index: number): TrackingRule => ({
  ...rule,
  ...(rule.from === undefined ? {} : { from: listedKeys(`rules[${index}].from`, rule.from) }),
  ...(rule.to === undefined ? {} : { to: listedKeys(`rules[${index}].to`, rule.to) }),
});

/** A7, A24: one's own exclusions and rules in the form in which they are compared; a rule names what one may read. */
export const personalChanges = async (
  read: StoreRead,
  actor: Actor,
  changed: Partial<UserSettings>,
): Promise<Partial<UserSettings>> => {
  const { exclusions, rules } = changed;
  for (const rule of rules ?? []) await checkRegarding(read, actor, rule.regarding ?? []);
  return {
    ...(exclusions === undefined ? {} : { exclusions: listedKeys('exclusions', exclusions) }),
    ...(rules === undefined ? {} : { rules: rules.map(ruleInForm) }),
  };
};

/** A7: what the audit keeps of it: that exclusions and rules changed, and not which. */
export const withoutPersonal = <Settings extends Partial<UserSettings>>(settings: Settings) => {
  const { exclusions, rules, ...others } = settings;
  return {
    ...others,
    ...(exclusions === undefined ? {} : { exclusions: exclusions.length }),
    ...(rules === undefined ? {} : { rules: rules.length }),
  };
};
