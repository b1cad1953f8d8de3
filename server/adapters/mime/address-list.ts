/**
 * Address fields (RFC 5322 section 3.4) by postal-mime's tokenizer, which does not take an address out of a quoted
 * string. Encoded words are hidden from it behind private-use tokens: they can neither bring a comma or an angle
 * bracket into the grammar nor be decoded inside an addr-spec; only display names get their decoded form. Quoted local
 * parts are hidden too, so that they come out as written.
 */
import { addressParser, type Address, type Mailbox } from 'postal-mime';
import type { MailPerson } from '../../domain/mail/message.ts';
import { decodeWords, wordRun } from './encoded-words.ts';

/** Every quoted string in order, so that quotes pair up; one that never ends runs to the end. */
const quotedString = /"(?:[^"\\]|\\[\s\S])*(?:"(@)?|$)/g;
const token = /\ue000(\d+)\ue001/g;

const flatten = (list: readonly Address[]): Mailbox[] =>
  list.flatMap((entry) => (entry.group === undefined ? [entry] : entry.group));

/** `Doe, John <j@x.y>`: a name without address belongs to the named address after it. */
const joinSplitNames = (list: readonly Mailbox[]): Mailbox[] => {
  const joined: Mailbox[] = [];
  let pending: string[] = [];
  for (const entry of list) {
    if (!entry.address) {
      pending.push(entry.name);
      continue;
    }
    const name = entry.name && pending.length > 0 ? [...pending, entry.name].join(', ') : entry.name;
    joined.push({ address: entry.address, name });
    pending = [];
  }
  return joined;
};

const tidy = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- control characters have no place in an address or a name
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim();

const isAddrSpec = (text: string): boolean => {
  const at = text.lastIndexOf('@');
  return at > 0 && at < text.length - 1;
};

/** Every mailbox of one field value, groups opened; entries without an addr-spec are left out. */
export const readAddresses = (value: string): MailPerson[] => {
  const words: string[] = [];
  const hide = (text: string): string => `\ue000${words.push(text) - 1}\ue001`;
  const hidden = value
    .replace(/[\ue000\ue001]/g, '')
    .replace(quotedString, (text, at?: string) => (at === undefined ? text : `${hide(text.slice(0, -1))}@`))
    .replace(wordRun, hide);
  const restore = (text: string, decoded: boolean): string =>
    words.length === 0
      ? text
      : text.replace(token, (_, index: string) => {
          const word = words[Number(index)] ?? '';
          return decoded ? decodeWords(word) : word;
        });
  return joinSplitNames(flatten(addressParser(hidden)))
    .map((entry) => ({
      address: tidy(restore(entry.address, false)),
      name: tidy(restore(entry.name, true)) || null,
    }))
    .filter((person) => isAddrSpec(person.address));
};
