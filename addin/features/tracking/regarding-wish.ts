import type { NamedRecordRef } from '#shared/model/record-ref.ts';

/** What the panel wants the person to choose. */
export interface RegardingWish {
  readonly chosen: readonly NamedRecordRef[];
  readonly for: 'track' | 'choose' | 'change';
}

/** What the person chose; the first regarding is the primary one. */
export interface RegardingChoice {
  readonly regarding: readonly NamedRecordRef[];
  readonly scope: 'message' | 'later' | 'thread';
}

/** Lets the person choose; null when they went back. */
export type PickRegarding = (wish: RegardingWish) => Promise<RegardingChoice | null>;
