/**
 * Reads every mail of the corpus that has a `bounce` expectation as a delivery report, and every mail of persons to see
 * that none of it is taken for one.
 *
 * The corpus names no recipients. One is right when the report has as many as expected, each a different address that
 * stands in the mail and is not the one the report was sent to. Class is hard or soft. Status is compared as it stands;
 * where the expectation is a code of the expecting program's own (x.0.9nn: the mail states none), ours is right when we
 * also found none stated, and class and kind of reason agree. Mail expected to be an automatic reply is right as none.
 */
import { createMessageReader } from '../../server/adapters/mime/message-reader.ts';
import { readDeliveryReport } from '../../server/domain/mail/delivery-report.ts';
import { halfOf, readCorpus, type CorpusEntry } from './corpus-files.ts';
import { percent, printAims } from './figures.ts';
import { scoreReport, type Scored } from './score-report.ts';

const sum = (scored: readonly Scored[], of: (one: Scored) => number): number =>
  scored.reduce((total, one) => total + of(one), 0);

const figures = (scored: readonly Scored[]) => {
  const all = sum(scored, ({ expected }) => expected.length);
  const ratio = (of: (one: Scored) => number): number => sum(scored, of) / Math.max(1, all);
  return {
    recipients: all,
    recipient: ratio((one) => one.recipients),
    class: ratio((one) => one.classes),
    status: ratio((one) => one.statuses),
    reason: ratio((one) => one.reasons),
  };
};

const printFigures = (heading: string, scored: readonly Scored[]): void => {
  const { recipients, ...ratios } = figures(scored);
  console.log(`\n${heading}: ${scored.length} mails, ${recipients} recipients`);
  for (const [name, ratio] of Object.entries(ratios))
    console.log(`  ${name.padEnd(10)} ${percent(ratio).padStart(7)} %`);
};

const isWrong = ({ expected, recipients, classes, statuses }: Scored): boolean =>
  Math.min(recipients, classes, statuses) < expected.length;

const printWrong = (one: Scored): void => {
  const right = { recipient: one.recipients, class: one.classes, status: one.statuses, reason: one.reasons };
  const wrong = Object.entries(right).filter(([, count]) => count < one.expected.length);
  console.log(`\n${one.entry.path}: ${wrong.map(([name]) => name).join(', ')}`);
  for (const { status, reply, reason, hard } of one.expected) {
    console.log(`  expected ${status} ${reply} ${reason} ${hard ? 'hard' : 'soft'}`);
  }
  if (one.report === null) console.log('  no report');
  for (const found of one.report?.recipients ?? []) {
    const status = `${found.status}${found.statusStated ? '' : ' (from the words)'}`;
    console.log(`  found    ${status} ${found.reply} ${found.reason} ${found.hard ? 'hard' : 'soft'} ${found.address}`);
    console.log(`           ${found.answer.slice(0, 300)}`);
  }
};

interface Readings {
  readonly scored: readonly Scored[];
  readonly ham: number;
  readonly flagged: readonly CorpusEntry[];
}

const readAll = async (entries: readonly CorpusEntry[]): Promise<Readings> => {
  const reader = createMessageReader({ workers: 1 });
  const read = async (entry: CorpusEntry) => {
    const reading = await reader.read(entry.bytes());
    return reading.kind === 'readable' ? reading.message : null;
  };
  const scored: Scored[] = [];
  const flagged: CorpusEntry[] = [];
  const ham = entries.filter(({ category }) => category === 'ham');
  for (const entry of entries) {
    if (entry.bounce !== undefined) scored.push(scoreReport(entry, await read(entry)));
  }
  for (const entry of ham) {
    const message = await read(entry);
    if (message !== null && readDeliveryReport(message) !== null) flagged.push(entry);
  }
  await reader.close();
  return { scored, ham: ham.length, flagged };
};

const report = ({ scored, ham, flagged }: Readings): void => {
  const show = process.argv.indexOf('--show');
  if (show >= 0) {
    scored
      .filter(isWrong)
      .slice(0, Number(process.argv[show + 1] ?? 20))
      .forEach(printWrong);
    flagged.forEach(({ path }) => console.log(`\nham taken for a report: ${path}`));
  }
  for (const half of ['first', 'second'] as const) {
    printFigures(
      `${half} half by digest of the path`,
      scored.filter(({ entry }) => halfOf(entry) === half),
    );
  }
  printFigures('all', scored);
  const all = figures(scored);
  const hamRatio = flagged.length / Math.max(1, ham);
  console.log(`\nham taken for a report: ${flagged.length} of ${ham} (${percent(hamRatio)} %)`);
  const failed = printAims([
    ['recipient at least 95 %', all.recipient >= 0.95],
    ['class at least 95 %', all.class >= 0.95],
    ['exact status at least 85 %', all.status >= 0.85],
    ['ham at most 0.1 %', hamRatio <= 0.001],
  ]);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...all, hamFlagged: flagged.length, ham }));
  if (failed > 0) process.exitCode = 1;
};

const entries = readCorpus();
if (entries === null || entries.length === 0) {
  console.error('The corpora are not here: put them beside the project as ../shared/corpora, or set CORPORA_DIR.');
  process.exitCode = 1;
} else report(await readAll(entries));
