import type { Instant } from '#shared/model/instant.ts';

/** What tells one Outlook from another; nothing in Office.js names the machine. */
export interface DeviceTraces {
  readonly id: string;
  /** Program and version, as the Outlook says it: `OutlookWebApp 16.0.1`. */
  readonly client: string;
  readonly platform: string;
  readonly mailbox: string | null;
  readonly createdAt: Instant;
  readonly lastSeen: Instant;
}

/** Versions change with every update, so the program alone counts. */
const programOf = (client: string): string => client.split(' ', 1)[0] ?? '';

/**
 * I8: whether `newcomer` may be `former` with its storage cleared: the same program on the same platform at the same
 * mailbox, and `former` was not heard of since the newcomer came. Give it devices of one person only.
 */
export const mayReplace = (newcomer: DeviceTraces, former: DeviceTraces): boolean =>
  newcomer.id !== former.id &&
  programOf(newcomer.client) === programOf(former.client) &&
  newcomer.platform === former.platform &&
  newcomer.mailbox?.toLowerCase() === former.mailbox?.toLowerCase() &&
  former.createdAt <= newcomer.createdAt &&
  former.lastSeen <= newcomer.createdAt;

/** The device that the newcomer most likely is: of those that it may replace the one seen last; null when there is none. */
export const replacedDevice = <T extends DeviceTraces>(newcomer: DeviceTraces, others: readonly T[]): T | null =>
  others
    .filter((former) => mayReplace(newcomer, former))
    .reduce<T | null>((best, former) => (best === null || former.lastSeen > best.lastSeen ? former : best), null);
