import type { Router } from 'express';
import { type StoreLocation } from './adapters/store/store.ts';
import { type Secrets } from './config/secrets.ts';
import { type DemonstrationAccount } from './http/routes/session.ts';
import type { JobPart } from './jobs/job.ts';
import { type PollJobNeeds } from './jobs/poll-mailboxes.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import { type IncomingOptions } from './incoming.ts';
import { type OutgoingOptions } from './outgoing.ts';
import type { Log } from './ports/log.ts';
import type { MailSources } from './ports/mail-source.ts';
import type { MailTransport } from './ports/mail-transport.ts';
import type { SendingProfiles } from './ports/sending-profiles.ts';
import type { Store } from './ports/store.ts';
import type { SyncOptions } from './synchronizing.ts';

export interface AppOptions extends OutgoingOptions, Pick<IncomingOptions, 'timeouts'> {
  readonly store: StoreLocation;
  readonly log: Log;
  /** The installation's key; without it what is signed means nothing once the process ends. */
  readonly secrets?: Secrets;
  /** By which Outlook reaches a mailbox by itself; absent or null: IT configured none. */
  readonly outlookApplication?: { readonly graphUrl: string } | null;
  readonly trustProxy?: number | readonly string[];
  /** What stands beside the interface: pages, manifest, health. */
  readonly pages?: (app: { readonly store: Store; readonly ids: Ids }) => readonly Router[];
  /** The address that people use, for links; known once the port is. */
  readonly publicUrl?: () => string;
  /** Accounts of the demonstration world, offered on the sign-in page. */
  readonly demonstrationAccounts?: readonly DemonstrationAccount[];
  /** Which background work `runner` has; all of it when absent. */
  readonly parts?: readonly JobPart[];
  readonly delivery?: DeliveryOptions;
  readonly mailboxes?: MailboxOptions;
  readonly synchronization?: SyncOptions;
  /** Replaced in tests: a fixed clock, counted ids. */
  readonly clock?: Clock;
  readonly ids?: Ids;
}

export interface DeliveryOptions {
  /** Mails on their way at one time. */
  readonly connections?: number;
  /** How long a process that says nothing more keeps what it has in hand. */
  readonly leaseMs?: number;
  /** Replaced in tests of rules that need no socket. */
  readonly transport?: MailTransport;
  readonly profiles?: SendingProfiles;
}

/** How mailboxes are polled; `sources` is replaced in tests of rules that need no server. */
export interface MailboxOptions extends Pick<PollJobNeeds, 'leaseMs' | 'watches' | 'withoutRest' | 'onPolled'> {
  readonly sources?: MailSources;
}
