import { z } from 'zod';
import { NamedRecordRef } from './record-ref.ts';

/** Why a record is a candidate for an address. */
export const CandidateCause = z.enum(['address', 'alias', 'plusTag', 'chosen', 'inactive']);
export type CandidateCause = z.infer<typeof CandidateCause>;

/** One possible answer to "whose address is this?"; the score orders candidates, higher is likelier. */
export const Candidate = z.object({ record: NamedRecordRef, cause: CandidateCause, score: z.number() });
export type Candidate = z.infer<typeof Candidate>;

/** What an address was found to mean. */
export const Resolution = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resolved'), record: NamedRecordRef, candidates: z.array(Candidate).optional() }),
  z.object({ kind: z.literal('ambiguous'), candidates: z.array(Candidate) }),
  z.object({ kind: z.literal('unresolved'), candidates: z.array(Candidate).optional() }),
]);
export type Resolution = z.infer<typeof Resolution>;
