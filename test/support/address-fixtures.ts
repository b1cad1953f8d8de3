import { readFileSync } from 'node:fs';

/** One line of a list: what is read, and what comes of it. */
interface AddressLine {
  readonly input: string;
  readonly expected: string;
}

const separator = ' => ';

const revealed = (text: string): string =>
  text.replaceAll(/\{U\+([0-9A-F]{4,6})\}/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const readLines = (name: 'valid' | 'invalid'): AddressLine[] =>
  readFileSync(new URL(`../fixtures/addresses/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#') && line.includes(separator))
    .map((line) => {
      const at = line.lastIndexOf(separator);
      return { input: revealed(line.slice(0, at)), expected: line.slice(at + separator.length) };
    });

/** Addresses with their normal form. */
export const validAddresses = readLines('valid');
/** What is refused, with the problem. */
export const invalidAddresses = readLines('invalid');
