import type { AlertStoreRead, AlertStoreWrite } from './alert-store.ts';
import type { AddressClaimStoreRead, AddressClaimStoreWrite } from './address-claim-store.ts';
import type { AddressStoreRead, AddressStoreWrite } from './address-store.ts';
import type { AgendaStoreRead, AgendaStoreWrite } from './agenda-store.ts';
import type { ActivityStoreRead, ActivityStoreWrite } from './activity-store.ts';
import type { CampaignStoreRead, CampaignStoreWrite } from './campaign-store.ts';
import type { ContentStoreRead, ContentStoreWrite } from './content-store.ts';
import type { CorrelationStoreRead, CorrelationStoreWrite } from './correlation-store.ts';
import type { DeviceStoreRead, DeviceStoreWrite } from './device-store.ts';
import type { DropAddressStoreRead, DropAddressStoreWrite } from './drop-address-store.ts';
import type { ForwardRuleStoreRead, ForwardRuleStoreWrite } from './forward-rule-store.ts';
import type { HoldStoreRead, HoldStoreWrite } from './hold-store.ts';
import type { MailboxStoreRead, MailboxStoreWrite } from './mailbox-store.ts';
import type { MappingStoreRead, MappingStoreWrite } from './mapping-store.ts';
import type { AuditRead, Journal } from './journal.ts';
import type { MarketingListStoreRead, MarketingListStoreWrite } from './marketing-list-store.ts';
import type { OrganizationStoreRead, OrganizationStoreWrite } from './organization-store.ts';
import type { OutboxStoreRead, OutboxStoreWrite } from './outbox-store.ts';
import type { OutcomeStoreRead, OutcomeStoreWrite } from './outcome-store.ts';
import type { PromotionStoreRead, PromotionStoreWrite } from './promotion-store.ts';
import type { QueueStoreRead, QueueStoreWrite } from './queue-store.ts';
import type { RecordStoreRead, RecordStoreWrite } from './record-store.ts';
import type { RoutingStore } from './routing-store.ts';
import type { SendingProfileStoreRead, SendingProfileStoreWrite } from './sending-profile-store.ts';
import type { SentCopyStoreRead, SentCopyStoreWrite } from './sent-copy-store.ts';
import type { SyncStoreRead, SyncStoreWrite } from './sync-store.ts';
import type { SystemStore } from './system-store.ts';
import type { ThreadStoreRead, ThreadStoreWrite } from './thread-store.ts';
import type { TokenStoreRead, TokenStoreWrite } from './token-store.ts';
import type { TemplateStoreRead, TemplateStoreWrite } from './template-store.ts';
import type { TicketStoreRead, TicketStoreWrite } from './ticket-store.ts';
import type { UserStoreRead, UserStoreWrite } from './user-store.ts';
import type { WorkflowStoreRead, WorkflowStoreWrite } from './workflow-store.ts';

/** What one organization's data answers. Every statement behind it carries the organization of the handle. */
export interface StoreRead {
  readonly organizationId: string;
  readonly organization: OrganizationStoreRead;
  readonly records: RecordStoreRead;
  readonly addresses: AddressStoreRead;
  readonly routing: RoutingStore;
  readonly activities: ActivityStoreRead;
  readonly agenda: AgendaStoreRead;
  readonly promotions: PromotionStoreRead;
  readonly contents: ContentStoreRead;
  readonly holds: HoldStoreRead;
  readonly mailboxes: MailboxStoreRead;
  readonly users: UserStoreRead;
  readonly devices: DeviceStoreRead;
  readonly correlations: CorrelationStoreRead;
  readonly threads: ThreadStoreRead;
  readonly sendingProfiles: SendingProfileStoreRead;
  readonly forwardRules: ForwardRuleStoreRead;
  readonly outbox: OutboxStoreRead;
  readonly tokens: TokenStoreRead;
  readonly sentCopies: SentCopyStoreRead;
  readonly outcomes: OutcomeStoreRead;
  readonly queues: QueueStoreRead;
  readonly dropAddresses: DropAddressStoreRead;
  readonly addressClaims: AddressClaimStoreRead;
  readonly templates: TemplateStoreRead;
  readonly tickets: TicketStoreRead;
  readonly campaigns: CampaignStoreRead;
  readonly marketingLists: MarketingListStoreRead;
  readonly workflows: WorkflowStoreRead;
  readonly synchronization: SyncStoreRead;
  readonly mappings: MappingStoreRead;
  readonly alerts: AlertStoreRead;
  readonly audit: AuditRead;
}

/** Writing exists only inside a transaction. */
export interface StoreWrite extends StoreRead {
  readonly organization: OrganizationStoreWrite;
  readonly records: RecordStoreWrite;
  readonly addresses: AddressStoreWrite;
  readonly activities: ActivityStoreWrite;
  readonly agenda: AgendaStoreWrite;
  readonly promotions: PromotionStoreWrite;
  readonly contents: ContentStoreWrite;
  readonly holds: HoldStoreWrite;
  readonly mailboxes: MailboxStoreWrite;
  readonly users: UserStoreWrite;
  readonly devices: DeviceStoreWrite;
  readonly correlations: CorrelationStoreWrite;
  readonly threads: ThreadStoreWrite;
  readonly outbox: OutboxStoreWrite;
  readonly sentCopies: SentCopyStoreWrite;
  readonly outcomes: OutcomeStoreWrite;
  readonly queues: QueueStoreWrite;
  readonly dropAddresses: DropAddressStoreWrite;
  readonly addressClaims: AddressClaimStoreWrite;
  readonly tokens: TokenStoreWrite;
  readonly sendingProfiles: SendingProfileStoreWrite;
  readonly forwardRules: ForwardRuleStoreWrite;
  readonly templates: TemplateStoreWrite;
  readonly tickets: TicketStoreWrite;
  readonly campaigns: CampaignStoreWrite;
  readonly marketingLists: MarketingListStoreWrite;
  readonly workflows: WorkflowStoreWrite;
  readonly synchronization: SyncStoreWrite;
  readonly mappings: MappingStoreWrite;
  readonly alerts: AlertStoreWrite;
  readonly journal: Journal;
}

/** The database. Throws TemporaryFailure `store_unavailable` when it cannot be reached. */
export interface Store {
  /** `one`: transactions take turns, so that what can share one should; `many`: they run beside each other. */
  readonly writers: 'one' | 'many';
  read<T>(organizationId: string, work: (read: StoreRead) => Promise<T>): Promise<T>;
  /** All or nothing; may run `work` again after a serialization clash, so `work` has no other effects. */
  transact<T>(organizationId: string, work: (tx: StoreWrite) => Promise<T>): Promise<T>;
  /** The same for a single statement, which needs no begin and no commit; a second one is refused with an Error. */
  write<T>(organizationId: string, statement: (tx: StoreWrite) => Promise<T>): Promise<T>;
  /** The few things that stand above organizations: logins, sessions, devices. */
  readonly system: SystemStore;
  close(): Promise<void>;
}
