import { enumerations, openShapes, shapes, type PropertyShape, type ShapeName } from './shapes.ts';

const primitives: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Int32: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
  DateTimeOffset: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:Z|[+-]\d\d:\d\d)$/.test(value),
  Date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  Double: (value) => typeof value === 'number',
  Guid: (value) => typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  Binary: (value) => typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value),
};

const problemsOfOne = (type: string, value: unknown, place: string): string[] => {
  const primitive = primitives[type];
  if (primitive !== undefined) return primitive(value) ? [] : [`${place} is no ${type}`];
  const members = enumerations[type];
  if (members !== undefined) return members.includes(value as string) ? [] : [`${place} is none of ${type}`];
  return problemsIn(type as ShapeName, value, { place });
};

const problemsOfProperty = (shape: PropertyShape, value: unknown, place: string): string[] => {
  if (value === null) return shape.required ? [`${place} is null`] : [];
  if (!shape.many) return problemsOfOne(shape.type, value, place);
  if (!Array.isArray(value)) return [`${place} is no list`];
  return value.flatMap((one: unknown, n) => problemsOfOne(shape.type, one, `${place}[${n}]`));
};

export interface CheckOptions {
  readonly place?: string;
  /** Nothing has to be there: a change, or what `$select` left. */
  readonly partial?: boolean;
  /** Beyond the declared ones: navigation properties that were expanded. */
  readonly beside?: readonly string[];
}

/** What is wrong with a value of this shape; annotations (`@odata.…`, `@removed`) are let pass. */
export const problemsIn = (
  name: ShapeName,
  value: unknown,
  { place = name, partial = true, beside = [] }: CheckOptions = {},
): string[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${place} is no ${name}`];
  const shape = shapes[name] ?? new Map<string, PropertyShape>();
  const open = openShapes.has(name);
  const given = Object.entries(value as Record<string, unknown>).flatMap(([key, one]) => {
    if (key.includes('@') || beside.includes(key)) return [];
    const property = shape.get(key);
    if (property === undefined) return open ? [] : [`${place}.${key} does not exist`];
    return problemsOfProperty(property, one, `${place}.${key}`);
  });
  const missing = [...shape].flatMap(([key, { required }]) =>
    required && !partial && !(key in value) ? [`${place}.${key} is missing`] : [],
  );
  return [...given, ...missing];
};
