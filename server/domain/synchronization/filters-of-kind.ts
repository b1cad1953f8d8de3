import type { SyncFilterRows } from '#shared/model/synchronization.ts';
import type { SyncKind } from '#shared/sync/item.ts';

/** Y3: the filters that are for this kind, or for every one. */
export const filtersOfKind = (kind: SyncKind, filters: readonly SyncFilterRows[]): SyncFilterRows[] =>
  filters.filter((filter) => filter.kind === undefined || filter.kind === kind);
