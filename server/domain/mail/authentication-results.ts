import type { Message } from './message.ts';

/** What a receiving server of ours found: `fail` only where it says so; `unknown` where none of ours says anything. */
export type Authentication = 'pass' | 'fail' | 'unknown';

const longestValue = 20_000;

/** Comments and quoted strings may hold anything, also `;` and `dmarc=pass`: they are left out (RFC 8601 section 2.2). */
const withoutCommentsAndQuotes = (value: string): string => {
  let depth = 0;
  let quoted = false;
  let kept = '';
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"' && depth === 0) quoted = !quoted;
    else if (character === '(' && !quoted) depth += 1;
    else if (character === ')' && !quoted) depth = Math.max(0, depth - 1);
    else if (!quoted && depth === 0) kept += character;
  }
  return kept;
};

interface Findings {
  readonly server: string;
  /** `dmarc=fail`, `dkim=pass` ... in lower case. */
  readonly results: readonly string[];
}

const firstWord = (text: string): string => text.trim().split(/\s/)[0] ?? '';

/** `dmarc = fail header.from=x` says `dmarc=fail`. */
const readResult = (text: string): string => {
  const equals = text.indexOf('=');
  return equals < 0 ? '' : `${text.slice(0, equals).trim()}=${firstWord(text.slice(equals + 1))}`;
};

const readFindings = (value: string): Findings => {
  const [server = '', ...results] = withoutCommentsAndQuotes(value.slice(0, longestValue)).toLowerCase().split(';');
  return { server: firstWord(server), results: results.map(readResult) };
};

const judge = (results: readonly string[]): Authentication => {
  const says = (...wanted: readonly string[]): boolean => wanted.some((result) => results.includes(result));
  if (says('dmarc=fail')) return 'fail';
  if (says('dmarc=pass')) return 'pass';
  if (says('spf=pass', 'dkim=pass')) return 'pass';
  return says('spf=fail', 'dkim=fail') ? 'fail' : 'unknown';
};

/**
 * The verdict of the topmost Authentication-Results field whose authserv-id is one of `servers`; every other was
 * written by someone we do not know, perhaps the sender (RFC 8601 section 7.1). DMARC decides; without it a failure of
 * SPF or DKIM counts unless the other passes.
 */
export const authenticationOf = (message: Pick<Message, 'headers'>, servers: readonly string[]): Authentication => {
  const ours = new Set(servers.map((server) => server.toLowerCase()));
  if (ours.size === 0) return 'unknown';
  for (const { name, value } of message.headers) {
    if (name !== 'authentication-results') continue;
    const findings = readFindings(value);
    if (ours.has(findings.server)) return judge(findings.results);
  }
  return 'unknown';
};
