/**
 * Correlates the mail of the corpus in the order of its dates after In-Reply-To, References and Thread-Index were taken
 * away, with the real reader, store and decision; every sender counts as trusted, so that correlation alone is measured.
 *
 * The archive's own headers are the truth. A mail whose conversation they do not tell (an answer without them, or whose
 * beginning is not in the archive) can be linked, and others can be linked to it, but it is not judged.
 */
import { createMessageReader } from '../../server/adapters/mime/message-reader.ts';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import type { Message } from '../../server/domain/mail/message.ts';
import { subjectKey } from '../../server/domain/mail/subject.ts';
import { isAnswer } from '../../server/domain/routing/smart-match.ts';
import { openFollower } from '../support/follow-threads.ts';
import { readCorpus } from './corpus-files.ts';

interface Truth {
  readonly id: string;
  readonly parent: string | null;
  readonly root: string;
  readonly parent_absent: boolean;
}

interface Mail {
  readonly message: Message;
  readonly truth: Truth;
}

type SmartMatch = typeof defaultOrganizationSettings.smartMatch;

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;

const readThreads = async (): Promise<Mail[]> => {
  const reader = createMessageReader({ workers: 1 });
  const mails = new Map<string, Mail>();
  for (const entry of readCorpus() ?? []) {
    const truth = (entry as unknown as { readonly thread?: Truth | null }).thread;
    if (truth == null || mails.has(truth.id)) continue;
    const reading = await reader.read(entry.bytes());
    if (reading.kind === 'readable' && reading.message.date !== null)
      mails.set(truth.id, { message: reading.message, truth });
  }
  await reader.close();
  return [...mails.values()].sort((a, b) => (a.message.date ?? 0) - (b.message.date ?? 0));
};

const withoutHeaders = ({ message }: Mail): Message => ({ ...message, inReplyTo: [], references: [], headers: [] });

const measure = async (mails: readonly Mail[], smartMatch: SmartMatch) => {
  const byId = new Map(mails.map((mail) => [mail.truth.id, mail]));
  const isKnown = ({ truth }: Mail): boolean => {
    const root = byId.get(truth.root);
    return root !== undefined && !truth.parent_absent && !isAnswer(root.message.subject);
  };
  const rootsBySubject = new Map<string, Set<string>>();
  for (const mail of mails.filter(isKnown)) {
    const key = subjectKey(mail.message.subject);
    rootsBySubject.set(key, (rootsBySubject.get(key) ?? new Set()).add(mail.truth.root));
  }
  const follower = await openFollower({ ...defaultOrganizationSettings, smartMatch });
  const tally = { judged: 0, answers: 0, right: 0, wrong: 0, traps: 0, trapped: 0 };
  const count = (mail: Mail, thread: string | null): void => {
    const isTrap = (rootsBySubject.get(subjectKey(mail.message.subject))?.size ?? 0) > 1;
    const answers = mail.truth.parent !== null && byId.has(mail.truth.parent);
    const first = thread === null ? undefined : byId.get(thread);
    const judged = first !== undefined && isKnown(first);
    const right = first?.truth.root === mail.truth.root;
    tally.judged += 1;
    tally.traps += Number(isTrap);
    tally.answers += Number(answers);
    tally.right += Number(judged && right && answers);
    tally.wrong += Number(judged && !right);
    tally.trapped += Number(judged && !right && isTrap);
  };
  for (const mail of mails) {
    const thread = await follower.follow(mail.truth.id, withoutHeaders(mail));
    if (isKnown(mail)) count(mail, thread);
  }
  await follower.close();
  return tally;
};

const report = async (mails: readonly Mail[]): Promise<void> => {
  const base = { ...defaultOrganizationSettings.smartMatch, enabled: true };
  const results: Record<string, unknown> = {};
  for (const commonAddresses of [2, 1]) {
    const found = await measure(mails, { ...base, commonAddresses });
    results[`commonAddresses${commonAddresses}`] = found;
    console.log(`\nsmart match with at least ${commonAddresses} common addresses, ${mails.length} mails`);
    console.log(`  right      ${found.right} of ${found.answers} answers (${percent(found.right, found.answers)})`);
    console.log(`  wrong      ${found.wrong} of ${found.judged} judged (${percent(found.wrong, found.judged)})`);
    console.log(`  same subject, another conversation: ${found.trapped} of ${found.traps} linked wrongly`);
    if (found.wrong > found.judged / 1_000 || found.trapped > 0) process.exitCode = 1;
    if (commonAddresses === 1 && found.right < 0.9 * found.answers) process.exitCode = 1;
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify(results));
};

const mails = await readThreads();
if (mails.length === 0) {
  console.error('The corpora are not here: put them beside the project as ../shared/corpora, or set CORPORA_DIR.');
  process.exitCode = 1;
} else await report(mails);
