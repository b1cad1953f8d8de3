import type { Side, SideView, SyncLink } from './item.ts';
import type { SyncPolicy } from './policy.ts';

/** What a person answered to open conflicts of one link: field to the side whose value stands. */
export type Answers = Readonly<Record<string, Side>>;

/** What a plan is made from. */
export interface PlanInput {
  /** All links of the mailbox where a view is complete, else at least those of the items in the views and of their marks. */
  readonly links: readonly SyncLink[];
  readonly views: Readonly<Record<Side, SideView>>;
  readonly policy: SyncPolicy;
  /**
   * Items that once were linked and that a person, or a rule, set apart: they are neither paired nor made again until
   * somebody tracks them anew.
   */
  readonly apart: Readonly<Record<Side, ReadonlySet<string>>>;
  /** By link: what a person answered to its open conflicts. */
  readonly answers: ReadonlyMap<string, Answers>;
}
