/**
 * P8: what a reply adds, without what it quotes. Lines that begin with `>` go, with the line that introduces them;
 * all that follows the header block or the divider of Outlook goes. In doubt text is kept: nothing is cut without a
 * mark that mail programs write. Each line is looked at a fixed number of times.
 */
export const removeQuotedText = (text: string): string => {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const end = quoteStart(lines);
  const reply = end < 0 ? lines : lines.slice(0, end);
  const kept = reply.filter((line, at) => !isQuote(line) && !introducesQuote(reply, at));
  return kept
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
};

/** The line from which on all is quoted without a mark; -1 when there is none. */
export const quoteStart = (lines: readonly string[]): number => lines.findIndex((_, at) => endsReply(lines, at));

const longestLead = 500;
const mostLeadLines = 3;

const isQuote = (line: string | undefined): boolean => line?.startsWith('>') === true;
const isBlank = (line: string | undefined): boolean => line?.trim() === '';

/** "On Tue, 3 Nov 2026, Anna wrote:", "El mar, 3 nov 2026, Anna escribió:", "Am 03.11.26 um 9:00 schrieb Anna:" ... */
const leadStart = /^(?:on|el|am|le|em|il|op|den|w dniu|dnia) /iu;
const leadVerb =
  /\s(?:wrote|writes|escribió|escribio|schrieb|écrit|escreveu|scritto|schreef|skrev|napisał|napisał\(a\))[\s:：]/iu;
const leadEnd = /[:：]$/u;

/** How many lines from `at` on form such a sentence (programs wrap it); 0 when none does. */
const leadLength = (lines: readonly string[], at: number): number => {
  if (!leadStart.test((lines[at] ?? '').slice(0, 10))) return 0;
  let sentence = '';
  for (let length = 1; length <= mostLeadLines; length += 1) {
    sentence += ` ${(lines[at + length - 1] ?? '').trim().slice(0, longestLead)}`;
    if (leadEnd.test(sentence) && /\d/.test(sentence) && leadVerb.test(`${sentence} `)) return length;
  }
  return 0;
};

/** Whether the line belongs to a sentence after which, blank lines aside, a quote stands. */
const introducesQuote = (lines: readonly string[], at: number): boolean => {
  for (let start = at; start > at - mostLeadLines && start >= 0; start -= 1) {
    const length = leadLength(lines, start);
    if (length > at - start) return isQuote(nextWritten(lines, start + length));
  }
  return false;
};

const mostBlankLines = 3;

const nextWritten = (lines: readonly string[], from: number): string | undefined =>
  lines.slice(from, from + mostBlankLines + 1).find((line) => !isBlank(line));

const divider =
  /^-{2,20}\s?(?:original message|mensaje original|ursprüngliche nachricht|message d'origine|mensagem original|messaggio originale|oorspronkelijk bericht|forwarded message|mensaje reenviado)\s?-{2,20}$/iu;
const authorField = /^\*?(?:from|de|von|da|van|från|fra|od)\s?:/iu;
const dateField = /^\*?(?:sent|date|enviado|enviado el|fecha|gesendet|datum|envoyé|date|inviato|data|verzonden)\s?:/iu;
const subjectField = /^\*?(?:subject|asunto|betreff|objet|assunto|oggetto|onderwerp)\s?:/iu;
const mostHeaderLines = 8;

/** Where the quoted mail begins and goes on to the end: a divider, or a block with author, date and subject. */
const endsReply = (lines: readonly string[], at: number): boolean => {
  const line = (lines[at] ?? '').trim().slice(0, longestLead);
  if (divider.test(line)) return true;
  if (/^_{20,120}$/.test(line)) return beginsHeaderBlock(lines, at + 1);
  return (
    beginsHeaderBlock(lines, at) || (hasAddress(lines, at) && leadLength(lines, at) > 0 && !leadsToQuote(lines, at))
  );
};

const leadsToQuote = (lines: readonly string[], at: number): boolean =>
  isQuote(nextWritten(lines, at + leadLength(lines, at)));

/** Without `>` marks a sentence like "On ... wrote:" ends the reply only where it names an address, as programs do. */
const hasAddress = (lines: readonly string[], at: number): boolean =>
  lines
    .slice(at, at + mostLeadLines)
    .some((line) => /<[^<>\s@]{1,64}@[^<>\s@]{1,255}>/.test(line.slice(0, longestLead)));

const beginsHeaderBlock = (lines: readonly string[], at: number): boolean => {
  if (!authorField.test((lines[at] ?? '').trim())) return false;
  const block = lines.slice(at + 1, at + mostHeaderLines).map((line) => line.trim());
  return block.some((line) => dateField.test(line)) && block.some((line) => subjectField.test(line));
};
