import { sql } from 'kysely';
import type { OutboxStoreWrite } from '../../../ports/outbox-store.ts';
import { givenRows, type TimedScope } from '../scope.ts';

/**
 * The marker. The rows of the mails are locked by the update, so that whoever finds a lease run out sees either no
 * marker, and the dot is never sent, or the marker.
 */
export const markEmails =
  (scope: TimedScope): OutboxStoreWrite['mark'] =>
  async (owner, mails) => {
    const held = await sql<{ id: string }>`update outbound_email set marked = 1
      from ${givenRows(scope, { id: 'text', fence: 'whole' }, mails)}
      where outbound_email.organization_id = ${scope.organizationId} and outbound_email.id = g.id
        and outbound_email.fence = g.fence and lease_owner = ${owner} and +lease_until > ${scope.now}
      returning outbound_email.id`.execute(scope.db);
    const ids = new Set(held.rows.map(({ id }) => id));
    const covered = mails.filter(({ id }) => ids.has(id));
    const recipients = covered.flatMap(({ id, positions }) => positions.map((position) => ({ id, position })));
    await sql`update outbound_recipient set marked = 1
      from ${givenRows(scope, { id: 'text', position: 'whole' }, recipients)}
      where organization_id = ${scope.organizationId} and email_id = g.id
        and outbound_recipient.position = g.position and state = 'sending'`.execute(scope.db);
    return ids;
  };
