/**
 * Reads every message of the corpus with the real reader and compares with what three of four other parsers agree on.
 *
 * A field on which they agree that a character cannot be decoded is no disagreement when everything else is equal;
 * how many messages pass by that rule is printed beside the count of strictly equal ones.
 */
import { createMessageReader } from '../../server/adapters/mime/message-reader.ts';
import { compareMessage, contradictsItself, readsHtmlAlone, type Disagreement } from './agreement.ts';
import { causeOf, endsLinesWithCr } from './cause.ts';
import { halfOf, readCorpus, type CorpusEntry } from './corpus-files.ts';
import { percent as percentOf } from './figures.ts';

interface Tally {
  passed: number;
  total: number;
}

interface Outcome {
  readonly entry: CorpusEntry;
  readonly strict: boolean;
  readonly readsHtmlAlone: boolean;
  readonly disagreements: readonly Disagreement[];
}

const percent = (part: number, whole: number): string => percentOf(part / Math.max(1, whole));
/** The aim: so many of the messages agree of which the corpus says one thing. */
const aim = 0.995;

const agrees = ({ disagreements }: Outcome): boolean => disagreements.length === 0;

const figuresOf = (outcomes: readonly Outcome[]) => {
  const passed = outcomes.filter(agrees).length;
  return { passed, total: outcomes.length, ratio: passed / Math.max(1, outcomes.length) };
};

/**
 * Apart from the figure of all: what a half of the mails says, the mails on whose line ends parsers do not agree, and
 * those of which the corpus says two things, which the aim does not count.
 */
const partsOf = (outcomes: readonly Outcome[]) => ({
  firstHalf: figuresOf(outcomes.filter(({ entry }) => halfOf(entry) === 'first')),
  secondHalf: figuresOf(outcomes.filter(({ entry }) => halfOf(entry) === 'second')),
  linesEndingWithCr: figuresOf(outcomes.filter(({ entry }) => endsLinesWithCr(entry))),
  contradicted: figuresOf(outcomes.filter(({ entry }) => contradictsItself(entry))),
  uncontradicted: figuresOf(outcomes.filter(({ entry }) => !contradictsItself(entry))),
});

const tally = (outcomes: readonly Outcome[], keysOf: (outcome: Outcome) => readonly [string, boolean][]) => {
  const tallies = new Map<string, Tally>();
  for (const [key, passed] of outcomes.flatMap(keysOf)) {
    const one = tallies.get(key) ?? { passed: 0, total: 0 };
    one.total++;
    if (passed) one.passed++;
    tallies.set(key, one);
  }
  return new Map([...tallies].sort(([a], [b]) => a.localeCompare(b)));
};

const printTable = (heading: string, tallies: ReadonlyMap<string, Tally>): void => {
  console.log(`\nby ${heading}`);
  for (const [name, { passed, total }] of tallies) {
    console.log(`  ${name.padEnd(20)} ${`${passed}/${total}`.padStart(12)} ${percent(passed, total).padStart(8)} %`);
  }
};

const printDisagreements = (outcome: Outcome): void => {
  console.log(`\n${outcome.entry.path}: ${causeOf(outcome)}`);
  for (const { field, expected, found } of outcome.disagreements) {
    console.log(`  ${field}\n    expected ${JSON.stringify(expected)}\n    found    ${JSON.stringify(found)}`);
  }
};

const readAll = async (entries: readonly CorpusEntry[]): Promise<Outcome[]> => {
  const reader = createMessageReader({ workers: 1 });
  const outcomes: Outcome[] = [];
  for (const entry of entries) {
    const reading = await reader.read(entry.bytes());
    const all = compareMessage(reading, entry);
    outcomes.push({
      entry,
      strict: all.length === 0,
      readsHtmlAlone: readsHtmlAlone(reading, entry),
      disagreements: all.filter((one) => !one.consensusLost),
    });
  }
  await reader.close();
  return outcomes;
};

const report = (outcomes: readonly Outcome[]): void => {
  const total = outcomes.length;
  const failed = outcomes.filter((outcome) => outcome.disagreements.length > 0);
  const strict = outcomes.filter((outcome) => outcome.strict).length;
  const passed = total - failed.length;
  const index = process.argv.indexOf('--show');
  if (index >= 0) failed.slice(0, Number(process.argv[index + 1] ?? 20)).forEach(printDisagreements);
  const byCategory = tally(outcomes, (one) => [[one.entry.category, one.disagreements.length === 0]]);
  const byField = tally(outcomes, (one) =>
    one.entry.agreed.map((field) => [field, !one.disagreements.some((other) => other.field === field)]),
  );
  printTable('category', byCategory);
  printTable('field', byField);
  const byCause = tally(failed, (one) => [[causeOf(one), false]]);
  console.log('\nwhat differs, by cause');
  for (const [cause, { total: count }] of byCause) console.log(`  ${String(count).padStart(4)} ${cause}`);
  const parts = partsOf(outcomes);
  printTable('part', new Map(Object.entries(parts)));
  console.log(`\n${strict} messages (${percent(strict, total)} %) are equal on every agreed field,`);
  const ofHtml = outcomes.filter((outcome) => outcome.readsHtmlAlone).length;
  console.log(`  ${ofHtml} of them with text that we made from HTML, where the others give none;`);
  console.log(`${passed - strict} more differ only in characters that the other parsers could not decode`);
  const { uncontradicted, contradicted } = parts;
  console.log(`${percent(passed, total)} % of all ${total} messages agree;`);
  console.log(
    `  of ${contradicted.total} the corpus says that they name recipients and that nothing can be read: ${contradicted.passed} agree with the latter`,
  );
  console.log(
    `${percentOf(uncontradicted.ratio)} % of the ${uncontradicted.total} of which it says one thing agree (aim: ${percentOf(aim)} %)`,
  );
  if (uncontradicted.ratio < aim) process.exitCode = 1;
  console.log(`${passed} passed, ${failed.length} failed`);
  if (!process.argv.includes('--json')) return;
  const tables = {
    byCategory: Object.fromEntries(byCategory),
    byField: Object.fromEntries(byField),
    parts,
    byCause: Object.fromEntries(byCause),
  };
  console.log(
    JSON.stringify({ passed, failed: failed.length, strictlyEqual: strict, ratio: passed / total, ...tables }),
  );
};

const entries = readCorpus();
if (entries === null || entries.length === 0) {
  console.error('The corpora are not here: put them beside the project as ../shared/corpora, or set CORPORA_DIR.');
  process.exitCode = 1;
} else report(await readAll(entries));
