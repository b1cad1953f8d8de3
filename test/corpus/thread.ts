/**
 * Correlates the mail of the corpus in the order of its dates after In-Reply-To, References and Thread-Index were taken
 * away, with the real reader, store and decision; every sender counts as trusted, so that correlation alone is measured.
 *
 * The archive's own headers are the truth: they say which mail an answer follows and which conversation it belongs to. A
 * mail whose conversation they do not tell (an answer without them, or whose beginning is not in the archive) can be
 * linked, and others can be linked to it, but it is not judged.
 *
 * `right`: of the answers whose parent is in the archive, those added to a conversation in which a mail of their own
 * stands. `wrong`: of all that are judged, those linked to a mail that is judged to be of another conversation, or to a
 * conversation of others alone. Both with as many common addresses as a new organization asks for (2), and with one.
 */
import { createMessageReader } from '../../server/adapters/mime/message-reader.ts';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import type { Message } from '../../server/domain/mail/message.ts';
import { subjectKey } from '../../server/domain/mail/subject.ts';
import { isAnswer } from '../../server/domain/routing/smart-match.ts';
import { type Followed, openFollower } from '../support/follow-threads.ts';
import { halfOfName, readCorpus, type TrueThread } from './corpus-files.ts';
import { percent, printAims } from './figures.ts';

interface Mail {
  readonly message: Message;
  readonly truth: TrueThread;
}

type SmartMatch = typeof defaultOrganizationSettings.smartMatch;

const readThreads = async (): Promise<Map<string, Mail>> => {
  const reader = createMessageReader({ workers: 1 });
  const mails: Mail[] = [];
  const seen = new Set<string>();
  for (const entry of readCorpus() ?? []) {
    const truth = entry.thread;
    if (truth == null || seen.has(truth.id)) continue;
    seen.add(truth.id);
    const reading = await reader.read(entry.bytes());
    if (reading.kind === 'readable' && reading.message.date !== null) mails.push({ message: reading.message, truth });
  }
  await reader.close();
  mails.sort((a, b) => (a.message.date ?? 0) - (b.message.date ?? 0));
  return new Map(mails.map((mail) => [mail.truth.id, mail]));
};

const withoutHeaders = ({ message }: Mail): Message => ({ ...message, inReplyTo: [], references: [], headers: [] });

/** What the headers tell of the archive. */
const truthOf = (mails: ReadonlyMap<string, Mail>) => {
  const isKnown = ({ truth }: Mail): boolean => {
    const root = mails.get(truth.root);
    return root !== undefined && !truth.parent_absent && !isAnswer(root.message.subject);
  };
  const rootsBySubject = new Map<string, Set<string>>();
  for (const mail of [...mails.values()].filter(isKnown)) {
    const key = subjectKey(mail.message.subject);
    rootsBySubject.set(key, (rootsBySubject.get(key) ?? new Set()).add(mail.truth.root));
  }
  return {
    isKnown,
    answers: ({ truth }: Mail): boolean => truth.parent !== null && mails.has(truth.parent),
    /** Its subject is that of another conversation too. */
    isTrap: ({ message }: Mail): boolean => (rootsBySubject.get(subjectKey(message.subject))?.size ?? 0) > 1,
  };
};
type TruthOf = ReturnType<typeof truthOf>;

type Verdict = 'right' | 'wrong' | 'alone' | 'untold';

/** What the mails of a conversation were before one more joined. */
const judge = (mail: Mail, followed: Mail | null, members: readonly Mail[], { isKnown }: TruthOf): Verdict => {
  if (followed === null) return 'alone';
  const ofOwn = ({ truth }: Mail): boolean => truth.root === mail.truth.root;
  if (isKnown(followed)) return ofOwn(followed) ? 'right' : 'wrong';
  if (members.some(ofOwn)) return 'right';
  return members.some(isKnown) ? 'wrong' : 'untold';
};

interface Judged {
  readonly mail: Mail;
  readonly followed: Mail | null;
  readonly verdict: Verdict;
  /** It quotes what it was linked to. */
  readonly quotes: boolean;
}

