import { sql } from 'kysely';
import type { OutboxStoreWrite, SavedChange } from '../../../ports/outbox-store.ts';
import { insertion } from '../prepared.ts';
import { givenRows, preparedIn, type Scope } from '../scope.ts';

const activityStates = {
  draft: 'open',
  pendingSend: 'open',
  sending: 'open',
  sent: 'completed',
  failed: 'open',
  canceled: 'canceled',
} as const;

const recipientColumns = {
  id: 'text',
  position: 'whole',
  state: 'text',
  due_at: 'whole',
  attempts: 'whole',
  last_answer: 'text',
} as const;

const saveRecipients = preparedIn<{ recipients: readonly ReturnType<typeof recipientRows>[number][] }>((scope, value) =>
  sql`update outbound_recipient set state = g.state, due_at = g.due_at, marked = 0, attempts = g.attempts,
      last_answer = g.last_answer
    from ${givenRows(scope, recipientColumns, value('recipients'))}
    where organization_id = ${scope.organizationId} and email_id = g.id
      and outbound_recipient.position = g.position`.compile(scope.db),
);

const recipientRows = (changes: readonly SavedChange[]) =>
  changes.flatMap(({ email, change }) =>
    change.recipients.map(({ position, state, dueAt, attempts, lastAnswer }) => ({
      id: email.id,
      position,
      state,
      due_at: dueAt,
      attempts,
      last_answer: lastAnswer,
    })),
  );

const insertAttempts = insertion('delivery_attempt');

const addAttempts = async (scope: Scope, changes: readonly SavedChange[]): Promise<void> => {
  const rows = changes.flatMap(({ email, change: { attempt } }) =>
    attempt === undefined
      ? []
      : [
          {
            organization_id: scope.organizationId,
            email_id: email.id,
            number: email.attempts + 1,
            started_at: attempt.startedAt,
            ended_at: attempt.endedAt,
            results: JSON.stringify(attempt.results),
          },
        ],
  );
  await insertAttempts(scope, rows);
};

const emailColumns = {
  id: 'text',
  due_at: 'whole',
  ends_lease: 'whole',
  sent_at: 'whole',
  last_answer: 'text',
  profile_id: 'text',
  sandbox: 'whole',
  state: 'text',
  status: 'text',
  attempts: 'whole',
  updated_at: 'whole',
  version: 'whole',
} as const;

const emailRow = ({ email, change }: SavedChange) => ({
  id: email.id,
  due_at: change.dueAt,
  ends_lease: change.endsLease ? 1 : 0,
  sent_at: change.sentAt ?? email.sentAt,
  last_answer: change.lastAnswer ?? email.lastAnswer,
  profile_id: change.profile?.id ?? email.profileId,
  sandbox: (change.profile?.sandbox ?? email.sandbox) ? 1 : 0,
  state: activityStates[change.status],
  status: change.status,
  attempts: email.attempts + (change.attempt === undefined ? 0 : 1),
  updated_at: change.at,
  version: email.version + 1,
});

const saveEmails = preparedIn<{ emails: readonly ReturnType<typeof emailRow>[] }>((scope, value) =>
  sql`update outbound_email set due_at = g.due_at, sent_at = g.sent_at, last_answer = g.last_answer,
      profile_id = g.profile_id, sandbox = g.sandbox, state = g.state, status = g.status, attempts = g.attempts,
      updated_at = g.updated_at, version = g.version,
      lease_owner = case when g.ends_lease = 1 then null else lease_owner end,
      lease_until = case when g.ends_lease = 1 then null else lease_until end,
      marked = case when g.ends_lease = 1 then 0 else marked end,
      attempt_started_at = case when g.ends_lease = 1 then null else attempt_started_at end
    from ${givenRows(scope, emailColumns, value('emails'))}
    where organization_id = ${scope.organizationId} and outbound_email.id = g.id`.compile(scope.db),
);

/** Changes of recipients, and what follows from each for its mail: so many statements for any number of mails. */
export const saveOutbound =
  (scope: Scope): OutboxStoreWrite['save'] =>
  async (...changes) => {
    if (changes.length === 0) return;
    await saveRecipients(scope, { recipients: recipientRows(changes) });
    await addAttempts(scope, changes);
    await saveEmails(scope, { emails: changes.map(emailRow) });
  };
