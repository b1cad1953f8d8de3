import type { Party } from '../components/party-list.tsx';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { RegardingChoice, RegardingWish } from '../features/tracking/regarding-wish.ts';

/** Where the pane is, as data. Every page lies over the open mail and is left by going back. */
export type View =
  | { readonly page: 'mail' }
  | { readonly page: 'card'; readonly record: NamedRecordRef }
  | { readonly page: 'choose'; readonly party: Party }
  | { readonly page: 'add'; readonly party: Party }
  | {
      readonly page: 'regarding';
      readonly wish: RegardingWish;
      readonly settle: (choice: RegardingChoice | null) => void;
    };
