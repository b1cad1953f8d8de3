/**
 * Reads every appointment, task and contact of the corpus, or of the fixtures where it is not there, and writes it back:
 * with no change it must be what it was, byte for byte, but for our mark; with each field changed in turn every other
 * property, parameter and component must stay, in its order (Y1, Y2). Ends with 1 when anything is lost. Nothing is sent.
 */
import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { itemsOfFile, type FileItem } from '../support/items-of-file.ts';
import { roundTrip } from '../support/round-trip.ts';
import { corporaDirectory } from './corpus-files.ts';

const fixtures = fileURLToPath(new URL('../fixtures/items', import.meta.url));
const corpora = corporaDirectory();
const directories = [
  fixtures,
  ...(corpora === null ? [] : [join(corpora, 'calendars'), join(corpora, 'vcards')]),
].filter((directory) => existsSync(directory));

const shownAt = process.argv.indexOf('--show');
const most = shownAt < 0 ? 20 : Number(process.argv[shownAt + 1] ?? 20);

const counts = new Map<string, { read: number; checks: number }>();
const misses = new Map<string, string[]>();
const losses: string[] = [];

const miss = (cause: string, name: string): void => {
  misses.set(cause, [...(misses.get(cause) ?? []), name]);
};

const causeOf = ({ kind, text }: FileItem): string => {
  if (kind === 'appointment' && !/^DTSTART[;:]/im.test(text)) return 'an appointment that does not say when it begins';
  return kind === 'contact' ? 'a card within a card' : 'several of one UID, or a beginning that is no moment';
};

const check = (path: string, name: string): void => {
  const bytes = readFileSync(path);
  const items = isUtf8(bytes) ? itemsOfFile(bytes.toString('utf8')) : null;
  if (items === null) miss(isUtf8(bytes) ? 'begins and ends do not fit' : 'bytes that are no UTF-8', name);
  else if (items.length === 0) miss('neither appointment, task nor contact', name);
  for (const [index, item] of (items ?? []).entries()) {
    const trip = roundTrip(item);
    if (trip.unread) {
      miss(causeOf(item), `${name} ${index}`);
      continue;
    }
    const version = item.kind === 'contact' ? ` ${/^VERSION:(\S+)/im.exec(item.text)?.[1] ?? ''}` : '';
    const count = counts.get(`${item.kind}${version}`) ?? { read: 0, checks: 0 };
    counts.set(`${item.kind}${version}`, { read: count.read + 1, checks: count.checks + trip.checks });
    losses.push(...trip.losses.map((loss) => `${name} ${index}: ${loss}`));
  }
};

for (const directory of directories)
  for (const name of readdirSync(directory).sort())
    if (/\.(?:ics|vcf)$/i.test(name)) check(join(directory, name), name);

if (corpora === null) console.log('The corpora are not here: the fixtures alone.');
for (const [kind, { read, checks }] of [...counts].sort(([a], [b]) => a.localeCompare(b)))
  console.log(`${kind.padEnd(14)} ${String(read).padStart(5)} read, written back ${checks} times`);
console.log('\nnot read and never written, by cause');
for (const [cause, names] of misses) {
  console.log(`  ${String(names.length).padStart(4)} ${cause}`);
  if (shownAt >= 0) for (const name of names.slice(0, most)) console.log(`       ${name}`);
}
for (const loss of losses.slice(0, most)) console.log(`  FAILED ${loss}`);
const checks = [...counts.values()].reduce((sum, count) => sum + count.checks, 0);
console.log(`\n${checks - losses.length} passed, ${losses.length} failed`);
if (process.argv.includes('--json'))
  console.log(
    JSON.stringify({
      counts: Object.fromEntries(counts),
      misses: Object.fromEntries([...misses].map(([cause, names]) => [cause, names.length])),
      losses: losses.length,
    }),
  );
if (losses.length > 0 || checks === 0) process.exitCode = 1;
