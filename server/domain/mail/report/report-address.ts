/** An address inside the words of a report: no full grammar, but nothing that could not be one. */
const inText = /[^\s<>()[\]"',;:\\]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,252}[\p{L}\p{N}])?/u;

/** The first address in the words, in lower case; null without one. */
export const addressIn = (text: string): string | null =>
  inText
    .exec(text.slice(0, 1_000))?.[0]
    .replace(/^(?:mailto|rfc822):/i, '')
    .toLowerCase() ?? null;

/** `rfc822; anna@fabrikam.example` and its misspellings (RFC 3464 section 2.3.2). */
export const addressOfField = (value: string | null): string | null => {
  if (value === null) return null;
  const semicolon = value.indexOf(';');
  return addressIn(value.slice(semicolon + 1)) ?? addressIn(value);
};
