import type { Instant } from '#shared/model/instant.ts';
import { bytesToBase32, readBase32 } from '../tokens/base32.ts';

/** P20: how long a code counts, how often it may be typed, and how many are sent within an hour. */
export const codeRules = {
  lifetimeMs: 30 * 60_000,
  tries: 5,
  withinMs: 60 * 60_000,
  requestsOfUser: 10,
  requestsToAddress: 5,
} as const;

const length = 10;

/** A code of 10 characters of base 32 (50 bits) from a SHA-256 in hex. */
export const codeFrom = (digest: string): string =>
  bytesToBase32(
    Uint8Array.from(digest.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
    length,
  );

/** As it is easily read and typed: two groups of five. */
export const writeCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`.toUpperCase();

/** As a person typed it, with or without hyphen and blanks; the empty text when it is no code. */
export const readCode = (text: string): string => {
  const code = readBase32(text.replaceAll(/[\s-]/g, ''));
  return code?.length === length ? code : '';
};

/** What is signed: the code counts for this user and this address alone. */
export const codeMaterial = (userId: string, addressKey: string, code: string): string =>
  `${userId}\n${addressKey}\n${code}`;

/** How long to wait until another code may be asked for; null: not at all. Moments are oldest first. */
export const requestPauseMs = (
  { byUser, toAddress }: { readonly byUser: readonly Instant[]; readonly toAddress: readonly Instant[] },
  now: Instant,
): number | null => {
  const pauses = (
    [
      [byUser, codeRules.requestsOfUser],
      [toAddress, codeRules.requestsToAddress],
    ] as const
  ).flatMap(([moments, most]) => {
    const freedBy = moments.at(-most);
    return freedBy === undefined ? [] : [freedBy + codeRules.withinMs - now];
  });
  return pauses.length === 0 ? null : Math.max(...pauses);
};
