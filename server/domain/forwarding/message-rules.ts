/** The rules that forward at Microsoft Graph (messageRule of v1.0), among those of the user. */
import type { ForwardRuleState, WantedRule } from './forward-rule.ts';

/** Ours are known by it. */
const mark = 'Correspond: ';

export interface MessageRule {
  readonly id?: string;
  readonly displayName?: string | null;
  readonly isEnabled?: boolean | null;
  readonly hasError?: boolean | null;
  readonly conditions?: Readonly<Record<string, unknown>> | null;
  readonly exceptions?: Readonly<Record<string, unknown>> | null;
  readonly actions?: Readonly<Record<string, unknown>> | null;
}

/** What is written of a rule. */
export interface WrittenRule {
  readonly displayName: string;
  readonly sequence: number;
  readonly isEnabled: true;
  readonly conditions: Readonly<Record<string, readonly string[]>>;
  readonly actions: {
    readonly redirectTo: readonly { readonly emailAddress: { readonly address: string } }[];
    readonly stopProcessingRules: false;
  };
}

export const isOurs = ({ displayName }: MessageRule): boolean => displayName?.startsWith(mark) === true;

const ruleOf = (name: string, sink: string, conditions: WrittenRule['conditions']): WrittenRule => ({
  displayName: `${mark}${name}`,
  sequence: 1,
  isEnabled: true,
  conditions,
  actions: { redirectTo: [{ emailAddress: { address: sink } }], stopProcessingRules: false },
});

/** Conditions of one rule hold together, so either of two needs two rules; a mail that both redirect is one mail here. */
export const messageRules = ({ sink, only }: WantedRule): readonly WrittenRule[] =>
  only === null
    ? [ruleOf('all mail', sink, {})]
    : [
        ...(only.subjectParts.length > 0
          ? [ruleOf('mail with a token', sink, { subjectContains: only.subjectParts })]
          : []),
        ...(only.senders.length > 0 ? [ruleOf('mail from known senders', sink, { senderContains: only.senders })] : []),
      ];

/** What a service leaves out or sets to null is as good as absent. */
const said = (value: Readonly<Record<string, unknown>> | null | undefined): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value ?? {}).filter(
      ([, one]) => one !== null && one !== false && !(Array.isArray(one) && one.length === 0),
    ),
  );

const wordsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map((one) => String(one).toLowerCase()).sort() : [String(value)];

const addressesOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as { readonly emailAddress?: { readonly address?: string } }[]) : [])
    .map(({ emailAddress }) => (emailAddress?.address ?? '').toLowerCase())
    .sort();

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether a rule as it stands does what is wanted of it. */
export const isAsWritten = (found: MessageRule, wanted: WrittenRule): boolean => {
  const conditions = Object.entries(said(found.conditions)).map(([name, value]) => [name, wordsOf(value)]);
  const asked = Object.entries(wanted.conditions).map(([name, value]) => [name, wordsOf(value)]);
  const { redirectTo, ...actions } = said(found.actions);
  return (
    same(conditions, asked) &&
    same(addressesOf(redirectTo), addressesOf(wanted.actions.redirectTo)) &&
    Object.keys(actions).length === 0 &&
    Object.keys(said(found.exceptions)).length === 0
  );
};

/** How one rule of ours differs from what is written of it. */
const ruleDifferences = (found: MessageRule | undefined, wanted: WrittenRule): string[] => {
  const name = `“${wanted.displayName}”`;
  if (found === undefined) return [`${name} is missing`];
  const conditions = Object.entries(said(found.conditions)).map(([key, value]) => [key, wordsOf(value)]);
  const asked = Object.entries(wanted.conditions).map(([key, value]) => [key, wordsOf(value)]);
  const { redirectTo, ...actions } = said(found.actions);
  return [
    ...(same(conditions, asked) ? [] : [`${name} has other conditions`]),
    ...(same(addressesOf(redirectTo), addressesOf(wanted.actions.redirectTo))
      ? []
      : [`${name} redirects to ${addressesOf(redirectTo).slice(0, 3).join(', ') || 'nobody'}`]),
    ...(Object.keys(actions).length === 0 ? [] : [`${name} also does ${Object.keys(actions).slice(0, 5).join(', ')}`]),
    ...(Object.keys(said(found.exceptions)).length === 0 ? [] : [`${name} has exceptions`]),
  ];
};

/** What of our rules is not as it is wanted, a remark each. */
export const messageRuleDifferences = (rules: readonly MessageRule[], wanted: WantedRule): readonly string[] => {
  const ours = rules.filter(isOurs);
  const written = messageRules(wanted);
  const known = new Set(written.map(({ displayName }) => displayName));
  return [
    ...written.flatMap((one) =>
      ruleDifferences(
        ours.find(({ displayName }) => displayName === one.displayName),
        one,
      ),
    ),
    ...ours.flatMap(({ displayName }) =>
      displayName !== null && displayName !== undefined && known.has(displayName)
        ? []
        : [`“${(displayName ?? '').slice(0, 120)}” is not wanted any more`],
    ),
  ];
};

export const messageRuleState = (rules: readonly MessageRule[], wanted: WantedRule): ForwardRuleState => {
  const ours = rules.filter(isOurs);
  if (ours.length === 0) return 'missing';
  const written = messageRules(wanted);
  const pairs = written.map((one) => ({ one, found: ours.find(({ displayName }) => displayName === one.displayName) }));
  const asWritten = pairs.every(({ one, found }) => found !== undefined && isAsWritten(found, one));
  if (!asWritten || ours.length !== written.length) return 'altered';
  return ours.every(({ isEnabled, hasError }) => isEnabled !== false && hasError !== true) ? 'working' : 'switchedOff';
};
