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
import type { Message } from '../../server/domain/mail/message.ts';
import { readDeliveryReport } from '../../server/domain/mail/delivery-report.ts';
import type { DeliveryReport, ReportedRecipient } from '../../server/domain/mail/report/report-types.ts';
import { halfOf, readCorpus, type CorpusEntry, type ExpectedBounce } from './corpus-files.ts';
import { percent } from './percent.ts';
import { sameReason } from './same-reason.ts';

interface Scored {
  readonly entry: CorpusEntry;
  readonly expected: readonly ExpectedBounce[];
  readonly report: DeliveryReport | null;
  readonly recipients: number;
  readonly classes: number;
  readonly statuses: number;
  readonly reasons: number;
}

const ownCode = /^[45]\.0\.9\d\d$/;

const sameStatus = (expected: ExpectedBounce, found: ReportedRecipient): boolean => {
  if (!ownCode.test(expected.status)) return (found.status ?? '') === expected.status;
  return !found.statusStated && found.status?.[0] === expected.status[0] && sameReason(expected.reason, found.reason);
};

const unexpected = (expected: readonly ExpectedBounce[]): boolean =>
  expected.every(({ reason }) => reason === 'vacation');

const countRecipients = (report: DeliveryReport, message: Message, expected: number, bytes: string): number => {
  const to = message.to.map(({ address }) => address.toLowerCase());
  const good = new Set(
    report.recipients.flatMap(({ address }) =>
      address !== null && !(to.includes(address) && to.length === 1 && bytes.split(address).length < 3)
        ? [address]
        : [],
    ),
  );
  return report.recipients.length === expected ? Math.min(good.size, expected) : 0;
};

const count = (expected: readonly ExpectedBounce[], right: (one: ExpectedBounce, index: number) => boolean): number =>
  expected.filter(right).length;

const score = (entry: CorpusEntry, message: Message | null): Scored => {
  const expected = entry.bounce ?? [];
  const report = message === null ? null : readDeliveryReport(message);
  const none = { entry, expected, report, recipients: 0, classes: 0, statuses: 0, reasons: 0 };
  if (unexpected(expected)) {
    const right = report === null ? expected.length : 0;
    return { ...none, recipients: right, classes: right, statuses: right, reasons: right };
  }
  if (report === null || message === null) return none;
  const bytes = Buffer.from(entry.bytes()).toString('latin1').toLowerCase();
  const at = (index: number): ReportedRecipient | undefined => report.recipients[index];
  return {
    ...none,
    recipients: countRecipients(report, message, expected.length, bytes),
    classes: count(expected, ({ hard }, index) => at(index)?.hard === hard),
    statuses: count(expected, (one, index) => {
      const found = at(index);
      return found !== undefined && sameStatus(one, found);
    }),
    reasons: count(expected, ({ reason }, index) => {
      const found = at(index);
      return found !== undefined && (reason === 'feedback' || sameReason(reason, found.reason));
    }),
  };
};

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

const printWrong = ({ entry, expected, report, recipients, classes, statuses, reasons }: Scored): void => {
  const marks = `${recipients < expected.length ? ' RECIPIENT' : ''}${classes < expected.length ? ' CLASS' : ''}${
    statuses < expected.length ? ' STATUS' : ''
  }${reasons < expected.length ? ' reason' : ''}`;
  console.log(`\n${entry.path}${marks}`);
  for (const one of expected)
    console.log(`  expected ${one.status} ${one.reply} ${one.reason} ${one.hard ? 'hard' : 'soft'}`);
  if (report === null) console.log('  no report');
  for (const one of report?.recipients ?? []) {
    const stated = one.statusStated ? '' : '*';
    console.log(
      `  found    ${one.status}${stated} ${one.reply} ${one.reason} ${one.hard ? 'hard' : 'soft'} ${one.address}`,
    );
    console.log(`           ${one.answer.slice(0, 300)}`);
  }
};

const readMessage = async (reader: ReturnType<typeof createMessageReader>, entry: CorpusEntry) => {
  const reading = await reader.read(entry.bytes());
  return reading.kind === 'readable' ? reading.message : null;
};

const run = async (entries: readonly CorpusEntry[]): Promise<void> => {
  const reader = createMessageReader({ workers: 1 });
  const scored: Scored[] = [];
  const flagged: CorpusEntry[] = [];
  const ham = entries.filter(({ category }) => category === 'ham');
  for (const entry of entries) {
    if (entry.bounce !== undefined) scored.push(score(entry, await readMessage(reader, entry)));
    if (entry.category !== 'ham') continue;
    const message = await readMessage(reader, entry);
    if (message !== null && readDeliveryReport(message) !== null) flagged.push(entry);
  }
  await reader.close();
  const show = process.argv.indexOf('--show');
  const half = process.argv.includes('--all') ? scored : scored.filter(({ entry }) => halfOf(entry) === 'develop');
  if (show >= 0)
    half
      .filter(isWrong)
      .slice(0, Number(process.argv[show + 1] ?? 20))
      .forEach(printWrong);
  if (show >= 0) flagged.forEach(({ path }) => console.log(`\nham taken for a report: ${path}`));
  printFigures(
    'half on which the rules were made',
    scored.filter(({ entry }) => halfOf(entry) === 'develop'),
  );
  printFigures(
    'other half',
    scored.filter(({ entry }) => halfOf(entry) === 'keptBack'),
  );
  printFigures('all', scored);
  const all = figures(scored);
  const hamRatio = flagged.length / Math.max(1, ham.length);
  console.log(`\nham taken for a report: ${flagged.length} of ${ham.length} (${percent(hamRatio)} %)`);
  const aims: readonly (readonly [string, boolean])[] = [
    ['recipient at least 95 %', all.recipient >= 0.95],
    ['class at least 95 %', all.class >= 0.95],
    ['exact status at least 85 %', all.status >= 0.85],
    ['ham at most 0.1 %', hamRatio <= 0.001],
  ];
  for (const [aim, met] of aims) console.log(`${met ? 'passed' : 'FAILED'}  ${aim}`);
  const passed = aims.filter(([, met]) => met).length;
  console.log(`${passed} passed, ${aims.length - passed} failed`);
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ ...all, hamFlagged: flagged.length, ham: ham.length }));
  if (passed < aims.length) process.exitCode = 1;
};

const entries = readCorpus();
if (entries === null || entries.length === 0) {
  console.error('The corpora are not here: put them beside the project as ../shared/corpora, or set CORPORA_DIR.');
  process.exitCode = 1;
} else await run(entries);
