import type { ActivityParty, ActivityState, ActivityStatus } from '#shared/model/activity.ts';
import type { AgendaFields, AgendaKind } from '#shared/model/agenda.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { PromotionState } from './promotion-store.ts';

/** A task or an appointment: an activity that somebody plans. */
export interface StoredAgendaItem {
  readonly id: string;
  readonly kind: AgendaKind;
  readonly subject: string;
  readonly notes: string;
  readonly fields: AgendaFields;
  readonly state: ActivityState;
  readonly updatedAt: Instant;
  readonly deleted: boolean;
  readonly version: number;
  /** What the user's own promotion of it is; null: they never tracked it. */
  readonly tracked: PromotionState | null;
  /** The user tracked it where their Outlook has it. */
  readonly inOutlook: boolean;
}

export interface AgendaItemToStore {
  readonly subject: string;
  readonly notes: string;
  readonly fields: AgendaFields;
  readonly state: ActivityState;
  readonly status: ActivityStatus;
  readonly sortAt: Instant;
  readonly parties: readonly ActivityParty[];
}

export interface NewAgendaItem extends AgendaItemToStore {
  readonly id: string;
  readonly kind: AgendaKind;
  /** What is one and the same for all who track it. */
  readonly identity: string;
  readonly ownerId: string;
  /** The mail that it was made from. */
  readonly follows: { readonly activityId: string; readonly evidence: string } | null;
  readonly direction: 'incoming' | 'outgoing';
}

export interface AgendaStoreRead {
  /** What the user tracks, in the order of ids; deleted ones not. */
  tracked(
    userId: string,
    kind: AgendaKind,
    page: { readonly limit: number; readonly afterId: string | null },
  ): Promise<StoredAgendaItem[]>;
  /** Deleted ones and such as the user does not track too. */
  findMany(userId: string, kind: AgendaKind, ids: readonly string[]): Promise<StoredAgendaItem[]>;
  /** Deleted ones too. */
  findByIdentity(userId: string, identity: string): Promise<StoredAgendaItem | null>;
  /** The one that the user's Outlook knows by this id; deleted ones not. */
  findByPlace(userId: string, place: string): Promise<StoredAgendaItem | null>;
  /** Appointments that the user may see and that begin between the two moments, both included; deleted ones not. */
  beginning(
    userId: string,
    between: { readonly from: Instant; readonly to: Instant; readonly limit: number },
  ): Promise<StoredAgendaItem[]>;
}

export interface AgendaStoreWrite extends AgendaStoreRead {
  /** False when another transaction recorded the same identity first. */
  add(item: NewAgendaItem, at: Instant): Promise<boolean>;
  /** False when another transaction changed it since. */
  save(id: string, item: AgendaItemToStore, version: number, at: Instant): Promise<boolean>;
}
