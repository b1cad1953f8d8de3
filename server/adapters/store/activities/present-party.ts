import type { PartyRole } from '#shared/model/activity.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { Candidate, Resolution } from '#shared/model/resolution.ts';
import type { PartyView } from '../../../domain/activity/activity-view.ts';

export interface PartyRow {
  activity_id: string;
  role: string;
  address: string;
  name: string | null;
  resolution: string;
  candidates: string | null;
  /** Null when there is none, or when the reader may not read it. */
  record_id: string | null;
  record_type: string | null;
  record_name: string | null;
}

/** Records that the reader may read, by id, as they are called now. */
export type ReadableRecords = ReadonlyMap<string, NamedRecordRef>;

export const storedCandidates = ({ candidates }: Pick<PartyRow, 'candidates'>): Candidate[] =>
  candidates === null ? [] : (JSON.parse(candidates) as Candidate[]);

const resolutionOf = (row: PartyRow, readable: ReadableRecords): Resolution => {
  const candidates = storedCandidates(row).flatMap((candidate) => {
    const record = readable.get(candidate.record.id);
    return record === undefined ? [] : [{ ...candidate, record }];
  });
  const listed = candidates.length === 0 ? {} : { candidates };
  if (row.resolution === 'resolved' && row.record_id !== null && row.record_type !== null)
    return {
      kind: 'resolved',
      record: { type: row.record_type, id: row.record_id, name: row.record_name ?? '' },
      ...listed,
    };
  if (row.resolution === 'ambiguous' && candidates.length > 0) return { kind: 'ambiguous', candidates };
  return { kind: 'unresolved' };
};

/** What the reader may not read, record or candidate, is left out: the party is an address (R9). */
export const presentParty = (row: PartyRow, readable: ReadableRecords): PartyView => ({
  role: row.role as PartyRole,
  address: row.address,
  name: row.name,
  resolution: resolutionOf(row, readable),
});
