/** Text that is already HTML; everything else is escaped where it is put in. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

type Insertion = string | Html | readonly Insertion[];

const insert = (value: Insertion): string => {
  if (value instanceof Html) return value.text;
  return typeof value === 'string' ? escape(value) : value.map(insert).join('');
};

/** Template for HTML: what is inserted is escaped unless it is Html; lists are joined. */
export const html = (strings: TemplateStringsArray, ...values: readonly Insertion[]): Html =>
  new Html(strings.map((part, index) => part + insert(values[index] ?? '')).join(''));
