import { z } from 'zod';

/** The part of JSON Schema that an example is made from. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly minLength?: number;
}

type Known = Readonly<Record<string, unknown>>;

const objectExample = ({ properties = {}, required = [] }: Schema, known: Known): Record<string, unknown> =>
  Object.fromEntries(required.map((name) => [name, known[name] ?? exampleOf(properties[name] ?? {}, known)]));

/** The one value, or the first way, that a schema leaves. */
const exampleOf = (schema: Schema, known: Known): unknown => {
  const fixed = schema.enum?.[0] ?? schema.const;
  if (fixed !== undefined) return fixed;
  const ways = schema.anyOf ?? schema.oneOf;
  return ways === undefined ? typedExample(schema, known) : exampleOf(ways[0] ?? {}, known);
};

const typedExample = (schema: Schema, known: Known): unknown => {
  if (schema.type === 'object') return objectExample(schema, known);
  if (schema.type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items ?? {}, known));
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return false;
  return 'x'.repeat(Math.max(1, schema.minLength ?? 1));
};

/**
 * A value that the schema accepts, with its required members alone. `known` gives members by name that no rule of a
 * schema can be guessed from: ids, addresses, moments. Throws when the schema refuses it, so that an entry is added.
 */
export const requestExample = (schema: z.ZodType, known: Known): unknown => {
  const example = exampleOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema, known);
  const verdict = schema.safeParse(example);
  if (!verdict.success) throw new Error(`${JSON.stringify(example)} is refused: ${verdict.error.message}`);
  return example;
};
