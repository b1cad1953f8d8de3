/** Of a text only so much is compared. */
const longestText = 20_000;
/** Shorter lines ("Thanks", "Hi Anna") stand in every mail. */
const shortestLine = 12;

/** How mail programs mark a quoted line: `>`, `> >`, `AB>`, `|`, `:`. */
const mark = /^\s{0,3}(?:[a-z]{0,3}>|[|:])[\s>|:]{0,40}/iu;

const words = (line: string): string =>
  line
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const linesOf = (text: string): string[] => text.slice(0, longestText).split('\n');

/** Whether the text quotes a line, at least 12 letters and digits long, that stands in the other text. */
export const quotesMail = (text: string, stored: string): boolean => {
  const quoted = linesOf(text)
    .filter((line) => mark.test(line))
    .map((line) => words(line.replace(mark, '')))
    .filter((line) => line.length >= shortestLine);
  if (quoted.length === 0) return false;
  const known = new Set(linesOf(stored).map((line) => words(line.replace(mark, ''))));
  return quoted.some((line) => known.has(line));
};
