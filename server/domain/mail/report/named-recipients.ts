import { addressIn } from './report-address.ts';

/** One recipient that the words of a mail system name, with what they say about it. */
export interface NamedRecipient {
  readonly address: string;
  readonly words: string;
}

/** How mail systems write the line of a recipient; group 1 is the address, group 2 what follows. */
const address = String.raw`[^\s<>()[\]"',;:]{1,64}@[^\s<>()[\]"',;:]{1,255}`;
const linePatterns: readonly RegExp[] = [
  // qmail, Postfix, Yahoo, MXLogic: <anna@fabrikam.example>: words
  new RegExp(`^[ \\t>*]{0,8}<(${address})>[:.]{0,3}[ \\t]*(.*)$`, 'u'),
  // Exim, Google, GMX, OpenSMTPD: the address alone or before a colon
  new RegExp(`^[ \\t>*"']{0,12}(${address})["']?(?:<[^>]{0,330}>)?[:.]{0,3}(?:[ \\t]+(.*))?$`, 'u'),
  // sendmail's transcript: 550 5.1.1 <anna@fabrikam.example>... User unknown
  new RegExp(`^(?:<<< )?[245]\\d\\d[ -](?:[245]\\.\\d{1,3}\\.\\d{1,3} )?<?(${address})>?[.:,]{1,4}[ \\t]*(.*)$`, 'u'),
  // Exchange, Notes, WebSphere: fields and sentences around the address
  new RegExp(
    `^[ \\t]{0,8}(?:final[- ]recipient|recipients?|addressed to|failed (?:recipient|address)|user|rcpt to|to address|destinataire)[ \\t]{0,4}[:=][ \\t]{0,8}(?:rfc822;)?[ \\t]{0,4}["'<]{0,2}(${address})[>"']{0,2}(.*)$`,
    'iu',
  ),
  new RegExp(
    `\\b(?:delivered?|deliver(?:ing|y)(?: your (?:mail|message|e-?mail))?|sent|message|e-?mail|address(?:ed)?|recipient|user|mailbox|account)(?: failed)?(?: to| for)?:?[ \\t]{1,4}["'<[]{0,2}(${address})[>"'\\]]{0,2}(.*)$`,
    'iu',
  ),
];

/** A line of a transcript says all it says: what follows it is about somebody else. */
const transcript = /^(?:<<< )?[245]\d\d[ -].{0,400}\.\.\.[ \t]*\S/;

/** Lines that name the sender or a third person. */
const passedOver =
  /^[ \t>]{0,8}(?:from|sender|sent by|reply-to|cc|subject|message-id|contact|for (?:further )?(?:help|assistance)|please|if you|visit|received|x-[\w-]{1,40}|reporting-mta|remote-mta|dsn-gateway)\b/i;

const nameIn = (line: string): NamedRecipient | null => {
  if (passedOver.test(line)) return null;
  for (const pattern of linePatterns) {
    const found = pattern.exec(line);
    const named = found === null ? null : addressIn(found[1] ?? '');
    if (named !== null) return { address: named, words: found?.[2] ?? '' };
  }
  return null;
};

const mostRecipients = 500;

/** Everybody the lines name, in order, each with the words up to the next. `never` are the sender's own addresses. */
export const namedRecipients = (lines: readonly string[], never: ReadonlySet<string>): readonly NamedRecipient[] => {
  const found = new Map<string, string[]>();
  let open: string[] | null = null;
  for (const line of lines) {
    const named = nameIn(line);
    if (named !== null && !never.has(named.address)) {
      open = found.get(named.address) ?? [];
      if (found.size < mostRecipients) found.set(named.address, open);
      open.push(line);
      if (transcript.test(line)) open = null;
    } else open?.push(line);
  }
  return [...found].map(([name, words]) => ({ address: name, words: words.join('\n') }));
};
