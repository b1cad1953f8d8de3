import { exclusionOf } from '../../domain/campaigns/exclusion.ts';
import type { Exclusion } from '#shared/contracts/campaigns.ts';
import type { StoredMember } from '../../ports/campaign-store.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreWrite } from '../../ports/store.ts';

/**
 * S9: why a member gets no mail, by what its record and its address say now; `record` is the member's as the campaign's
 * owner may see it. Null: it gets its mail.
 */
export const excludedNow = async (
  tx: StoreWrite,
  { address, addressKey }: StoredMember,
  record: StoredRecord | null,
): Promise<Exclusion | null> => {
  if (record === null || address === null || addressKey === null) return 'inactive';
  const { unsubscribed, bounced } = await tx.campaigns.suppressed([addressKey]);
  return exclusionOf(
    { active: record.active, fields: record.fields, address, addressKey },
    { unsubscribed: new Set(unsubscribed), bounced: new Set(bounced), taken: new Set() },
  );
};
