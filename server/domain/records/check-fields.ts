import { parseAddress } from '#shared/model/address.ts';
import type { FieldDefinition, FieldValue, RecordTypeDefinition } from '#shared/model/record.ts';
import { explainAddressProblem } from '../address-problem.ts';

/** What is wrong with one field, as a problem names it. */
export interface FieldIssue {
  readonly field: string;
  readonly message: string;
}

type Checked =
  { readonly kind: 'value'; readonly value: FieldValue } | { readonly kind: 'wrong'; readonly message: string };

const value = (checked: FieldValue): Checked => ({ kind: 'value', value: checked });
const wrong = (message: string): Checked => ({ kind: 'wrong', message });

const isCalendarDay = (text: string): boolean => {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === '') return false;
  const moment = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return moment.getUTCMonth() === Number(month) - 1 && moment.getUTCDate() === Number(day);
};

const emailValue = (given: FieldValue): Checked => {
  if (typeof given !== 'string') return wrong('write an e-mail address as text');
  const parsed = parseAddress(given);
  return parsed.kind === 'address'
    ? value(parsed.address.text)
    : wrong(`not an e-mail address: ${explainAddressProblem(parsed.problem)}`);
};

const referenceValue = ({ to }: FieldDefinition, given: FieldValue): Checked => {
  const types = to ?? [];
  const only = types.length === 1 ? types[0] : undefined;
  if (typeof given === 'string' && only !== undefined && given !== '') return value({ type: only, id: given });
  if (typeof given !== 'object' || given === null)
    return wrong(
      only === undefined ? 'write { "type", "id" } of a record' : `write { "type": "${only}", "id" }, or the id`,
    );
  if (types.length > 0 && !types.includes(given.type)) return wrong(`the record must be of type ${types.join(' or ')}`);
  return value(given);
};

const when = (fits: boolean, given: FieldValue, remedy: string): Checked => (fits ? value(given) : wrong(remedy));

const checkValue = (definition: FieldDefinition, given: FieldValue): Checked => {
  switch (definition.kind) {
    case 'text':
      return when(typeof given === 'string', given, 'write text');
    case 'number':
      return when(Number.isFinite(given), given, 'write a number');
    case 'boolean':
      return when(typeof given === 'boolean', given, 'write true or false');
    case 'date':
      return when(typeof given === 'string' && isCalendarDay(given), given, 'write a day as YYYY-MM-DD');
    case 'email':
      return emailValue(given);
    case 'reference':
      return referenceValue(definition, given);
  }
};

const unknownField = (type: RecordTypeDefinition, name: string): FieldIssue => ({
  field: `fields.${name}`,
  message:
    type.fields.length === 0
      ? `the type ${type.name} has no fields`
      : `the type ${type.name} has no field ${name}; it has ${type.fields.map((field) => field.name).join(', ')}`,
});

/**
 * The given fields in the form they are stored in: references as { type, id }, addresses in normal form. Null stands
 * for "clear this field". What is wrong comes as issues that name the field and the remedy.
 */
export const checkFields = (
  type: RecordTypeDefinition,
  given: Readonly<Record<string, FieldValue>>,
): { readonly fields: Record<string, FieldValue>; readonly issues: readonly FieldIssue[] } => {
  const fields: Record<string, FieldValue> = {};
  const issues: FieldIssue[] = [];
  for (const [name, written] of Object.entries(given)) {
    const definition = type.fields.find((field) => field.name === name);
    if (definition === undefined) issues.push(unknownField(type, name));
    else if (written === null) fields[name] = null;
    else {
      const checked = checkValue(definition, written);
      if (checked.kind === 'value') fields[name] = checked.value;
      else issues.push({ field: `fields.${name}`, message: checked.message });
    }
  }
  return { fields, issues };
};
