import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import { recipientProblems } from '../../domain/outbound/recipients.ts';
import type { StoredOutbound } from '../../ports/outbox-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { addressKey } from '#shared/model/address.ts';
import { Refusal } from '../refusal.ts';

/** S10: refuses a mail with a recipient that cannot, must not or shall not get it; every one is named. */
export const checkRecipients = async (
  read: StoreRead,
  actor: Actor,
  { email, activity }: { readonly email: StoredOutbound; readonly activity: ActivityView },
  settings: OrganizationSettings,
): Promise<void> => {
  const keys = new Map<string, string>();
  for (const { role, address, resolution } of activity.parties) {
    const key = addressKey(address);
    if (role !== 'from' && key !== null && resolution.kind === 'resolved') keys.set(key, resolution.record.id);
  }
  const records = await read.records.findMany(actor.userId, [...new Set(keys.values())]);
  const unwilling = new Set(records.filter(({ fields }) => fields['doNotEmail'] === true).map(({ id }) => id));
  const problems = recipientProblems(email.recipients, {
    resolved: new Set(keys.keys()),
    unwilling: new Set([...keys].filter(([, id]) => unwilling.has(id)).map(([key]) => key)),
    unresolvedRecipients: settings.unresolvedRecipients,
    mostRecipients: settings.mostRecipients,
  });
  const [first] = problems;
  if (first === undefined) return;
  throw new Refusal('email_not_sendable', `${first.field}: ${first.message}.`, { issues: problems.slice(0, 20) });
};
