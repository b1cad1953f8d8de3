/** The script that forwards (Sieve, RFC 5228; copy, RFC 3894; include, RFC 6609), beside whatever script the user has. */
import type { WantedRule } from './forward-rule.ts';

/** Our script among those of the user. */
export const forwardScriptName = 'correspond-forward';

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n\0]/g, ' ')}"`;

const listOf = (texts: readonly string[]): string => `[${texts.map(quoted).join(', ')}]`;

const testOf = ({ subjectParts, senders }: NonNullable<WantedRule['only']>): string => {
  const tests = [
    ...(subjectParts.length > 0 ? [`header :contains "subject" ${listOf(subjectParts)}`] : []),
    ...(senders.length > 0 ? [`address :all :is "from" ${listOf(senders)}`] : []),
  ];
  return tests.length === 0 ? 'false' : `anyof (${tests.join(', ')})`;
};

/**
 * Redirects a copy first, so that a `stop` of the user's own script does not hide mail from us, and then does what that
 * script (`includes`) does; it stays as it is. Lines end with CRLF.
 */
export const forwardScript = ({ sink, only }: WantedRule, includes: string | null): string => {
  const redirect = `redirect :copy ${quoted(sink)};`;
  return [
    '# Made by Correspond: a copy of mail goes to the CRM. It is replaced as a whole; your own script is included below.',
    `require ${listOf(includes === null ? ['copy'] : ['copy', 'include'])};`,
    ...(only === null ? [redirect] : [`if ${testOf(only)} {`, `  ${redirect}`, '}']),
    ...(includes === null ? [] : [`include :personal :optional ${quoted(includes)};`]),
    '',
  ].join('\r\n');
};

/** The user's script that one of ours includes; null when it includes none. */
export const includedScript = (script: string): string | null => {
  const found = /^include :personal :optional "((?:[^"\\\r\n]|\\.)*)";\s*$/m.exec(script)?.[1];
  return found === undefined ? null : found.replace(/\\(.)/g, '$1');
};

const plain = (script: string): string => script.replace(/\r\n/g, '\n').trimEnd();

/** The same but for line ends. */
export const sameScript = (one: string, other: string): boolean => plain(one) === plain(other);

/** Longer lines and more of them are cut: it is a remark, not the script. */
const shown = { lines: 5, characters: 120 } as const;

const linesOf = (script: string): string[] =>
  plain(script)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const said = (beginning: string, lines: readonly string[]): string[] =>
  lines.slice(0, shown.lines).map((line) => `${beginning} “${line.slice(0, shown.characters)}”`);

/** What a script of ours has beyond what is wanted, and what it lacks; a remark for a person. */
export const scriptDifferences = (found: string, wanted: string): readonly string[] => {
  const [has, wants] = [linesOf(found), linesOf(wanted)];
  const differences = [
    ...said(
      'has',
      has.filter((line) => !wants.includes(line)),
    ),
    ...said(
      'lacks',
      wants.filter((line) => !has.includes(line)),
    ),
  ];
  return differences.length === 0 && !sameScript(found, wanted) ? ['has its lines in another order'] : differences;
};
