import { addressKey } from '#shared/model/address.ts';
import type { StoreWrite } from '../../ports/store.ts';

/** A15: a mail of ours was found at this address; when it is a probe and the address that of the forward mailbox, it arrived. */
export const noteProbeArrived = async (tx: StoreWrite, emailId: string, foundAt: string | null): Promise<void> => {
  const probe = foundAt === null ? null : await tx.forwardRules.probeOf(emailId);
  if (foundAt === null || probe === null) return;
  const forwarding = await tx.forwardRules.settings();
  if (forwarding === null || addressKey(forwarding.settings.sink) !== addressKey(foundAt)) return;
  await tx.forwardRules.saveProbe({ ...probe, noted: 'arrived', answer: null });
};

/** A15: a report says that this mail of ours was not passed on; whom it names is the forward mailbox, or nobody at all. */
export const noteProbeRefused = async (tx: StoreWrite, emailId: string, answer: string): Promise<void> => {
  const probe = await tx.forwardRules.probeOf(emailId);
  if (probe?.noted === 'waiting') await tx.forwardRules.saveProbe({ ...probe, noted: 'refused', answer });
};
