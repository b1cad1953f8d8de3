import type { PartyRole } from '#shared/model/activity.ts';
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

const resolutionOf = (row: PartyRow): Resolution => {
  if (row.resolution === 'resolved' && row.record_id !== null && row.record_type !== null)
    return { kind: 'resolved', record: { type: row.record_type, id: row.record_id, name: row.record_name ?? '' } };
  if (row.resolution === 'ambiguous')
    return {
      kind: 'ambiguous',
      candidates: row.candidates === null ? [] : (JSON.parse(row.candidates) as Candidate[]),
    };
  return { kind: 'unresolved' };
};

/** A party whose record the reader may not read is shown as an address without a record (R9). */
export const presentParty = (row: PartyRow): PartyView => ({
  role: row.role as PartyRole,
  address: row.address,
  name: row.name,
  resolution: resolutionOf(row),
});
