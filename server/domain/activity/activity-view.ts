import type {
  ActivityFlag,
  ActivityKind,
  ActivityState,
  ActivityStatus,
  CorrelationMethod,
  Direction,
  PartyRole,
  SourceRung,
  Visibility,
} from '#shared/model/activity.ts';
import type { AgendaFields } from '#shared/model/agenda.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { Resolution } from '#shared/model/resolution.ts';

export interface PartyView {
  readonly role: PartyRole;
  readonly address: string;
  readonly name: string | null;
  readonly resolution: Resolution;
}

export interface PromotionView {
  readonly id: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly actor: { readonly id: string; readonly name: string };
  readonly visibility: Visibility;
  readonly at: Instant;
}

export interface AttachmentView {
  readonly n: number;
  readonly name: string;
  readonly type: string;
  readonly sizeBytes: number;
  readonly inline: boolean;
  readonly contentId: string | null;
  readonly sha256: string;
}

/** An activity as one reader may see it: only promotions, regardings and records that are theirs to see. */
export interface ActivityView {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly direction: Direction;
  readonly state: ActivityState;
  readonly status: ActivityStatus;
  readonly subject: string;
  readonly sentAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly sortAt: Instant;
  readonly messageId: string | null;
  readonly messageIdKey: string | null;
  readonly threadId: string;
  readonly correlation: {
    readonly method: CorrelationMethod;
    readonly activityId: string;
    readonly evidence: string;
  } | null;
  readonly offeredRegarding: readonly NamedRecordRef[];
  readonly regarding: readonly NamedRecordRef[];
  readonly parties: readonly PartyView[];
  readonly attachments: readonly AttachmentView[];
  readonly promotions: readonly PromotionView[];
  readonly owner: NamedRecordRef | null;
  readonly source: SourceRung;
  readonly sourceSha256: string | null;
  readonly why: string;
  readonly flags: readonly ActivityFlag[];
  readonly subjectChanged: boolean;
  /** Of a task or an appointment. */
  readonly agenda: AgendaFields | null;
  readonly version: number;
}

/** With the parts that only one activity by itself shows. */
export interface ActivityDetailView extends ActivityView {
  readonly text: string;
  readonly html: string | null;
  readonly notes: string;
}
