/** Writes an item of a calendar or an address book back, as it is and with each field changed, and tells what got lost. */
import type { ItemCodec, ItemWrite } from '../../server/adapters/dav/item-codec.ts';
import { vcardCodec } from '../../server/adapters/dav/vcard.ts';
import { appointmentCodec } from '../../server/adapters/dav/vevent.ts';
import { taskCodec } from '../../server/adapters/dav/vtodo.ts';
import type { SyncFields, SyncValue } from '#shared/sync/item.ts';
import { changesFor, type FieldChange } from './field-changes.ts';
import type { FileItem, ItemKind } from './items-of-file.ts';

const codecs: Readonly<Record<ItemKind, ItemCodec>> = {
  contact: vcardCodec,
  task: taskCodec,
  appointment: appointmentCodec,
};

export interface RoundTrip {
  /** Nobody can read it: then it is never written. */
  readonly unread: boolean;
  readonly checks: number;
  readonly losses: readonly string[];
}

interface Line {
  /** Folded, with its line end. */
  readonly raw: string;
  readonly name: string;
  /** Group, name and parameters. */
  readonly head: string;
  /** Of the item itself, and not of a component within it. */
  readonly isOwn: boolean;
}

const soft = /QUOTED-PRINTABLE[^:]*:[\s\S]*=(?:\r\n|\n|\r)$/i;

/** By other means than the product reads them. */
const linesOf = (text: string): Line[] => {
  const raws: string[] = [];
  for (const one of text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? []) {
    const last = raws.at(-1);
    if (last !== undefined && (/^[ \t\r\n]/.test(one) || soft.test(last))) raws[raws.length - 1] = last + one;
    else raws.push(one);
  }
  let depth = 0;
  return raws.map((raw) => {
    const whole = raw.replaceAll(/(?:\r\n|\n|\r)+[ \t]/g, '');
    const head = /^(?:"[^"]*"|[^":])*/.exec(whole)?.[0] ?? '';
    const name = /^(?:[\w-]+\.)?([\w-]+)/.exec(head)?.[1]?.toUpperCase() ?? '';
    if (name === 'BEGIN') depth += 1;
    const isOwn = depth <= 2;
    if (name === 'END') depth -= 1;
    return { raw, name, head, isOwn };
  });
};

const minus = (lines: readonly Line[], others: readonly Line[]): Line[] => {
  const counts = new Map<string, number>();
  for (const { raw } of others) counts.set(raw, (counts.get(raw) ?? 0) + 1);
  return lines.filter(({ raw }) => {
    const count = counts.get(raw) ?? 0;
    counts.set(raw, count - 1);
    return count <= 0;
  });
};

/** What is of the value and not of the property: its zone, its type, how it is written. */
const ofValue = /^(?:TZID|VALUE|CHARSET|ENCODING|X-APPLE-OMIT-YEAR)=|^(?:QUOTED-PRINTABLE|[78]BIT)$/i;

const kept = (head: string): string[] =>
  (head.match(/(?:"[^"]*"|[^;"])+/g) ?? []).filter((parameter) => !ofValue.test(parameter));

const moments = ['DTSTAMP', 'LAST-MODIFIED', 'SEQUENCE'];

const withinOrder = (some: readonly string[], all: readonly string[]): boolean => {
  let at = 0;
  for (const one of all) if (one === some[at]) at += 1;
  return at === some.length;
};

/** What a change did beside its field. */
const lossesIn = (before: string, after: string, { names, most, adds = false }: FieldChange): string[] => {
  const [old, now] = [linesOf(before), linesOf(after)];
  // A card must have a name that is shown, and gets an empty one.
  const always = old.some(({ name }) => name === 'FN') ? moments : [...moments, 'FN'];
  const mayChange = ({ name, isOwn }: Line): boolean => isOwn && [...names, ...always].includes(name);
  const rest = (lines: readonly Line[]) => lines.filter((line) => !mayChange(line)).map(({ raw }) => raw);
  const losses: string[] = [];
  if (adds ? !withinOrder(rest(old), rest(now)) : rest(old).join('') !== rest(now).join(''))
    losses.push('another property is not as it was');
  const isField = ({ name }: Line): boolean => names.includes(name);
  const gone = minus(old, now).filter(isField);
  const come = minus(now, old).filter(isField);
  if (gone.length > most || (!adds && come.length > most)) losses.push('more lines than that of the field changed');
  for (const { name, head } of gone) {
    const [by] = come.filter((one) => one.name === name);
    const missing = by === undefined ? [] : kept(head).filter((parameter) => !kept(by.head).includes(parameter));
    if (missing.length > 0) losses.push(`${name} lost ${missing.join(' ')}`);
  }
  return losses;
};

const same = (one: SyncValue | undefined, other: SyncValue): boolean => JSON.stringify(one) === JSON.stringify(other);

const organizationId = 'corpus';

const writeFor = (fields: SyncFields): ItemWrite => ({
  mark: { organizationId, recordId: 'record' },
  uid: 'record',
  now: Date.UTC(2026, 0, 1),
  reader: {
    organizationId,
    ownAddresses: new Set([typeof fields['organizer'] === 'string' ? fields['organizer'] : 'me@example.com']),
  },
});

const markLine = /X-CORRESPOND-RECORD:corpus\/record(?:\r\n|\n|\r)/;

/** Written with no change, then with every field changed in turn. */
export const roundTrip = ({ kind, text }: FileItem): RoundTrip => {
  const codec = codecs[kind];
  const first = codec.read(text, { organizationId, ownAddresses: new Set() });
  if (first === null) return { unread: true, checks: 0, losses: [] };
  const write = writeFor(first.fields);
  const fields = codec.read(text, write.reader)?.fields ?? first.fields;
  const marked = codec.write(text, {}, write);
  const losses: string[] = [];
  if (marked.replace(markLine, '') !== text) losses.push('the mark: not byte for byte what it was');
  if (codec.write(marked, fields, write) !== marked) losses.push('nothing changed: not byte for byte what it was');
  const changes = changesFor(kind, fields);
  for (const change of changes) {
    const after = codec.write(marked, { [change.field]: change.value }, write);
    const read = codec.read(after, write.reader)?.fields[change.field];
    const said = lossesIn(marked, after, change);
    if (change.readsBack && !same(read, change.value))
      said.push(`reads ${JSON.stringify(read)} and not ${JSON.stringify(change.value)}`);
    losses.push(...said.map((one) => `${change.field}: ${one}`));
  }
  return { unread: false, checks: changes.length + 2, losses };
};
