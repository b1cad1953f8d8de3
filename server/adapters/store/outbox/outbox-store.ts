import { sql } from 'kysely';
import type { ContentStoreWrite } from '../../../ports/content-store.ts';
import type { OutboxStoreWrite } from '../../../ports/outbox-store.ts';
import type { TimedScope } from '../scope.ts';
import { bounceWrites } from './bounces.ts';
import { claimEmails } from './claim.ts';
import { draftWrites } from './drafts.ts';
import { leases } from './leases.ts';
import { markEmails } from './mark.ts';
import { sendingStates } from './permissions.ts';
import { findMany, findOutbound, outboxReads } from './read.ts';
import { saveOutbound } from './save.ts';
import { submissions } from './submit.ts';

/** The outbox of one organization. */
export const outboxStore = (scope: TimedScope, contents: ContentStoreWrite): OutboxStoreWrite => {
  // SQLite has one writer at a time; PostgreSQL is asked for the row.
  const lock = scope.engine === 'postgres' ? sql`for update` : sql``;
  return {
    ...outboxReads(scope),
    ...draftWrites(scope, contents),
    ...submissions(scope, contents),
    ...leases(scope),
    ...sendingStates(scope),
    ...bounceWrites(scope),
    hold: (emailId) => findOutbound(scope, emailId, lock),
    holdMany: (emailIds) => findMany(scope, emailIds, lock),
    claim: (claim) => claimEmails(scope, claim),
    mark: markEmails(scope),
    save: saveOutbound(scope),
  };
};
