import { createHash } from 'node:crypto';

/** Numbers from 0 up to 1, the same ones again for the same seed (mulberry32). */
type Chance = () => number;

export const chanceOf = (seed: string): Chance => {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const below = (limit: number, chance: Chance): number => Math.floor(chance() * limit);
const oneOf = <T>(choices: readonly T[], chance: Chance): T => choices[below(choices.length, chance)] as T;
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Header and body; the empty line between them belongs to neither. */
const halves = (bytes: Buffer): { readonly header: string; readonly body: Buffer } => {
  const text = bytes.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return { header: text, body: Buffer.alloc(0) };
  return { header: text.slice(0, end.index), body: bytes.subarray(end.index + end[0].length) };
};

const isOfContent = (field: string): boolean => /^content-|^mime-version/i.test(field);
const fieldsOf = (header: string): string[] => header.split(/\r?\n(?![ \t])/);

/** The same mail with this content in place of its own. */
const withContent = (bytes: Buffer, type: string, body: Buffer): Buffer => {
  const own = fieldsOf(halves(bytes).header).filter((field) => !isOfContent(field));
  return Buffer.concat([latin1([...own, 'MIME-Version: 1.0', `Content-Type: ${type}`, '', ''].join('\r\n')), body]);
};

const junk = ['\0', '\r', '\xff\xfe', '=?utf-8?b?', '=?x?q?=80', '"', '(', '<', '>', '@', ';', ',', ':', '\\', '\t'];

/** What becomes of one field. */
const fieldDamage: readonly ((field: string, chance: Chance) => string)[] = [
  () => '',
  (field) => `${field}\r\n${field}`,
  (field) => field.replace(':', ''),
  (field) => field.replace(/^[^:]*/, ''),
  (field) => field.slice(0, field.indexOf(':') + 1),
  (field, chance) => field.slice(0, below(field.length + 1, chance)),
  (field, chance) => {
    const at = below(field.length + 1, chance);
    return field.slice(0, at) + oneOf(junk, chance).repeat(1 + below(40, chance)) + field.slice(at);
  },
  (field, chance) => `${field}${oneOf(['a', ' ', '<a@b>,', '"', '(', '\r\n a'], chance).repeat(below(30_000, chance))}`,
  (field) => field.split('').join('\r\n '),
  (field) => ` ${field}`,
];

const mutatedFields = (bytes: Buffer, chance: Chance): Buffer => {
  const { header, body } = halves(bytes);
  const fields = fieldsOf(header);
  for (let times = 1 + below(4, chance); times > 0; times--) {
    const index = below(fields.length, chance);
    fields[index] = oneOf(fieldDamage, chance)(fields[index] ?? '', chance);
  }
  const other = below(fields.length, chance);
  fields.push(...fields.splice(other, 1));
  return Buffer.concat([latin1(fields.join('\r\n')), latin1('\r\n\r\n'), body]);
};

const changedBytes = (bytes: Buffer, chance: Chance): Buffer => {
  const changed = Buffer.from(bytes);
  for (let times = 1 + below(20, chance); times > 0; times--)
    changed[below(changed.length, chance)] = below(256, chance);
  const from = below(changed.length, chance);
  const stretch = changed.subarray(from, from + below(2_000, chance));
  const at = below(changed.length, chance);
  return Buffer.concat([changed.subarray(0, at), stretch, changed.subarray(at)]);
};

/** Containers in containers, to at most twice the depth that is read; the body stands in the innermost. */
const nested = (bytes: Buffer, chance: Chance): Buffer => {
  const depth = 1 + below(200, chance);
  const closed = chance() < 0.5;
  const open = Array.from(
    { length: depth - 1 },
    (_, level) => `--b${level}x\r\nContent-Type: multipart/mixed; boundary="b${level + 1}x"\r\n\r\n`,
  );
  const inner = latin1(`${open.join('')}--b${depth - 1}x\r\n\r\n`);
  const close = Array.from({ length: closed ? depth : 0 }, (_, level) => `\r\n--b${depth - 1 - level}x--`);
  const body = Buffer.concat([inner, halves(bytes).body, latin1(close.join(''))]);
  return withContent(bytes, 'multipart/mixed; boundary="b0x"', body);
};

const manyParts = (bytes: Buffer, count: number): Buffer => {
  const body = Buffer.concat([latin1('--px\r\n\r\n'.repeat(count)), halves(bytes).body, latin1('\r\n--px--\r\n')]);
  return withContent(bytes, 'multipart/mixed; boundary=px', body);
};

/** What may befall a mail, by name; each gives at least one byte. */
export const damages = {
  truncated: (bytes: Buffer, chance: Chance): Buffer => bytes.subarray(0, 1 + below(bytes.length, chance)),
  'mutated fields': mutatedFields,
  'changed bytes': changedBytes,
  nested,
  'many parts': (bytes: Buffer, chance: Chance): Buffer => manyParts(bytes, 1 + below(2_000, chance)),
  'a million parts': (bytes: Buffer): Buffer => manyParts(bytes, 1_000_000),
} as const satisfies Readonly<Record<string, (bytes: Buffer, chance: Chance) => Buffer>>;

export type Damage = keyof typeof damages;
