/** The corpora beside the project: real mail that nobody here wrote, read by tests and committed nowhere. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type AgreedField = 'from' | 'to' | 'cc' | 'subject' | 'date' | 'mid' | 'irt' | 'text';

/** What the tests of a bounce reader expect for one recipient; codes that the mail does not state are `5.0.9nn`. */
export interface ExpectedBounce {
  readonly status: string;
  readonly reply: string;
  readonly reason: string;
  readonly hard: boolean;
  readonly feedback: string;
}

/** A label by hand. */
export interface ExpectedAutomatic {
  readonly label: string;
  readonly automatic: boolean;
  /** `full`, or `stripped-by-…` where an archive took the header fields away. */
  readonly headers: string;
}

/** What the header fields of an archive tell of one mail of it. */
export interface TrueThread {
  readonly id: string;
  readonly parent: string | null;
  readonly root: string;
  readonly parent_absent: boolean;
}

export interface CorpusEntry {
  readonly path: string;
  readonly category: string;
  /** Fields on which at least three of four parsers agree. */
  readonly agreed: readonly AgreedField[];
  readonly expect: Readonly<Partial<Record<AgreedField, readonly string[] | string | number | null>>>;
  readonly bounce?: readonly ExpectedBounce[];
  readonly automatic?: ExpectedAutomatic;
  readonly thread?: TrueThread | null;
  readonly bytes: () => Uint8Array;
}

/** One half of all by the digest of the name, to see whether what is made on one holds on the other. */
export const halfOfName = (name: string): 'first' | 'second' =>
  (createHash('sha256').update(name).digest()[0] ?? 0) % 2 === 0 ? 'first' : 'second';

export const halfOf = ({ path }: CorpusEntry): 'first' | 'second' => halfOfName(path);

/** Null when they are not there. */
export const corporaDirectory = (): string | null => {
  const beside = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/corpora');
  const directory = process.env['CORPORA_DIR'] ?? beside;
  return existsSync(join(directory, 'index.jsonl')) ? directory : null;
};

/** Every message of index.jsonl; null when the corpora are not there. */
export const readCorpus = (): readonly CorpusEntry[] | null => {
  const directory = corporaDirectory();
  if (directory === null) return null;
  return readFileSync(join(directory, 'index.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const entry = JSON.parse(line) as Omit<CorpusEntry, 'bytes'>;
      return { ...entry, bytes: () => readFileSync(join(directory, entry.path)) };
    });
};
