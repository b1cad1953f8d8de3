import type { Instant } from '#shared/model/instant.ts';
import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreRead, StoreWrite } from '../../ports/store.ts';
import type { SystemDirectories } from '../../ports/system-store.ts';
import { agendaStore } from './activities/agenda.ts';
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
import type { Engine } from './engine.ts';
import { asFailure, withFailures } from './failures.ts';
import { forwardRuleStore } from './forwarding/forward-rule-store.ts';
import { countHolds, holdStore } from './holds/hold-store.ts';
import { journal } from './journal/journal.ts';
import { auditRead } from './journal/verify-audit.ts';
import { mailboxDirectory } from './mailboxes/leases.ts';
import { mailboxStore } from './mailboxes/mailbox-store.ts';
import { alertStore } from './mapping/alert-store.ts';
import { mappingStore } from './mapping/mapping-store.ts';
import { lazyNouns } from './lazy-nouns.ts';
import { migrate } from './migrate.ts';
import { outboxDirectory } from './outbox/leases.ts';
import { outboxStore } from './outbox/outbox-store.ts';
import { outboxReads } from './outbox/read.ts';
import { sentCopyStore } from './outbox/sent-copy-store.ts';
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
import { nowOf, type TimedScope } from './scope.ts';
import { createSqliteEngine } from './sqlite.ts';
import {
  findInstallationValue,
  installationValue,
  setInstallationValue,
  systemDirectories,
} from './system/system-store.ts';
import { syncDirectory } from './synchronization/leases.ts';
import { syncStore } from './synchronization/sync-store.ts';
import { correlationStore } from './tokens/correlation-store.ts';
import { threadStore } from './tokens/thread-store.ts';
import { tokenStore } from './tokens/token-store.ts';
import { templateStore } from './templates/template-store.ts';
import { ticketStore } from './tickets/ticket-store.ts';
import { addressClaimStore } from './users/address-claim-store.ts';
import { userStore } from './users/user-store.ts';
import { workflowStore } from './workflows/workflow-store.ts';

export type StoreLocation =
  | { readonly engine: 'sqlite'; readonly path: string; readonly contentDirectory: string | null }
  | { readonly engine: 'postgres'; readonly url: string; readonly connections?: number };

const nothingToNote: NoteOrphan = () => undefined;

/** What the nouns of one handle are made of. */
interface HandleParts {
  readonly scope: TimedScope;
  readonly files: ContentFiles | null;
  readonly noteOrphan: NoteOrphan;
}

const contentsOf = ({ scope, files, noteOrphan }: HandleParts) => contentStore(scope, files, noteOrphan);

const readNouns = lazyNouns<HandleParts, StoreRead>({
  organizationId: ({ scope }) => scope.organizationId,
  organization: ({ scope }) => organizationStore(scope),
  records: ({ scope }) => recordReads(scope),
  addresses: ({ scope }) => addressStore(scope),
  routing: ({ scope }) => routingStore(scope),
  activities: ({ scope }) => activityReads(scope),
  agenda: ({ scope }) => agendaStore(scope),
  promotions: ({ scope }) => promotionStore(scope),
  contents: (given) => contentsOf(given),
  holds: ({ scope }) => holdStore(scope),
  mailboxes: ({ scope }) => mailboxStore(scope),
  users: ({ scope }) => userStore(scope),
  devices: ({ scope }) => deviceStore(scope),
  correlations: ({ scope }) => correlationStore(scope),
  threads: ({ scope }) => threadStore(scope),
  sendingProfiles: ({ scope }) => sendingProfileStore(scope),
  forwardRules: ({ scope }) => forwardRuleStore(scope),
  outbox: ({ scope }) => outboxReads(scope),
  tokens: ({ scope }) => tokenStore(scope),
  sentCopies: ({ scope }) => sentCopyStore(scope),
  outcomes: ({ scope }) => outcomeStore(scope),
  queues: ({ scope }) => queueStore(scope),
  dropAddresses: ({ scope }) => dropAddressStore(scope),
  addressClaims: ({ scope }) => addressClaimStore(scope),
  templates: ({ scope }) => templateStore(scope),
  tickets: ({ scope }) => ticketStore(scope),
  campaigns: ({ scope }) => campaignStore(scope),
  marketingLists: ({ scope }) => marketingListStore(scope),
  workflows: ({ scope }) => workflowStore(scope),
  synchronization: ({ scope }) => syncStore(scope),
  mappings: ({ scope }) => mappingStore(scope),
  alerts: ({ scope }) => alertStore(scope),
  audit: ({ scope }) => auditRead(scope),
});

