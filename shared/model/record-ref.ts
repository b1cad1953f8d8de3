import { z } from 'zod';

/** Record types that come with the product; an administrator declares more (same shape, `custom` rank). */
export const builtInRecordTypes = [
  'user',
  'account',
  'contact',
  'lead',
  'opportunity',
  'case',
  'queue',
  'team',
  'campaign',
] as const;
export type BuiltInRecordType = (typeof builtInRecordTypes)[number];

/** Lower-case letter first, then letters, digits, `_`: it stands in URLs and in `type:id` pairs. */
export const RecordType = z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/, {
  message: 'a record type starts with a lower-case letter and has letters, digits or _ (at most 40)',
});
export type RecordType = z.infer<typeof RecordType>;

/** Anything a party or a regarding can point to. */
export const RecordRef = z.object({ type: RecordType, id: z.string().min(1).max(64) });
export type RecordRef = z.infer<typeof RecordRef>;

export const NamedRecordRef = RecordRef.extend({ name: z.string() });
export type NamedRecordRef = z.infer<typeof NamedRecordRef>;

/** Reads `type:id` as it stands in query strings; null when it is not one. */
export const parseRecordRef = (text: string): RecordRef | null => {
  const colon = text.indexOf(':');
  const parsed = RecordRef.safeParse({ type: text.slice(0, colon), id: text.slice(colon + 1) });
  return colon > 0 && parsed.success ? parsed.data : null;
};

export const sameRecord = (a: RecordRef, b: RecordRef): boolean => a.type === b.type && a.id === b.id;
