import type { CampaignState, Exclusion, MembersAsked, MemberState } from '#shared/contracts/campaigns.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';
import type { PageAsked } from './activity-store.ts';

export interface CampaignToStore {
  readonly id: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly subject: string;
  readonly html: string;
  readonly regarding: RecordRef | null;
  readonly members: MembersAsked;
  readonly ownerId: string;
  readonly releaseAt: Instant | null;
}

export interface StoredCampaign extends CampaignToStore {
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export interface StoredMember {
  /** From 1. */
  readonly position: number;
  readonly record: NamedRecordRef;
  readonly address: string | null;
  readonly addressKey: AddressKey | null;
  readonly state: MemberState;
  readonly because: Exclusion | null;
  readonly detail: string | null;
  readonly emailId: string | null;
}

/** A member whose mail is written and due. */
export interface DueMail {
  readonly campaignId: string;
  /** Who the campaign belongs to. */
  readonly ownerId: string;
  readonly member: StoredMember;
}

/** What became of a member. */
export type MemberOutcome = Pick<StoredMember, 'state' | 'because' | 'detail' | 'emailId'>;

export interface CampaignCounts {
  readonly states: Readonly<Record<MemberState, number>>;
  readonly exclusions: readonly { readonly because: Exclusion; readonly members: number }[];
  /** Recipients of the mail that was written, by their state in the outbox. */
  readonly mail: Readonly<Record<string, number>>;
}

export interface CampaignStoreRead {
  find(campaignId: string): Promise<StoredCampaign | null>;
  /** One owner's, or everyone's (null), newest first. */
  list(ownerId: string | null, page: PageAsked): Promise<StoredCampaign[]>;
  /** Ids of those that are releasing or running. */
  underWay(): Promise<string[]>;
  counts(campaignId: string): Promise<CampaignCounts>;
  members(
    campaignId: string,
    asked: { readonly state: MemberState | null; readonly after: number; readonly limit: number },
  ): Promise<StoredMember[]>;
  member(campaignId: string, position: number): Promise<StoredMember | null>;
  /** The member with this secret, whatever became of its mail. */
  findByUnsubscribe(
    secret: string,
  ): Promise<{ readonly campaignId: string; readonly address: string; readonly addressKey: AddressKey } | null>;
  /** How much of its written mail waits for a first attempt or is in hand; counted up to `most`. */
  mailAhead(campaignId: string, most: number): Promise<number>;
  /** Its mail with recipients that wait, whether for the first attempt or another. */
  unsentMail(campaignId: string): Promise<string[]>;
  /** Of these addresses: who unsubscribed from bulk mail, and which bounce for good. */
  suppressed(
    addresses: readonly AddressKey[],
  ): Promise<{ readonly unsubscribed: readonly AddressKey[]; readonly bounced: readonly AddressKey[] }>;
}

export interface CampaignStoreWrite extends CampaignStoreRead {
  add(campaign: CampaignToStore, at: Instant): Promise<void>;
  /** The version goes up by one. False when another transaction changed it since. */
  save(campaign: CampaignToStore, version: number, at: Instant): Promise<boolean>;
  remove(campaignId: string): Promise<void>;
  /** All members, in place of those there were. */
  setMembers(campaignId: string, members: readonly StoredMember[]): Promise<void>;
  /**
   * Keeps other writers of the campaign waiting until the transaction ends, and gives it as it is by then: whoever
   * writes mail for a member asks first, so that pause and stop hold at once and no member is served twice.
   */
  hold(campaignId: string): Promise<StoredCampaign | null>;
  /**
   * Takes the next waiting member that nobody else has in hand, for so long; `inHand`: others have those that wait.
   * By the database's clock, so that processes with different clocks agree.
   */
  takeWaiting(campaignId: string, leaseMs: number): Promise<StoredMember | 'inHand' | null>;
  /** The member's secret for leaving bulk mail; the proposed one when it had none. */
  unsubscribeSecret(campaignId: string, position: number, proposed: string): Promise<string>;
  settleMember(campaignId: string, position: number, outcome: MemberOutcome): Promise<void>;
  stopWaiting(campaignId: string): Promise<number>;
  /**
   * The members whose written mail a sender's next claim takes, and of campaigns that do not pause: nobody else claims
   * that mail until the transaction ends.
   */
  mailDue(principalId: string, most: number): Promise<DueMail[]>;
  /** False when the address had unsubscribed before. */
  suppress(addressKey: AddressKey, campaignId: string, at: Instant): Promise<boolean>;
}
