/** Reads every message of the corpus with the real reader and compares with what three of four other parsers agree on. */
import { createMessageReader } from '../../server/adapters/mime/message-reader.ts';
import { compareMessage, type Disagreement } from './agreement.ts';
import { readCorpus } from './corpus-files.ts';

const percent = (part: number, whole: number): string => ((100 * part) / Math.max(1, whole)).toFixed(2);

const optionValue = (name: string): string | undefined => {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : (process.argv[index + 1] ?? '');
};

interface Tally {
  passed: number;
  total: number;
}

const count = (tallies: Map<string, Tally>, key: string, passed: boolean): void => {
  const tally = tallies.get(key) ?? { passed: 0, total: 0 };
  tally.total++;
  if (passed) tally.passed++;
  tallies.set(key, tally);
};

const show = (path: string, disagreements: readonly Disagreement[]): void => {
  console.log(`\n${path}`);
  for (const { field, expected, found } of disagreements) {
    console.log(`  ${field}\n    expected ${JSON.stringify(expected)}\n    found    ${JSON.stringify(found)}`);
  }
};

const main = async (): Promise<number> => {
  const entries = readCorpus();
  if (entries === null) {
    console.error('The corpora are not here: put them beside the project as ../shared/corpora or set CORPORA_DIR.');
    return 1;
  }
  const reader = createMessageReader({ workers: 1 });
  const byCategory = new Map<string, Tally>();
  const byField = new Map<string, Tally>();
  const limit = Number(optionValue('--show') ?? 0);
  let shown = 0;
  for (const entry of entries) {
    const reading = await reader.read(entry.bytes());
    const disagreements = compareMessage(reading, entry);
    count(byCategory, entry.category, disagreements.length === 0);
    for (const field of entry.agreed) count(byField, field, !disagreements.some((one) => one.field === field));
    if (disagreements.length > 0 && shown++ < limit) show(entry.path, disagreements);
  }
  await reader.close();
  const figures = (tallies: Map<string, Tally>): Record<string, Tally> => Object.fromEntries([...tallies].sort());
  const total = entries.length;
  const passed = [...byCategory.values()].reduce((sum, tally) => sum + tally.passed, 0);
  for (const [heading, tallies] of [
    ['category', byCategory],
    ['field', byField],
  ] as const) {
    console.log(`\nby ${heading}`);
    for (const [name, tally] of [...tallies].sort()) {
      const agreed = `${tally.passed}/${tally.total}`;
      console.log(`  ${name.padEnd(20)} ${agreed.padStart(12)} ${percent(tally.passed, tally.total).padStart(8)} %`);
    }
  }
  console.log(`\n${percent(passed, total)} % of the messages agree on every agreed field`);
  console.log(`${passed} passed, ${total - passed} failed`);
  if (process.argv.includes('--json')) {
    const ratio = passed / Math.max(1, total);
    console.log(
      JSON.stringify({
        passed,
        failed: total - passed,
        ratio,
        byCategory: figures(byCategory),
        byField: figures(byField),
      }),
    );
  }
  return 0;
};

process.exitCode = await main();
