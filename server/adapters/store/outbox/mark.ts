import { sql } from 'kysely';
import type { OutboxStoreWrite } from '../../../ports/outbox-store.ts';
import type { TimedScope } from '../scope.ts';

/** `position in (…)`, in pieces that every engine takes. */
export const positionsIn = (positions: readonly number[]) =>
  positions.length === 0 ? sql`1 = 0` : sql`position in (${sql.join(positions.map((each) => sql.lit(each)))})`;

/**
 * The marker. The row of the mail is locked by the update, so that whoever finds the lease run out sees either no
 * marker, and the dot is never sent, or the marker.
 */
export const markEmail =
  (scope: TimedScope): OutboxStoreWrite['mark'] =>
  async (emailId, { fence, owner }, positions) => {
    const held = await sql<{ id: string }>`update outbound_email set marked = 1
      where organization_id = ${scope.organizationId} and id = ${emailId} and fence = ${fence}
        and lease_owner = ${owner} and lease_until > ${scope.now} returning id`.execute(scope.db);
    if (held.rows.length === 0) return false;
    await sql`update outbound_recipient set marked = 1 where organization_id = ${scope.organizationId}
      and email_id = ${emailId} and state = 'sending' and ${positionsIn(positions)}`.execute(scope.db);
    return true;
  };
