/** Answers of a ManageSieve server (RFC 5804 section 1.3 and 4). */
export interface SieveResponse {
  readonly status: 'OK' | 'NO' | 'BYE';
  /** In parentheses behind the status: `QUOTA/MAXSIZE`; null when there is none. */
  readonly code: string | null;
  /** What the server says to people. */
  readonly text: string;
  /** Lines before it, each its strings and atoms. */
  readonly lines: readonly (readonly string[])[];
}

/** An answer is no larger: a script and what stands around it. */
const longestResponse = 4 * 1024 * 1024;

interface Token {
  readonly text: string;
  readonly end: number;
  readonly quoted: boolean;
}

const literalAt = (bytes: Buffer, at: number): Token | null => {
  const head = /^\{(\d{1,9})\+?\}\r\n/.exec(bytes.toString('latin1', at, at + 16));
  if (head === null) {
    if (bytes.length - at < 16) return null;
    throw new Error('The server wrote a literal that is none.');
  }
  const start = at + head[0].length;
  const end = start + Number(head[1]);
  if (end - at > longestResponse) throw new Error('The server says more than we take.');
  return end > bytes.length ? null : { text: bytes.toString('utf8', start, end), end, quoted: true };
};

const quotedAt = (bytes: Buffer, at: number): Token | null => {
  for (let n = at + 1; n < bytes.length; n += 1) {
    if (bytes[n] === 0x5c) n += 1;
    else if (bytes[n] === 0x22) {
      const text = bytes.toString('utf8', at + 1, n).replace(/\\(.)/gs, '$1');
      return { text, end: n + 1, quoted: true };
    }
  }
  return null;
};

/** Cyrus lists names of scripts without escaping their quotes: such a string ends with the last quote of its line. */
const unescapedAt = (bytes: Buffer, at: number): Token | null => {
  const lineEnd = bytes.indexOf('\r\n', at);
  if (lineEnd === -1) return null;
  const end = bytes.lastIndexOf('"', lineEnd) + 1;
  return { text: bytes.toString('utf8', at + 1, end - 1), end, quoted: true };
};

const stringAt = (bytes: Buffer, at: number): Token | null => {
  const token = quotedAt(bytes, at);
  if (token === null || token.end === bytes.length) return null;
  return [0x20, 0x0d].includes(bytes[token.end] ?? 0) ? token : unescapedAt(bytes, at);
};

/** `(…)` with strings and literals inside, or an atom. */
const atomAt = (bytes: Buffer, at: number): Token | null => {
  let end = at;
  let depth = 0;
  for (; end < bytes.length; end += 1) {
    const byte = bytes[end];
    if (byte === 0x28) depth += 1;
    else if (byte === 0x29) depth -= 1;
    else if (byte === 0x22) {
      const inner = quotedAt(bytes, end);
      if (inner === null) return null;
      end = inner.end - 1;
    } else if (byte === 0x0d || (depth === 0 && byte === 0x20)) break;
  }
  return end >= bytes.length ? null : { text: bytes.toString('utf8', at, end), end, quoted: false };
};

const tokenAt = (bytes: Buffer, at: number): Token | null => {
  if (bytes[at] === 0x7b) return literalAt(bytes, at);
  return bytes[at] === 0x22 ? stringAt(bytes, at) : atomAt(bytes, at);
};

/** One line from `at` on; null when it has not come whole yet. */
const lineAt = (bytes: Buffer, at: number): { readonly tokens: readonly Token[]; readonly end: number } | null => {
  const tokens: Token[] = [];
  for (let next = at; next < bytes.length;) {
    if (bytes[next] === 0x0d) return next + 1 < bytes.length ? { tokens, end: next + 2 } : null;
    if (bytes[next] === 0x20) {
      next += 1;
      continue;
    }
    const token = tokenAt(bytes, next);
    if (token === null) return null;
    tokens.push(token);
    next = token.end;
  }
  return null;
};

const statuses: readonly string[] = ['OK', 'NO', 'BYE'] satisfies SieveResponse['status'][];

/** The last line of an answer; null: a line before it. */
const endingOf = ([first, ...rest]: readonly Token[]): Omit<SieveResponse, 'lines'> | null => {
  const status = first?.quoted === false ? first.text.toUpperCase() : '';
  if (!statuses.includes(status)) return null;
  return {
    status: status as SieveResponse['status'],
    code: rest.find(({ quoted }) => !quoted)?.text.replace(/^\(|\)$/g, '') ?? null,
    text: rest.find(({ quoted }) => quoted)?.text ?? '',
  };
};

/** A whole line came that ends no answer: while one signs in, it is a challenge (RFC 5804 section 2.1). */
export const holdsChallenge = (bytes: Buffer): boolean => {
  const line = lineAt(bytes, 0);
  return line !== null && line.tokens.length > 0 && endingOf(line.tokens) === null;
};

/** The first whole answer and where it ends; null when it has not come whole yet. Throws for what is none. */
export const readSieveResponse = (bytes: Buffer): { readonly response: SieveResponse; readonly end: number } | null => {
  const lines: string[][] = [];
  for (let at = 0; ;) {
    const line = lineAt(bytes, at);
    if (line === null) {
      if (bytes.length > longestResponse) throw new Error('The server says more than we take.');
      return null;
    }
    const ending = endingOf(line.tokens);
    if (ending !== null) return { response: { ...ending, lines }, end: line.end };
    if (line.tokens.length > 0) lines.push(line.tokens.map(({ text }) => text));
    at = line.end;
  }
};
