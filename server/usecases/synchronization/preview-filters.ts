import { syncLimits, type SyncFilterRows } from '#shared/model/synchronization.ts';
import type { PresentItem, SideItem, SyncKind } from '#shared/sync/item.ts';
import type { Actor } from '../../domain/actor.ts';
import { filtersOfKind } from '../../domain/synchronization/filters-of-kind.ts';
import { titleOf } from '../../domain/synchronization/title-of.ts';
import { itemsOfKind } from './items-of-kind.ts';
import { readingTurn, type SyncNeeds } from './sync-needs.ts';

/** What filters would take. */
export interface FilterPreview {
  readonly taken: number;
  readonly of: number;
  /** Of the taken, what the filters of the organization take anyway. */
  readonly byOrganization: number;
  readonly examples: string[];
}

const isWanted = (item: SideItem): item is PresentItem => item.state === 'present' && item.scope === 'wanted';

/**
 * Y3: how many records the filters, with those of the organization, would take to the user's mailbox; none need be
 * connected.
 */
export const previewFilters =
  ({ store, clock }: Pick<SyncNeeds, 'store' | 'clock'>) =>
  (actor: Actor, kind: SyncKind, filters: readonly SyncFilterRows[]): Promise<FilterPreview> =>
    store.read(actor.organizationId, async (read) => {
      const { syncFilters } = await read.organization.settings();
      const accountId = (await read.synchronization.ofUser(actor.userId))?.id ?? '';
      const shown = (tried: readonly SyncFilterRows[]): Promise<SideItem[]> =>
        itemsOfKind(kind).all(read, {
          ...readingTurn(actor, { accountId, kind }, filtersOfKind(kind, tried)),
          now: clock.now(),
        });
      const all = await shown([...syncFilters, ...filters]);
      const taken = all.filter(isWanted);
      const byOrganization = syncFilters.length === 0 ? 0 : (await shown(syncFilters)).filter(isWanted).length;
      const examples = taken.slice(0, syncLimits.examples).map(({ fields }) => titleOf(fields));
      return { taken: taken.length, of: all.length, byOrganization, examples };
    });
