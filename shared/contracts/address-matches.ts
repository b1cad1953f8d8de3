import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { NamedRecordRef, RecordRef } from '../model/record-ref.ts';
import { Resolution } from '../model/resolution.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { routes } from './routes.ts';

export const matchLimits = { addresses: 500, candidates: 100 } as const;

export const AddressMatch = z.object({
  address: z.string(),
  resolution: Resolution,
  /** Of a recipient: a report said that this address takes no mail (S12). */
  bounced: z.object({ since: WireInstant, statusCode: z.string().nullable() }).optional(),
});
export type AddressMatch = z.infer<typeof AddressMatch>;

export const matchAddresses = endpoint({
  route: routes.matchAddresses,
  access: 'user',
  summary: 'Whose addresses these are, with every candidate and its cause',
  body: z.object({
    addresses: z.array(z.string().max(2_000)).max(matchLimits.addresses),
    /** A sender is the best candidate (R2); for a recipient all matches count (R4). */
    role: z.enum(['sender', 'recipient']).default('sender'),
  }),
  returns: z.object({ matches: z.array(AddressMatch) }),
  errors: ['invalid_request'],
});

const AddressParams = z.object({ address: z.string().max(320) });

export const chooseAddress = endpoint({
  route: routes.chooseAddress,
  access: 'user',
  summary: "Remember the caller's choice for an address (R5)",
  params: AddressParams,
  body: z.object({ record: RecordRef }),
  returns: AddressMatch,
  errors: ['invalid_request', 'invalid_address', 'record_not_found'],
});

export const forgetAddressChoice = endpoint({
  route: routes.forgetAddressChoice,
  access: 'user',
  summary: 'Forget that choice',
  params: AddressParams,
  returns: AddressMatch,
  errors: ['invalid_address'],
});

export const clearBouncing = endpoint({
  route: routes.clearBouncing,
  access: 'user',
  summary: 'The address takes mail again: its mark goes, campaigns and workflows write to it',
  params: AddressParams,
  status: 204,
  errors: ['invalid_address', 'not_found'],
});

export const UnresolvedAddress = z.object({
  address: z.string(),
  name: z.string().nullable(),
  activities: z.number().int(),
  lastSeen: WireInstant.nullable(),
  /** info@, sales@ ...: offered unticked (R6). */
  roleAddress: z.boolean(),
  candidates: z.array(NamedRecordRef),
  /** R7: it stands on so many mails that it is worth a contact of its own. */
  suggested: z.boolean(),
});
export type UnresolvedAddress = z.infer<typeof UnresolvedAddress>;

export const listUnresolvedAddresses = endpoint({
  route: routes.listUnresolvedAddresses,
  access: 'user',
  summary: 'Addresses on visible activities that no record owns, most frequent first',
  query: PageQuery.extend({
    q: z.string().max(200).optional(),
    /** R7: of mail of the last days; absent: of all. */
    days: z.coerce.number().int().min(1).max(3_650).optional(),
  }),
  returns: page(UnresolvedAddress),
  errors: ['invalid_request', 'invalid_cursor'],
});

/** R6: `mode=preview` changes nothing and tells what would change. */
export const resolveEverywhere = endpoint({
  route: routes.resolveEverywhere,
  access: 'user',
  summary: "Resolve all past unresolved appearances of an address to a record; a person's own choices stay",
  body: z.object({
    address: z.string().max(320),
    record: RecordRef,
    mode: z.enum(['preview', 'apply']),
    /** Also adds the address to the record, so that it matches from now on. */
    addAddress: z.enum(['yes', 'no']).default('yes'),
  }),
  returns: z.object({
    resolutionId: z.string().nullable(),
    activities: z.number().int(),
    examples: z.array(z.object({ id: z.string(), subject: z.string(), sentAt: WireInstant.nullable() })),
  }),
  errors: ['invalid_request', 'invalid_address', 'record_not_found', 'not_permitted'],
});

export const undoResolveEverywhere = endpoint({
  route: routes.undoResolveEverywhere,
  access: 'user',
  summary: 'Undo one such resolution',
  params: z.object({ resolutionId: z.string().max(64) }),
  returns: z.object({ activities: z.number().int() }),
  errors: ['not_found', 'not_permitted'],
});
