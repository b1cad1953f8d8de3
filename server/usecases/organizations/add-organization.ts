import { defaultOrganizationSettings } from '../../domain/default-settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import type { StoredOrganization, SystemWrite } from '../../ports/system-store.ts';
import { Refusal } from '../refusal.ts';

export interface AddOrganizationNeeds {
  readonly store: Store;
  readonly ids: Ids;
  readonly clock: Clock;
}

const longestName = 100;

const checkedName = (text: string): string => {
  const name = text.normalize('NFC').trim();
  if (name === '' || name.length > longestName || /\p{Cc}/u.test(name))
    throw new Refusal('invalid_request', `The name of an organization is one line of 1 to ${longestName} characters.`, {
      issues: [{ field: 'organization', message: `one line of 1 to ${longestName} characters` }],
    });
  return name;
};

/** Adds an organization within a transaction of the caller. Refuses a name that is taken, whatever its case. */
export const addOrganizationWithin = async (
  tx: SystemWrite,
  { ids, clock }: Pick<AddOrganizationNeeds, 'ids' | 'clock'>,
  { text, demonstration = false }: { readonly text: string; readonly demonstration?: boolean },
): Promise<StoredOrganization> => {
  const organization = { id: ids.next(), name: checkedName(text), demonstration };
  const settings = defaultOrganizationSettings;
  if (!(await tx.organizations.add({ ...organization, settings, at: clock.now() })))
    throw new Refusal('already_exists', `There is already an organization named ${organization.name}.`);
  return organization;
};

export const addOrganization =
  (needs: AddOrganizationNeeds) =>
  (text: string, kind: { readonly demonstration?: boolean } = {}): Promise<StoredOrganization> =>
    needs.store.system.transact((tx) => addOrganizationWithin(tx, needs, { text, ...kind }));
