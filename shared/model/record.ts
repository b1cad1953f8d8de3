import { z } from 'zod';
import { WireInstant } from './instant.ts';
import { NamedRecordRef, RecordRef, RecordType } from './record-ref.ts';

/** Bounds that an administrator meets; each is tested at its edge. */
export const recordLimits = {
  nameLength: 200,
  addresses: 50,
  fields: 100,
  fieldLength: 10_000,
  externalIdLength: 200,
  batch: 1_000,
  members: 500,
} as const;

export const FieldValue = z.union(
  [z.string().max(recordLimits.fieldLength), z.number(), z.boolean(), z.null(), RecordRef],
  {
    error: `write text of at most ${recordLimits.fieldLength} characters, a number, true or false, null, or { "type", "id" }`,
  },
);
export type FieldValue = z.infer<typeof FieldValue>;

export const RecordAddress = z.object({ address: z.string(), primary: z.boolean() });

/** Who may read a record: everyone of the organization, the owner's teams, or the owner alone. */
export const RecordAccess = z.enum(['organization', 'team', 'owner']);
export type RecordAccess = z.infer<typeof RecordAccess>;

/** A record as the HTTP interface shows it. */
export const WireRecord = z.object({
  id: z.string(),
  type: RecordType,
  name: z.string(),
  addresses: z.array(RecordAddress),
  owner: NamedRecordRef.nullable(),
  access: RecordAccess,
  active: z.boolean(),
  externalId: z.string().optional(),
  createdAt: WireInstant,
  updatedAt: WireInstant,
  version: z.number().int(),
  fields: z.record(z.string(), FieldValue),
  /** Of a team: its users. */
  members: z.array(NamedRecordRef).optional(),
});
export type WireRecord = z.infer<typeof WireRecord>;

/** What a person or program may write; `addresses` may be plain strings, the first is primary unless one says so. */
export const RecordInput = z.object({
  name: z.string().trim().max(recordLimits.nameLength).optional(),
  addresses: z
    .array(
      z.union([z.string(), z.object({ address: z.string(), primary: z.boolean().optional() })], {
        error: 'write the address as text, or as { "address", "primary" }',
      }),
    )
    .max(recordLimits.addresses)
    .optional(),
  owner: RecordRef.nullable().optional(),
  access: RecordAccess.optional(),
  active: z.boolean().optional(),
  externalId: z.string().min(1).max(recordLimits.externalIdLength).optional(),
  fields: z.record(z.string(), FieldValue).optional(),
  /** Of a team: ids of its users. */
  members: z.array(z.string().min(1).max(64)).max(recordLimits.members).optional(),
});
export type RecordInput = z.infer<typeof RecordInput>;

/** One field of a record type. A `reference` field holds a RecordRef (plain ids are accepted when `to` names one type). */
export const FieldDefinition = z.object({
  name: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
  label: z.string().min(1).max(100),
  kind: z.enum(['text', 'number', 'boolean', 'date', 'email', 'reference']),
  to: z.array(RecordType).optional(),
});
export type FieldDefinition = z.infer<typeof FieldDefinition>;

/** A record type that an administrator declares. */
export const RecordTypeDefinition = z.object({
  name: RecordType,
  label: z.string().min(1).max(100),
  pluralLabel: z.string().min(1).max(100),
  fields: z.array(FieldDefinition).max(recordLimits.fields),
  emailEnabled: z.boolean(),
  builtIn: z.boolean(),
});
export type RecordTypeDefinition = z.infer<typeof RecordTypeDefinition>;