const followAll = async (mails: ReadonlyMap<string, Mail>, truth: TruthOf, smartMatch: SmartMatch) => {
  const follower = await openFollower({ ...defaultOrganizationSettings, smartMatch });
  const threads = new Map<string, Mail[]>();
  const judged: Judged[] = [];
  for (const mail of mails.values()) {
    const { id } = mail.truth;
    const found: Followed | null = await follower.follow(id, withoutHeaders(mail));
    const members = threads.get(found?.threadId ?? id) ?? [];
    const followed = found === null ? null : (mails.get(found.id) ?? null);
    if (truth.isKnown(mail)) {
      const verdict = judge(mail, followed, members, truth);
      judged.push({ mail, followed, verdict, quotes: found?.quotes === true });
    }
    threads.set(found?.threadId ?? id, [...members, mail]);
  }
  await follower.close();
  return judged;
};

const figuresOf = (judged: readonly Judged[], { answers, isTrap }: TruthOf) => {
  const linked = judged.filter(({ verdict }) => verdict === 'right' || verdict === 'wrong').length;
  const wrong = judged.filter(({ verdict }) => verdict === 'wrong');
  const asked = judged.filter(({ mail }) => answers(mail));
  return {
    judged: judged.length,
    answers: asked.length,
    right: asked.filter(({ verdict }) => verdict === 'right').length,
    wrong: wrong.length,
    precision: (linked - wrong.length) / Math.max(1, linked),
    traps: judged.filter(({ mail }) => isTrap(mail)).length,
    trapped: wrong.filter(({ mail }) => isTrap(mail)).length,
    bySubjectAlone: wrong.filter(({ mail, quotes }) => isTrap(mail) && !quotes).length,
  };
};
type Figures = ReturnType<typeof figuresOf>;

const share = (part: number, whole: number): string => `${percent(part / Math.max(1, whole))} %`;

const print = (heading: string, found: Figures): void => {
  console.log(`\n${heading}`);
  console.log(`  right      ${found.right} of ${found.answers} answers (${share(found.right, found.answers)})`);
  console.log(`  wrong      ${found.wrong} of ${found.judged} judged (${share(found.wrong, found.judged)})`);
  console.log(`  precision  ${percent(found.precision)} % of links that are judged`);
  console.log(`  same subject, another conversation: ${found.trapped} of ${found.traps} linked wrongly,`);
  console.log(`             ${found.bySubjectAlone} of them without quoting what they were linked to`);
};

const at = process.argv.indexOf('--show');
const showing = at < 0 ? 0 : Number(process.argv[at + 1] ?? 20);

const show = (judged: readonly Judged[], { answers }: TruthOf): void => {
  const differing = judged.filter(({ mail, verdict }) => verdict === 'wrong' || (answers(mail) && verdict !== 'right'));
  for (const { mail, followed, verdict } of differing.slice(0, showing)) {
    const { id, parent } = mail.truth;
    console.log(`  ${verdict}: "${mail.message.subject}" ${id} answers ${parent}`);
    if (followed !== null) console.log(`    linked to "${followed.message.subject}" ${followed.truth.id}`);
  }
};

const report = async (mails: ReadonlyMap<string, Mail>): Promise<void> => {
  const truth = truthOf(mails);
  const results: Record<string, unknown> = {};
  const aims: [string, boolean][] = [];
  for (const commonAddresses of [2, 1]) {
    const smartMatch = { ...defaultOrganizationSettings.smartMatch, enabled: true, commonAddresses };
    const judged = await followAll(mails, truth, smartMatch);
    const found = figuresOf(judged, truth);
    const halves = (['first', 'second'] as const).map((half) =>
      figuresOf(
        judged.filter(({ mail }) => halfOfName(mail.truth.root) === half),
        truth,
      ),
    );
    print(`at least ${commonAddresses} common addresses, ${mails.size} mails`, found);
    for (const [index, half] of halves.entries())
      console.log(
        `  half ${index + 1} by digest of the conversation: right ${share(half.right, half.answers)}, wrong ${half.wrong}`,
      );
    show(judged, truth);
    results[`commonAddresses${commonAddresses}`] = { ...found, halves };
    aims.push(
      [`${commonAddresses} common: right at least 90 %`, found.right >= 0.9 * found.answers],
      [`${commonAddresses} common: wrong at most 0.1 %`, found.wrong <= found.judged / 1_000],
      [`${commonAddresses} common: 0 by subject alone`, found.bySubjectAlone === 0],
    );
  }
  console.log('');
  const failed = printAims(aims);
  if (process.argv.includes('--json')) console.log(JSON.stringify(results));
  if (failed > 0) process.exitCode = 1;
};

const mails = await readThreads();
if (mails.size === 0) {
  console.error('The corpora are not here: put them beside the project as ../shared/corpora, or set CORPORA_DIR.');
  process.exitCode = 1;
} else await report(mails);
