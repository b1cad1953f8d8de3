/**
 * HTML that attacks, read as a person reads it: stored as mail, sanitized by the server, shown by the console's activity page in
 * Chromium. Our own attacks, those that others collected, and every mail of the corpora that has HTML (`render 100`: so many
 * of them). None may run anything, fetch anything or leave its frame, and nothing may be left for the browser to stop.
 */
import { readCorpus } from '../corpus/corpus-files.ts';
import { htmlMail, showMail } from '../support/attack/shown-mail.ts';
import { type MailConsole, openMailConsole, workingAttacks } from '../support/attack/mail-console.ts';
import { launchBrowser } from '../support/browser.ts';
import { foundAttacks, ownAttacks } from '../support/html-attacks.ts';
import { startInstallation } from '../support/installation.ts';

interface Attack {
  readonly name: string;
  readonly bytes: () => Uint8Array;
  /** Real mail may have no HTML, or not be readable; what was made here is shown, unless it is empty. */
  readonly mayBeUnshown: boolean;
}

const madeHere = (name: string, payloads: readonly string[], first: number): Attack[] =>
  payloads.map((payload, n) => ({
    name: `${name} ${n + 1}`,
    bytes: () => htmlMail(payload, first + n),
    mayBeUnshown: payload.trim() === '',
  }));

type Verdict = 'passed' | 'failed' | 'nothing to show';

const attackWith = async ({ page, watch, store }: MailConsole, attack: Attack): Promise<Verdict> => {
  const activityId = await store(attack.bytes());
  if (activityId === null) {
    if (attack.mayBeUnshown) return 'nothing to show';
    console.log(`${attack.name}: not shown`);
    return 'failed';
  }
  await showMail(page, activityId);
  const offences = watch.takeOffences();
  for (const offence of offences) console.log(`${attack.name}: ${offence}`);
  return offences.length === 0 ? 'passed' : 'failed';
};

const most = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? Number.POSITIVE_INFINITY);
const payloads = [...madeHere('own', ownAttacks, 1), ...madeHere('found', foundAttacks(), 1 + ownAttacks.length)];
const mails = (readCorpus() ?? [])
  .filter(({ bytes }) => /text\/html/i.test(Buffer.from(bytes()).toString('latin1')))
  .slice(0, most)
  .map(({ path, bytes }): Attack => ({ name: path, bytes, mayBeUnshown: true }));

await using browser = await launchBrowser();
await using installation = await startInstallation();
const mailConsole = await openMailConsole(browser, installation);
const working = await workingAttacks(mailConsole, ownAttacks);
console.log(`${working} of ${ownAttacks.length} own attacks do something in a page without our walls`);
const counts: Record<Verdict, number> = { passed: 0, failed: 0, 'nothing to show': 0 };
for (const attack of [...payloads, ...mails]) counts[await attackWith(mailConsole, attack)]++;
// A watch that sees nothing work where everything is allowed proves nothing.
if (working === 0) counts.failed++;
console.log(
  `${payloads.length} payloads and ${mails.length} mails shown in the console, ${counts['nothing to show']} of them have no HTML`,
);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
if (process.argv.includes('--json')) console.log(JSON.stringify({ ...counts, working }));
process.exitCode = counts.failed === 0 ? 0 : 1;
