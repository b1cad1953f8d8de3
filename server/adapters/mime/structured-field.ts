/** `value; name=value` fields: Content-Type and Content-Disposition (RFC 2045 section 5.1, RFC 2183, RFC 2231). */
import { decodeCharset } from './charset.ts';

export interface StructuredField {
  /** In lower case. */
  readonly value: string;
  /** By lower-case name; of a repeated parameter the first counts. */
  readonly params: ReadonlyMap<string, string>;
}

const quoted = /"(?:[^"\\]|\\[\s\S])*"?/y;

const blank = /[\s;/]/;

/** Where the comment that opens at `at` ends (behind its parenthesis), or -1 when it never does. */
const commentEnd = (text: string, at: number): number => {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '\\') index++;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return index + 1;
  }
  return -1;
};

const stringAt = (text: string, at: number): string => {
  quoted.lastIndex = at;
  return quoted.exec(text)?.[0] ?? text.charAt(at);
};

/**
 * Comments out, quoted strings kept. A parenthesis inside an unquoted value (`name=Invoice(1).pdf`) is no comment,
 * and one that is never closed must not swallow a boundary.
 */
const withoutComments = (text: string): string => {
  if (!text.includes('(')) return text;
  let out = '';
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char !== '(' || (at > 0 && !blank.test(text.charAt(at - 1)))) {
      const kept = char === '"' ? stringAt(text, at) : char;
      out += kept;
      at += kept.length;
      continue;
    }
    const end = commentEnd(text, at);
    if (end < 0) return out + text.slice(at);
    at = end;
  }
  return out;
};

const pieces = (text: string): string[] => text.match(/(?:"(?:[^"\\]|\\[\s\S])*"?|[^;"])+/g) ?? [];

const unquote = (text: string): string => {
  const trimmed = text.trim();
  if (!trimmed.startsWith('"')) return trimmed;
  return (/^"((?:[^"\\]|\\[\s\S])*)/.exec(trimmed)?.[1] ?? '').replace(/\\([\s\S])/g, '$1');
};

const percentDecoded = (text: string, charset: string): string => {
  const bytes = text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return decodeCharset(Buffer.from(bytes, 'latin1'), charset);
};

interface Section {
  readonly order: number;
  readonly encoded: boolean;
  readonly text: string;
}

const joinSections = (sections: readonly Section[]): string => {
  const ordered = [...sections].sort((a, b) => a.order - b.order);
  const [, charset = 'utf-8', start] = /^([^']*)'[^']*'([\s\S]*)$/.exec(ordered[0]?.text ?? '') ?? [];
  const marked = ordered[0]?.encoded === true && start !== undefined;
  let out = '';
  let pending = '';
  ordered.forEach((section, index) => {
    const text = marked && index === 0 ? start : section.text;
    if (section.encoded) pending += text;
    else {
      out += percentDecoded(pending, charset) + text;
      pending = '';
    }
  });
  return out + percentDecoded(pending, charset);
};

const readParameters = (parts: readonly string[]): ReadonlyMap<string, string> => {
  const params = new Map<string, string>();
  const continued = new Map<string, Section[]>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = part.slice(0, equals).trim().toLowerCase();
    const value = unquote(part.slice(equals + 1));
    const [, base, order, star] = /^(.+?)(?:\*(\d{1,4}))?(\*)?$/.exec(name) ?? [];
    if (base !== undefined && (order !== undefined || star !== undefined)) {
      const section = { order: Number(order ?? 0), encoded: star !== undefined, text: value };
      const sections = continued.get(base);
      if (sections === undefined) continued.set(base, [section]);
      else sections.push(section);
    } else if (!params.has(name)) params.set(name, value);
  }
  for (const [name, sections] of continued) params.set(name, joinSections(sections));
  return params;
};

/** A forgotten semicolon must not make the parameter a part of the type. */
const firstWord = (value: string): string =>
  value
    .replace(/\s*\/\s*/, '/')
    .trim()
    .toLowerCase()
    .split(/\s/, 1)[0] ?? '';

export const parseStructured = (text: string): StructuredField => {
  const [value = '', ...rest] = pieces(withoutComments(text));
  return { value: firstWord(value), params: readParameters(rest) };
};