const writeNouns = lazyNouns<HandleParts, StoreWrite>({
  organizationId: ({ scope }) => scope.organizationId,
  organization: ({ scope }) => organizationStore(scope),
  records: ({ scope }) => recordWrites(scope),
  addresses: ({ scope }) => addressStore(scope),
  routing: ({ scope }) => routingStore(scope),
  activities: (given) => activityWrites(given.scope, contentsOf(given)),
  agenda: ({ scope }) => agendaStore(scope),
  promotions: ({ scope }) => promotionStore(scope),
  contents: (given) => contentsOf(given),
  holds: ({ scope }) => holdStore(scope),
  mailboxes: ({ scope }) => mailboxStore(scope),
  users: ({ scope }) => userStore(scope),
  devices: ({ scope }) => deviceStore(scope),
  correlations: ({ scope }) => correlationStore(scope),
  threads: ({ scope }) => threadStore(scope),
  outbox: (given) => outboxStore(given.scope, contentsOf(given)),
  sentCopies: ({ scope }) => sentCopyStore(scope),
  outcomes: ({ scope }) => outcomeStore(scope),
  queues: ({ scope }) => queueStore(scope),
  dropAddresses: ({ scope }) => dropAddressStore(scope),
  addressClaims: ({ scope }) => addressClaimStore(scope),
  tokens: ({ scope }) => tokenStore(scope),
  sendingProfiles: ({ scope }) => sendingProfileStore(scope),
  forwardRules: ({ scope }) => forwardRuleStore(scope),
  templates: ({ scope }) => templateStore(scope),
  tickets: ({ scope }) => ticketStore(scope),
  campaigns: ({ scope }) => campaignStore(scope),
  marketingLists: ({ scope }) => marketingListStore(scope),
  workflows: ({ scope }) => workflowStore(scope),
  synchronization: ({ scope }) => syncStore(scope),
  mappings: ({ scope }) => mappingStore(scope),
  alerts: ({ scope }) => alertStore(scope),
  audit: ({ scope }) => auditRead(scope),
  journal: ({ scope }) => journal(scope),
});

const outsideTransactions = (nouns: SystemDirectories): SystemDirectories => ({
  organizations: withFailures(nouns.organizations),
  logins: withFailures(nouns.logins),
  access: withFailures(nouns.access),
  sessions: withFailures(nouns.sessions),
  attempts: withFailures(nouns.attempts),
  invitations: withFailures(nouns.invitations),
  rememberedAnswers: withFailures(nouns.rememberedAnswers),
  synchronizing: withFailures(nouns.synchronizing),
});

/** The store on an engine that is already migrated. */
const storeOn = (engine: Engine, files: ContentFiles | null, clock: Clock | null): Store => {
  // Asked anew for each handle: a clock of tests stands still only until somebody moves it.
  const told = () => clock?.now() ?? null;
  const now = () => nowOf(engine.name, told());
  const scopeOn = (db: Kysely<Database>, organizationId: string): TimedScope => ({
    db,
    organizationId,
    engine: engine.name,
    // Few ask for it, and every request makes a scope.
    get now() {
      return now();
    },
    toldNow: told(),
  });
  return {
    writers: engine.name === 'sqlite' ? 'one' : 'many',
    read: (organizationId, work) =>
      asFailure(() =>
        work(readNouns({ scope: scopeOn(engine.reader, organizationId), files, noteOrphan: nothingToNote })),
      ),
    transact: async (organizationId, work) => {
      let orphans: string[] = [];
      const result = await asFailure(() =>
        engine.transact((tx) => {
          orphans = [];
          const noteOrphan = (sha256: string) => void orphans.push(sha256);
          return work(writeNouns({ scope: scopeOn(tx, organizationId), files, noteOrphan }));
        }),
      );
      if (files !== null) for (const sha256 of orphans) await removeOrphan(engine, files, { organizationId, sha256 });
      return result;
    },
    write: (organizationId, statement) =>
      asFailure(() =>
        engine.write((tx) =>
          statement(writeNouns({ scope: scopeOn(tx, organizationId), files, noteOrphan: nothingToNote })),
        ),
      ),
    system: {
      ...outsideTransactions(systemDirectories(engine.name, engine.reader, engine.writer)),
      outbox: withFailures(outboxDirectory(engine.reader, now)),
      mailboxes: withFailures(mailboxDirectory(engine.reader, now)),
      synchronization: withFailures(syncDirectory(engine.reader, now)),
      transact: (work) =>
        asFailure(() =>
          engine.transact((tx) =>
            work({
              ...systemDirectories(engine.name, tx, tx),
              within: (organizationId) =>
                writeNouns({ scope: scopeOn(tx, organizationId), files, noteOrphan: nothingToNote }),
            }),
          ),
        ),
      installationValue: (name, propose) => asFailure(() => installationValue(engine.writer, name, propose)),
      findInstallationValue: (name) => asFailure(() => findInstallationValue(engine.reader, name)),
      setInstallationValue: (name, value) => asFailure(() => setInstallationValue(engine.writer, name, value)),
      countUndeliverable: () => asFailure(() => countHolds(engine.reader)),
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
