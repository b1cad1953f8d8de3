import { sql } from 'kysely';
import type { ContentStoreWrite } from '../../../ports/content-store.ts';
import type { OutboxStoreWrite } from '../../../ports/outbox-store.ts';
import type { TimedScope } from '../scope.ts';
import { claimEmails } from './claim.ts';
import { draftWrites } from './drafts.ts';
import { leases } from './leases.ts';
import { markEmail } from './mark.ts';
import { sendingStates } from './permissions.ts';
import { findOutbound, outboxReads } from './read.ts';
import { saveOutbound } from './save.ts';
import { submissions } from './submit.ts';

/** The outbox of one organization. */
export const outboxStore = (scope: TimedScope, contents: ContentStoreWrite): OutboxStoreWrite => ({
  ...outboxReads(scope),
  ...draftWrites(scope, contents),
  ...submissions(scope, contents),
  ...leases(scope),
  ...sendingStates(scope),
  // SQLite has one writer at a time; PostgreSQL is asked for the row.
  hold: (emailId) => findOutbound(scope, emailId, scope.engine === 'postgres' ? sql`for update` : sql``),
  claim: (claim) => claimEmails(scope, claim),
  mark: markEmail(scope),
  save: saveOutbound(scope),
});
