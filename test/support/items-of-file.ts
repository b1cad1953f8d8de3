/** Calendars and vCards of a file, one by one as an address book or a calendar keeps them (RFC 4791 section 4.1). */
export type ItemKind = 'contact' | 'task' | 'appointment';

export interface FileItem {
  readonly kind: ItemKind;
  readonly text: string;
}

const physical = (text: string): string[] => text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];

interface Part {
  /** Of the component, in upper case; empty for a line of the whole. */
  readonly name: string;
  readonly lines: string[];
}

interface Whole {
  readonly name: string;
  readonly parts: Part[];
  readonly lines: string[];
}

/** Adds a line to the outermost component that is open, as one of its own or of a part. */
const addTo = (
  whole: Whole,
  line: string,
  { depth, name }: { readonly depth: number; readonly name: string },
): void => {
  if (depth < 2) whole.parts.push({ name: '', lines: [] });
  else if (name !== '' && depth === 2) whole.parts.push({ name, lines: [] });
  whole.parts.at(-1)?.lines.push(line);
  whole.lines.push(line);
};

/** The component that a line begins or ends. */
const edgeOf = (line: string): { readonly begins: string; readonly ends: string } => {
  const [, edge = '', named = ''] = /^\uFEFF?(BEGIN|END):\s*(\S+)/i.exec(line) ?? [];
  const name = named.toUpperCase();
  return edge.toUpperCase() === 'BEGIN' ? { begins: name, ends: '' } : { begins: '', ends: name };
};

/** What stands within the outermost components; null where begins and ends do not fit. */
const wholesIn = (text: string): Whole[] | null => {
  const wholes: Whole[] = [];
  const open: string[] = [];
  for (const line of physical(text)) {
    const { begins, ends } = edgeOf(line);
    if (begins !== '' && open.push(begins) === 1) wholes.push({ name: begins, parts: [], lines: [] });
    const whole = wholes.at(-1);
    if (whole !== undefined) addTo(whole, line, { depth: open.length, name: begins });
    if (ends !== '' && open.pop() !== ends) return null;
  }
  return open.length === 0 && wholes.length > 0 ? wholes : null;
};

const kinds: Readonly<Record<string, ItemKind>> = { VEVENT: 'appointment', VTODO: 'task' };

const uidOf = ({ lines }: Part, index: number): string =>
  /^UID[^:\r\n]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/im.exec(lines.join(''))?.[1] ?? `without a UID ${index}`;

const itemsOfCalendar = (parts: readonly Part[]): FileItem[] => {
  const named = parts.map((part, index) => ({ ...part, key: `${part.name} ${uidOf(part, index)}` }));
  const isItem = ({ name }: Part): boolean => ['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY'].includes(name);
  const keys = new Map(named.filter(({ name }) => kinds[name] !== undefined).map(({ key, name }) => [key, name]));
  return [...keys].map(([key, name]) => ({
    kind: kinds[name] ?? 'appointment',
    text: named.flatMap((part) => (!isItem(part) || part.key === key ? part.lines : [])).join(''),
  }));
};

/** Empty where the file holds neither appointment, task nor contact; null where nobody can tell where one ends. */
export const itemsOfFile = (text: string): FileItem[] | null =>
  wholesIn(text)?.flatMap(({ name, parts, lines }) =>
    name === 'VCARD'
      ? [{ kind: 'contact' as const, text: lines.join('') }]
      : name === 'VCALENDAR'
        ? itemsOfCalendar(parts)
        : [],
  ) ?? null;
