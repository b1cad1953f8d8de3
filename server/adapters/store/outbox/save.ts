import { sql } from 'kysely';
import type { OutboundChange, OutboxStoreWrite, RecipientChange, StoredOutbound } from '../../../ports/outbox-store.ts';
import type { Scope } from '../scope.ts';
import { positionsIn } from './mark.ts';

const activityStates = {
  draft: 'open',
  pendingSend: 'open',
  sending: 'open',
  sent: 'completed',
  failed: 'open',
  canceled: 'canceled',
} as const;

/** Recipients to whom the same happened are one statement: a thousand of them are usually one or two. */
const alike = (changes: readonly RecipientChange[]): RecipientChange[][] => {
  const groups = new Map<string, RecipientChange[]>();
  for (const change of changes) {
    const { position: _position, ...what } = change;
    const key = JSON.stringify(what);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups.values()];
};

const saveRecipients = async (scope: Scope, emailId: string, changes: readonly RecipientChange[]): Promise<void> => {
  for (const group of alike(changes)) {
    const [first] = group;
    if (first === undefined) continue;
    await sql`update outbound_recipient set state = ${first.state}, due_at = ${first.dueAt}, marked = 0,
        attempts = ${first.attempts}, last_answer = ${first.lastAnswer}
      where organization_id = ${scope.organizationId} and email_id = ${emailId}
        and ${positionsIn(group.map(({ position }) => position))}`.execute(scope.db);
  }
};

const addAttempt = async (
  { db, organizationId }: Scope,
  email: StoredOutbound,
  attempt: NonNullable<OutboundChange['attempt']>,
): Promise<void> => {
  await db
    .insertInto('delivery_attempt')
    .values({
      organization_id: organizationId,
      email_id: email.id,
      number: email.attempts + 1,
      started_at: attempt.startedAt,
      ended_at: attempt.endedAt,
      results: JSON.stringify(attempt.results),
    })
    .execute();
};

/** A change of recipients, and what follows from it for the mail and its activity. */
export const saveOutbound =
  (scope: Scope): OutboxStoreWrite['save'] =>
  async (email, change) => {
    const { db, organizationId } = scope;
    await saveRecipients(scope, email.id, change.recipients);
    if (change.attempt !== undefined) await addAttempt(scope, email, change.attempt);
    await db
      .updateTable('outbound_email')
      .set({
        due_at: change.dueAt,
        ...(change.endsLease ? { lease_owner: null, lease_until: null, marked: 0, attempt_started_at: null } : {}),
        ...(change.sentAt === undefined ? {} : { sent_at: change.sentAt }),
        ...(change.lastAnswer === undefined ? {} : { last_answer: change.lastAnswer }),
        ...(change.profile === undefined
          ? {}
          : { profile_id: change.profile.id, sandbox: change.profile.sandbox ? 1 : 0 }),
        ...(change.attempt === undefined ? {} : { attempts: email.attempts + 1 }),
        updated_at: change.at,
        version: email.version + 1,
      })
      .where('organization_id', '=', organizationId)
      .where('id', '=', email.id)
      .execute();
    await db
      .updateTable('activity')
      .set((set) => ({
        status: change.status,
        state: activityStates[change.status],
        updated_at: change.at,
        version: set('version', '+', 1),
      }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', email.id)
      .execute();
  };
