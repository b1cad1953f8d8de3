/**
 * Damages every mail of the corpus in each of the ways of test/support/damaged-mail.ts, the same way each time for the
 * same `--seed`, and hands it to the real program by both of its doors: as a router does and as a person does. Each mail
 * must give one outcome and be stored or held with exactly its bytes, or be the same mail as one that stands (A5).
 * `--every N` takes every Nth mail; floods of a million parts, 7 MB each, are made of every 200th. Nothing is sent.
 */
import { type Damage, damages, chanceOf } from '../support/damaged-mail.ts';
import { type Intake, openIntake } from '../support/hand-in.ts';
import { createWorld } from '../support/world.ts';
import { readCorpus, type CorpusEntry } from './corpus-files.ts';

const option = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : Number(process.argv[at + 1] ?? usual);
};
const seed = option('seed', 1);
const every = Math.max(1, option('every', 1));
const floodsEvery = 200;

const nth = (entries: readonly CorpusEntry[], step: number): CorpusEntry[] =>
  entries.filter((_, index) => index % step === 0);

/** In a world of its own, so that a mail is never the same as the one that was damaged otherwise. */
const run = async (damage: Damage, entries: readonly CorpusEntry[]): Promise<Intake> => {
  await using world = await createWorld();
  const { intake, handIn } = await openIntake(world);
  for (const entry of entries) {
    const bytes = damages[damage](Buffer.from(entry.bytes()), chanceOf(`${seed} ${damage} ${entry.path}`));
    await handIn(`${damage}, ${entry.path}`, bytes);
  }
  return intake;
};

const print = (damage: Damage, { given, recorded, stood, held, reasons, failures }: Intake): void => {
  const said = [...reasons].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${reason} ${count}`);
  console.log(`\n${damage}: ${given} mails`);
  console.log(`  ${recorded} stored, ${held} held, each with its bytes; ${stood} the same mail as one before`);
  console.log(`  the router said: ${said.join(', ')}`);
  for (const failure of failures.slice(0, option('show', 20))) console.log(`  FAILED ${failure}`);
};

const runAll = async (entries: readonly CorpusEntry[]): Promise<void> => {
  const figures: Record<string, unknown> = {};
  const total = { passed: 0, failed: 0 };
  for (const damage of Object.keys(damages) as Damage[]) {
    const intake = await run(damage, damage === 'a million parts' ? nth(entries, floodsEvery) : entries);
    print(damage, intake);
    total.failed += intake.failures.length;
    total.passed += intake.given - intake.failures.length;
    figures[damage] = { ...intake, reasons: Object.fromEntries(intake.reasons), failures: intake.failures.length };
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed (seed ${seed})`);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ seed, ...total, ...figures }));
  if (total.failed > 0) process.exitCode = 1;
};

const entries = readCorpus();
if (entries === null || entries.length === 0) {
  console.error('The corpora are not here: put them beside the project as ../shared/corpora, or set CORPORA_DIR.');
  process.exitCode = 1;
} else await runAll(nth(entries, every));
