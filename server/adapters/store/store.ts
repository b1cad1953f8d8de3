import type { Instant } from '#shared/model/instant.ts';
import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreRead, StoreWrite } from '../../ports/store.ts';
import type { SystemDirectories } from '../../ports/system-store.ts';
import { activityReads } from './activities/read.ts';
import { activityWrites } from './activities/write.ts';
import { addressStore } from './addresses/address-store.ts';
import { campaignStore } from './campaigns/campaign-store.ts';
import { marketingListStore } from './campaigns/marketing-list-store.ts';
import { type ContentFiles, contentFiles } from './contents/content-files.ts';
import { contentStore, type NoteOrphan } from './contents/content-store.ts';
import { removeOrphan } from './contents/remove-orphan.ts';
import type { Database } from './database.ts';
import { deviceStore } from './devices/device-store.ts';
import { databaseNow, type Engine } from './engine.ts';
import { asFailure, withFailures } from './failures.ts';
import { holdStore } from './holds/hold-store.ts';
import { journal } from './journal/journal.ts';
import { auditRead } from './journal/verify-audit.ts';
import { mailboxDirectory } from './mailboxes/leases.ts';
import { mailboxStore } from './mailboxes/mailbox-store.ts';
import { migrate } from './migrate.ts';
import { outboxDirectory } from './outbox/leases.ts';
import { outboxStore } from './outbox/outbox-store.ts';
import { outboxReads } from './outbox/read.ts';
import { organizationStore } from './organizations/organization-store.ts';
import { createPostgresEngine } from './postgres.ts';
import { promotionStore } from './promotions/promotion-store.ts';
import { recordReads } from './records/read.ts';
import { recordWrites } from './records/write.ts';
import { routingStore } from './routing/routing-store.ts';
import { dropAddressStore } from './router/drop-address-store.ts';
import { outcomeStore } from './router/outcome-store.ts';
import { queueStore } from './router/queue-store.ts';
import { sendingProfileStore } from './sending/sending-profile-store.ts';
import type { TimedScope } from './scope.ts';
import { createSqliteEngine } from './sqlite.ts';
import {
  findInstallationValue,
  installationValue,
  setInstallationValue,
  systemDirectories,
} from './system/system-store.ts';
import { correlationStore } from './tokens/correlation-store.ts';
import { threadStore } from './tokens/thread-store.ts';
import { tokenStore } from './tokens/token-store.ts';
import { templateStore } from './templates/template-store.ts';
import { ticketStore } from './tickets/ticket-store.ts';
import { userStore } from './users/user-store.ts';
import { workflowStore } from './workflows/workflow-store.ts';

export type StoreLocation =
  | { readonly engine: 'sqlite'; readonly path: string; readonly contentDirectory: string | null }
  | { readonly engine: 'postgres'; readonly url: string; readonly connections?: number };

const nothingToNote: NoteOrphan = () => undefined;

const readNouns = (scope: TimedScope, files: ContentFiles | null): StoreRead => ({
  organizationId: scope.organizationId,
  organization: organizationStore(scope),
  records: recordReads(scope),
  addresses: addressStore(scope),
  routing: routingStore(scope),
  activities: activityReads(scope),
  promotions: promotionStore(scope),
  contents: contentStore(scope, files, nothingToNote),
  holds: holdStore(scope),
  mailboxes: mailboxStore(scope),
  users: userStore(scope),
  devices: deviceStore(scope),
  correlations: correlationStore(scope),
  threads: threadStore(scope),
  sendingProfiles: sendingProfileStore(scope),
  outbox: outboxReads(scope),
  outcomes: outcomeStore(scope),
  queues: queueStore(scope),
  dropAddresses: dropAddressStore(scope),
  templates: templateStore(scope),
  tickets: ticketStore(scope),
  campaigns: campaignStore(scope),
  marketingLists: marketingListStore(scope),
  workflows: workflowStore(scope),
  audit: auditRead(scope),
});

