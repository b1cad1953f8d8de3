import type { RecordTypeDefinition } from '#shared/model/record.ts';
import { type MergeFormat, type Piece, placeholdersOf, readTemplate } from './merge-language.ts';
import { mergeRoots } from './merge.ts';

/** Where a template is wrong, and what to write instead. */
export interface TemplateMistake {
  readonly field: string;
  readonly message: string;
}

const ofEveryRecord = ['name', 'address', 'owner'];

const fieldsOf = (types: readonly RecordTypeDefinition[]): Set<string> =>
  new Set([...ofEveryRecord, ...types.flatMap(({ fields }) => fields.map(({ name }) => name))]);

const unknownField = (placeholder: string, known: ReadonlySet<string>): string | null => {
  const [root = '', field = ''] = placeholder.split('.');
  if (!mergeRoots.some((name) => name === root))
    return `{{${placeholder}}}: begins with ${root}; a template speaks of ${mergeRoots.join(', ')}`;
  if (root === 'organization') return field === 'name' ? null : `{{${placeholder}}}: write {{organization.name}}`;
  return known.has(field) ? null : `{{${placeholder}}}: no record type has a field ${field}`;
};

const checkText = (
  text: { readonly field: string; readonly value: string; readonly format: MergeFormat },
  known: ReadonlySet<string>,
): { readonly pieces: readonly Piece[]; readonly mistakes: readonly TemplateMistake[] } => {
  const { field } = text;
  const reading = readTemplate(text.value, text.format);
  if (reading.kind === 'mistake')
    return { pieces: [], mistakes: [{ field, message: `${reading.place}: ${reading.message}` }] };
  const wrong = placeholdersOf(reading.pieces).map((placeholder) => unknownField(placeholder, known));
  return {
    pieces: reading.pieces,
    mistakes: wrong.filter((message) => message !== null).map((message) => ({ field, message })),
  };
};

export interface CheckedTemplate {
  readonly subject: readonly Piece[];
  readonly html: readonly Piece[];
  /** Fields it asks for, each once. */
  readonly placeholders: readonly string[];
  readonly mistakes: readonly TemplateMistake[];
}

/** Reads subject and text of a template against the fields that records have (P6). */
export const checkTemplate = (
  template: { readonly subject: string; readonly html: string },
  types: readonly RecordTypeDefinition[],
): CheckedTemplate => {
  const known = fieldsOf(types);
  const subject = checkText({ field: 'subject', value: template.subject, format: 'plain' }, known);
  const html = checkText({ field: 'html', value: template.html, format: 'html' }, known);
  return {
    subject: subject.pieces,
    html: html.pieces,
    placeholders: placeholdersOf([...subject.pieces, ...html.pieces]),
    mistakes: [...subject.mistakes, ...html.mistakes],
  };
};
