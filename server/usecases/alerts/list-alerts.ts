import type { Actor } from '../../domain/actor.ts';
import type { StoredAlert } from '../../ports/alert-store.ts';
import type { StoreRead } from '../../ports/store.ts';

/** Alerts that are shown at one time; older ones come as these are put away. */
const shown = 50;

/** One's own alerts that nobody put away, and for administrators those of the organization; the newest first. */
export const listAlerts = (read: StoreRead, { userId, role }: Actor): Promise<StoredAlert[]> =>
  read.alerts.open(userId, { ofAdministrators: role === 'administrator', limit: shown });
