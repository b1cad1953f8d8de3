import { quoteStart } from './quoted-text.ts';

/** Of a text only so much is compared. */
const longestText = 20_000;
/** Shorter lines ("Thanks", "Hi Anna") stand in every mail. */
const shortestLine = 12;
/** So many words in a row are no chance; programs fill quoted lines anew, so that no whole line is left. */
const runLength = 8;
const shortestRun = 30;
const mostRuns = 60;

/** How mail programs mark a quoted line: `>`, `> >`, `AB>`, `   Anna>`, `|`, `:`. */
const mark = /^\s{0,8}(?:[\p{L}&]{0,20}>|[|:])[\s>|:]{0,40}/u;
/** What stands below such a line at the end is the writer's or the list's, and the same in every mail of theirs. */
const footer = /^(?:-- ?|_{20,80}|-{40,80})$/;
const mostFooterLines = 15;

const words = (line: string): string =>
  line
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const linesOf = (text: string): string[] => text.slice(0, longestText).replaceAll('\r\n', '\n').split('\n');

const withoutFooter = (lines: readonly string[]): readonly string[] => {
  const from = Math.max(0, lines.length - mostFooterLines);
  const at = lines.slice(from).findIndex((line) => footer.test(line.trimEnd()));
  return at < 0 ? lines : lines.slice(0, from + at);
};

/** What a mail quotes, as it is looked for in others. */
interface Quotes {
  readonly lines: readonly string[];
  readonly runs: readonly string[];
}

/** Runs of words, one after the other and the last of them; what is left over is in the last. */
const runsIn = (block: string): string[] => {
  const all = block.split(' ', longestText / 2);
  const starts = Array.from({ length: Math.floor(all.length / runLength) }, (_, n) => n * runLength);
  if (all.length > runLength) starts.push(all.length - runLength);
  return starts.map((at) => all.slice(at, at + runLength).join(' ')).filter((run) => run.length >= shortestRun);
};

/** Lines with a mark, and all below the divider or the header block of Outlook; stretches of them apart. */
export const quotesIn = (text: string): Quotes => {
  const all = linesOf(text);
  const start = quoteStart(all);
  const blocks: string[][] = [[]];
  for (const [at, line] of all.entries()) {
    const quoted = (start >= 0 && at > start) || mark.test(line);
    if (quoted) blocks.at(-1)?.push(words(line.replace(mark, '')));
    else if (blocks.at(-1)?.length !== 0) blocks.push([]);
  }
  const lines = blocks.flat().filter((line) => line.length >= shortestLine);
  const runs = blocks.flatMap((block) => runsIn(block.filter((line) => line !== '').join(' ')));
  return { lines, runs: runs.slice(0, mostRuns) };
};

/** How many of the quoted lines (at least 12 letters and digits) and runs of 8 words stand in the text. */
export const quotedBy = ({ lines, runs }: Quotes, stored: string): number => {
  if (lines.length === 0 && runs.length === 0) return 0;
  const known = withoutFooter(linesOf(stored.trimEnd())).map((line) => words(line.replace(mark, '')));
  const whole = new Set(known);
  const flat = ` ${known.filter((line) => line !== '').join(' ')} `;
  return lines.filter((line) => whole.has(line)).length + runs.filter((run) => flat.includes(` ${run} `)).length;
};
