import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import { recipientProblems } from '../../domain/outbound/recipients.ts';
import type { StoredOutbound } from '../../ports/stored-outbound.ts';
import type { StoreRead } from '../../ports/store.ts';
import { addressKey } from '#shared/model/address.ts';
import { Refusal } from '../refusal.ts';

/** S10: refuses a mail with a recipient that cannot, must not or shall not get it; every one is named. */
export const checkRecipients = async (
  read: StoreRead,
  { email, activity }: { readonly email: StoredOutbound; readonly activity: ActivityView },
  settings: OrganizationSettings,
): Promise<void> => {
  const resolved = activity.parties.flatMap(({ role, address, resolution }) => {
    const key = role === 'from' || resolution.kind !== 'resolved' ? null : addressKey(address);
    return key === null ? [] : [key];
  });
  const keys = email.recipients.map(({ address }) => addressKey(address)).filter((key) => key !== null);
  const problems = recipientProblems(email.recipients, {
    resolved: new Set(resolved),
    // Also of a record that the sender may not read: the wish is its person's.
    unwilling: await read.records.unwilling([...new Set(keys)]),
    unresolvedRecipients: settings.unresolvedRecipients,
    mostRecipients: settings.mostRecipients,
  });
  const [first] = problems;
  if (first === undefined) return;
  throw new Refusal('email_not_sendable', `${first.field}: ${first.message}.`, { issues: problems.slice(0, 20) });
};