const writeNouns = (scope: TimedScope, files: ContentFiles | null, noteOrphan: NoteOrphan): StoreWrite => {
  const contents = contentStore(scope, files, noteOrphan);
  return {
    organizationId: scope.organizationId,
    organization: organizationStore(scope),
    records: recordWrites(scope),
    addresses: addressStore(scope),
    routing: routingStore(scope),
    activities: activityWrites(scope, contents),
    promotions: promotionStore(scope),
    contents,
    holds: holdStore(scope),
    mailboxes: mailboxStore(scope),
    users: userStore(scope),
    devices: deviceStore(scope),
    correlations: correlationStore(scope),
    threads: threadStore(scope),
    outbox: outboxStore(scope, contents),
    outcomes: outcomeStore(scope),
    queues: queueStore(scope),
    dropAddresses: dropAddressStore(scope),
    tokens: tokenStore(scope),
    sendingProfiles: sendingProfileStore(scope),
    templates: templateStore(scope),
    tickets: ticketStore(scope),
    campaigns: campaignStore(scope),
    marketingLists: marketingListStore(scope),
    workflows: workflowStore(scope),
    audit: auditRead(scope),
    journal: journal(scope),
  };
};

const outsideTransactions = (nouns: SystemDirectories): SystemDirectories => ({
  organizations: withFailures(nouns.organizations),
  logins: withFailures(nouns.logins),
  access: withFailures(nouns.access),
  sessions: withFailures(nouns.sessions),
  attempts: withFailures(nouns.attempts),
  invitations: withFailures(nouns.invitations),
  rememberedAnswers: withFailures(nouns.rememberedAnswers),
});

/** The store on an engine that is already migrated. */
const storeOn = (engine: Engine, files: ContentFiles | null, clock: Clock | null): Store => {
  // Asked anew for each handle: a clock of tests stands still only until somebody moves it.
  const now = () => (clock === null ? databaseNow(engine.name) : sql<number>`cast(${clock.now()} as bigint)`);
  const scopeOn = (db: Kysely<Database>, organizationId: string): TimedScope => ({
    db,
    organizationId,
    engine: engine.name,
    now: now(),
  });
  return {
    read: (organizationId, work) => asFailure(() => work(readNouns(scopeOn(engine.reader, organizationId), files))),
    transact: async (organizationId, work) => {
      let orphans: string[] = [];
      const result = await asFailure(() =>
        engine.transact((tx) => {
          orphans = [];
          return work(writeNouns(scopeOn(tx, organizationId), files, (sha256) => orphans.push(sha256)));
        }),
      );
      if (files !== null) for (const sha256 of orphans) await removeOrphan(engine, files, { organizationId, sha256 });
      return result;
    },
    system: {
      ...outsideTransactions(systemDirectories(engine.name, engine.reader, engine.writer)),
      outbox: withFailures(outboxDirectory(engine.reader, now)),
      mailboxes: withFailures(mailboxDirectory(engine.reader, now)),
      transact: (work) =>
        asFailure(() =>
          engine.transact((tx) =>
            work({
              ...systemDirectories(engine.name, tx, tx),
              within: (organizationId) => writeNouns(scopeOn(tx, organizationId), files, nothingToNote),
            }),
          ),
        ),
      installationValue: (name, propose) => asFailure(() => installationValue(engine.writer, name, propose)),
      findInstallationValue: (name) => asFailure(() => findInstallationValue(engine.reader, name)),
      setInstallationValue: (name, value) => asFailure(() => setInstallationValue(engine.writer, name, value)),
      ping: () =>
        asFailure(async () => {
          await sql`select 1`.execute(engine.reader);
        }),
    },
    close: () => engine.close(),
  };
};

/** Opens the database, migrates it, and gives the store. `clock`: tests tell the time of the database. Throws TemporaryFailure when it cannot be reached. */
export const openStore = async (location: StoreLocation, now: Instant, clock: Clock | null = null): Promise<Store> => {
  const engine =
    location.engine === 'sqlite'
      ? createSqliteEngine(location.path)
      : createPostgresEngine(location.url, location.connections);
  const directory = location.engine === 'sqlite' ? location.contentDirectory : null;
  await asFailure(() => migrate(engine, now));
  return storeOn(engine, directory === null ? null : contentFiles(directory), clock);
};
