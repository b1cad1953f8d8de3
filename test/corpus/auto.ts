/**
 * Asks of every labelled mail of the corpus whether a program wrote it, and of every mail of persons whether one of them
 * is taken for that. Lists and bulk mail are a class of their own and are no answer by themselves; both are counted.
 * A delivery report counts as automatic here, because the product takes it as one before it asks.
 */
import { createMessageReader } from '../../server/adapters/mime/message-reader.ts';
import { classifyAutomatic } from '../../server/domain/mail/auto-submitted.ts';
import { readDeliveryReport } from '../../server/domain/mail/delivery-report.ts';
import type { Message } from '../../server/domain/mail/message.ts';
import { halfOf, readCorpus, type CorpusEntry } from './corpus-files.ts';
import { percent, printAims } from './figures.ts';

interface Answer {
  readonly entry: CorpusEntry;
  readonly kind: string;
  readonly evidence: string;
}

const answerTo = (entry: CorpusEntry, message: Message | null): Answer => {
  if (message === null) return { entry, kind: 'unreadable', evidence: '' };
  if (readDeliveryReport(message) !== null) return { entry, kind: 'report', evidence: 'a delivery report' };
  const found = classifyAutomatic(message);
  return { entry, kind: found?.kind ?? 'person', evidence: found?.evidence ?? '' };
};

const isAutomatic = ({ kind }: Answer): boolean => kind === 'reply' || kind === 'notice' || kind === 'report';
const isReply = ({ kind }: Answer): boolean => kind === 'reply';

const share = (answers: readonly Answer[], counts: (one: Answer) => boolean): number =>
  answers.filter(counts).length / Math.max(1, answers.length);

const show = (heading: string, answers: readonly Answer[]): void => {
  for (const { entry, kind, evidence } of answers) console.log(`${heading}: ${entry.path} is ${kind} ${evidence}`);
};

const answerAll = async (entries: readonly CorpusEntry[]): Promise<Answer[]> => {
  const reader = createMessageReader({ workers: 1 });
  const answers: Answer[] = [];
  for (const entry of entries) {
    const reading = await reader.read(entry.bytes());
    answers.push(answerTo(entry, reading.kind === 'readable' ? reading.message : null));
  }
  await reader.close();
  return answers;
};

const report = (answers: readonly Answer[]): void => {
  const labelled = answers.filter(({ entry }) => entry.automatic !== undefined);
  const automatic = labelled.filter(({ entry }) => entry.automatic?.automatic === true);
  const full = automatic.filter(({ entry }) => entry.automatic?.headers === 'full');
  const stripped = automatic.filter(({ entry }) => entry.automatic?.headers !== 'full');
  const people = labelled.filter(({ entry }) => entry.automatic?.automatic === false);
  const ham = answers.filter(({ entry }) => entry.category === 'ham');
  const wrong = people.filter(isAutomatic);
  if (process.argv.includes('--show')) {
    show(
      'missed',
      automatic.filter((one) => !isAutomatic(one)),
    );
    show('a person wrote', wrong);
    show('ham', ham.filter(isAutomatic));
  }
  const count = (of: readonly Answer[], kind: string): number => of.filter((one) => one.kind === kind).length;
  console.log(`with headers:    ${percent(share(full, isAutomatic))} % of ${full.length} found`);
  console.log(`without headers: ${percent(share(stripped, isAutomatic))} % of ${stripped.length} found`);
  for (const half of ['first', 'second'] as const) {
    const part = stripped.filter(({ entry }) => halfOf(entry) === half);
    console.log(`  ${half} half by digest of the path: ${percent(share(part, isAutomatic))} % of ${part.length}`);
  }
  console.log(`by persons:      ${wrong.length} of ${people.length} taken for automatic`);
  console.log(
    `ham:             ${count(ham, 'reply')} replies, ${count(ham, 'notice')} notices, ${count(ham, 'calendar')} calendar,`,
  );
  console.log(`                 ${count(ham, 'list')} list mail, ${count(ham, 'person')} by persons, of ${ham.length}`);
  const failed = printAims([
    ['with headers at least 95 %', share(full, isAutomatic) >= 0.95],
    ['without headers at least 70 %', share(stripped, isAutomatic) >= 0.7],
    ['by persons at most 1 of 7 wrong', wrong.length * 7 <= people.length],
    ['ham at most 0.1 % replies', share(ham, isReply) <= 0.001],
  ]);
  const figures = {
    withHeaders: share(full, isAutomatic),
    withoutHeaders: share(stripped, isAutomatic),
    personsWrong: wrong.length,
    persons: people.length,
    hamReplies: share(ham, isReply),
    hamAutomatic: share(ham, isAutomatic),
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
  if (failed > 0) process.exitCode = 1;
};

const entries = readCorpus();
if (entries === null || entries.length === 0) {
  console.error('The corpora are not here: put them beside the project as ../shared/corpora, or set CORPORA_DIR.');
  process.exitCode = 1;
} else
  report(await answerAll(entries.filter(({ automatic, category }) => automatic !== undefined || category === 'ham')));
