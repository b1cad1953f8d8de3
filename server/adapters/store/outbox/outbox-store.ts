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
  return {
    ...outboxReads(scope),
    ...draftWrites(scope, contents),
    ...submissions(scope, contents),
    ...leases(scope),
    ...sendingStates(scope),
    ...bounceWrites(scope),
    hold: (emailId) => findOutbound(scope, emailId, 'hold'),
    holdMany: (emailIds) => findMany(scope, emailIds, 'hold'),
    claim: (claim) => claimEmails(scope, claim),
    mark: markEmails(scope),
    save: saveOutbound(scope),
  };
};
