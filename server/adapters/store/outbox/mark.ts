import { sql } from 'kysely';
import type { OutboxStoreWrite } from '../../../ports/outbox-store.ts';
import { markAll, markSome } from './schema.ts';
import { givenRows, preparedIn, preparedNow, type TimedScope } from '../scope.ts';

interface HeldMark {
  readonly id: string;
  readonly fence: number;
  readonly marked: number;
}

const markHeld = preparedNow<{ owner: string; mails: readonly HeldMark[] }, { id: string }>((scope, value) =>
  sql<{ id: string }>`update outbound_email set marked = g.marked
    from ${givenRows(scope, { id: 'text', fence: 'whole', marked: 'whole' }, value('mails'))}
    where outbound_email.organization_id = ${scope.organizationId} and outbound_email.id = g.id
      and outbound_email.fence = g.fence and lease_owner = ${value('owner')} and +lease_until > ${scope.now}
    returning outbound_email.id`.compile(scope.db),
);

const markRecipients = preparedIn<{ recipients: readonly { readonly id: string; readonly position: number }[] }>(
  (scope, value) =>
    sql`update outbound_recipient set marked = 1
      from ${givenRows(scope, { id: 'text', position: 'whole' }, value('recipients'))}
      where organization_id = ${scope.organizationId} and email_id = g.id
        and outbound_recipient.position = g.position and coalesce(state, '') = 'sending'`.compile(scope.db),
);

/**
 * The marker. The rows of the mails are locked by the update, so that whoever finds a lease run out sees either no
 * marker, and the dot is never sent, or the marker.
 */
export const markEmails =
  (scope: TimedScope): OutboxStoreWrite['mark'] =>
  async (owner, mails) => {
    const marks = mails.map(({ id, fence, positions }) => ({
      id,
      fence,
      marked: positions === 'all' ? markAll : markSome,
    }));
    const held = await markHeld(scope, { owner, mails: marks });
    const ids = new Set(held.map(({ id }) => id));
    const recipients = mails.flatMap(({ id, positions }) =>
      positions === 'all' || !ids.has(id) ? [] : positions.map((position) => ({ id, position })),
    );
    if (recipients.length > 0) await markRecipients(scope, { recipients });
    return ids;
  };
