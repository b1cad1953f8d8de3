import { sql } from 'kysely';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { KnownActivity, TokenHolder } from '../../../domain/routing/facts.ts';
import type { ThreadFacts, ThreadQuestion } from '../../../ports/routing-store.ts';
import { isAnyOf, readableRecord, type Scope, visibleActivity, visiblePromotion } from '../scope.ts';

/** Participants beyond this say nothing new about who belongs to a thread. */
const mostParticipants = 500;
/** A conversation's newest members; older ones correlate by Message-ID. */
const mostMembers = 50;
/** C4: so many of the newest mails with a person are compared word by word. */
const mostLikely = 200;

interface ActivityRow {
  id: string;
  identity: string;
  source: string;
  deleted_at: number | null;
  thread_id: string;
  message_id_key: string | null;
  conversation_key: string | null;
  sent_at: number | null;
  subject: string;
  owner_id: string | null;
  visible: number | boolean;
  token_key: string | null;
  token_sent_at: number;
}

/** What is read of an activity; whether the reader may know of it is asked at once. */
const columns = (scope: Scope, readerId: string) => sql`a.id, a.identity, a.source, a.deleted_at, a.thread_id,
  a.conversation_key, a.sent_at, a.subject, a.owner_id,
  case when ${visibleActivity(scope, readerId, 'a.id')} then 1 else 0 end as visible`;

const noToken = sql`cast(null as text) as token_key, 0 as token_sent_at`;

/** One statement for all that is found by a key: for one search with `or` SQLite reads every activity there is. */
const candidates = async (scope: Scope, question: ThreadQuestion): Promise<ActivityRow[]> => {
  const org = scope.organizationId;
  const own = question.ownMessageIdKey === null ? [] : [question.ownMessageIdKey];
  const ids = [...question.messageIds, ...own];
  const read = columns(scope, question.readerId);
  const searches = [
    sql`select ${read}, a.message_id_key, ${noToken} from activity a
      where a.organization_id = ${org} and a.identity = ${question.identity}`,
    sql`select ${read}, a.message_id_key, ${noToken} from activity a
      where a.organization_id = ${org} and ${isAnyOf(scope, 'a.message_id_key', ids)}
        and a.identity <> ${question.identity}`,
  ];
  if (question.messageIds.length > 0)
    searches.push(sql`select ${read}, m.message_id_key, ${noToken} from message_alias m
      join activity a on a.organization_id = m.organization_id and a.id = m.activity_id
      where m.organization_id = ${org} and ${isAnyOf(scope, 'm.message_id_key', question.messageIds)}`);
  if (question.tokenKeys.length > 0)
    searches.push(sql`select ${read}, a.message_id_key, t.token_key, t.sent_at as token_sent_at from tracking_token t
      join activity a on a.organization_id = t.organization_id and a.id = t.activity_id
      where t.organization_id = ${org} and ${isAnyOf(scope, 't.token_key', question.tokenKeys)}`);
  const found = await sql<ActivityRow>`${sql.join(searches, sql` union all `)}`.execute(scope.db);
  return found.rows;
};

const conversation = async (scope: Scope, question: ThreadQuestion): Promise<ActivityRow[]> => {
  if (question.conversationKey === null) return [];
  const found = await sql<ActivityRow>`select ${columns(scope, question.readerId)}, a.message_id_key, ${noToken}
    from activity a
    where a.organization_id = ${scope.organizationId} and a.conversation_key = ${question.conversationKey}
    order by a.sort_at desc limit ${mostMembers}`.execute(scope.db);
  return found.rows;
};

/** C4: by the words of the subject along their own index; where words may differ also the newest mail with one person. */
const likely = async (scope: Scope, question: ThreadQuestion): Promise<ActivityRow[]> => {
  if (question.likeness === null) return [];
  const { subjectWordsKey, counterpart, since, until } = question.likeness;
  const org = scope.organizationId;
  const read = columns(scope, question.readerId);
  const found = await sql<ActivityRow>`select ${read}, a.message_id_key, ${noToken} from activity a
    where a.organization_id = ${org} and a.subject_words = ${subjectWordsKey}
      and a.sort_at >= ${since} and a.sort_at <= ${until}
    order by a.sort_at desc limit ${mostMembers}`.execute(scope.db);
  if (counterpart === null) return found.rows;
  const near = await sql<ActivityRow>`select ${read}, a.message_id_key, ${noToken}
    from (select distinct p.activity_id from activity_party p
      where p.organization_id = ${org} and p.address_key = ${counterpart}
      order by p.activity_id desc limit ${mostLikely}) near
    join activity a on a.organization_id = ${org} and a.id = near.activity_id
    where a.sort_at >= ${since} and a.sort_at <= ${until}`.execute(scope.db);
  const known = new Set(found.rows.map(({ id }) => id));
  return [...found.rows, ...near.rows.filter(({ id }) => !known.has(id))];
};

const participants = async (scope: Scope, threadIds: readonly string[]): Promise<Map<string, AddressKey[]>> => {
  // `cross join` and the position, which is never negative: else SQLite walks the addresses of every activity there is.
  const rows = await sql<{ thread_id: string; address_key: string }>`
    select distinct a.thread_id, p.address_key
    from activity a
    cross join activity_party p
    where a.organization_id = ${scope.organizationId} and ${isAnyOf(scope, 'a.thread_id', threadIds)}
      and p.organization_id = a.organization_id and p.activity_id = a.id and p.position >= 0
      and p.address_key is not null
    limit ${mostParticipants * threadIds.length}`.execute(scope.db);
  const byThread = new Map<string, AddressKey[]>();
  for (const row of rows.rows)
    byThread.set(row.thread_id, [...(byThread.get(row.thread_id) ?? []), row.address_key as AddressKey]);
  return byThread;
};

/** Regardings that the reader may know of: of visible promotions, of readable records. */
const regardings = async (scope: Scope, activityIds: readonly string[], readerId: string) => {
  const rows = await sql<{ activity_id: string; id: string; type: string; name: string }>`
    select g.activity_id, r.id, r.type, r.name
    from regarding g
    join promotion p on p.organization_id = g.organization_id and p.id = g.promotion_id
    join record r on r.organization_id = g.organization_id and r.id = g.record_id
    where g.organization_id = ${scope.organizationId} and ${isAnyOf(scope, 'g.activity_id', activityIds)}
      and r.deleted_at is null and ${readableRecord(scope, readerId, 'r')} and ${visiblePromotion(scope, readerId, 'p')}
    order by g.position, p.promoted_at, r.id`.execute(scope.db);
  return rows.rows;
};

/** What is already stored of a message and of the threads it may belong to. */
export const threadFacts = async (scope: Scope, question: ThreadQuestion): Promise<ThreadFacts> => {
  const byId = await candidates(scope, question);
  const byConversation = await conversation(scope, question);
  const bySubject = await likely(scope, question);
  const standing = byId.find((row) => row.identity === question.identity);
  const alive = (row: ActivityRow) => row.deleted_at === null && row.identity !== question.identity;
  const asked = new Set(question.messageIds);
  const related = [...byId, ...byConversation, ...bySubject].filter(alive);
  const known = related.length === 0 ? () => null : await describe(scope, related, question.readerId);
  const present = (rows: readonly ActivityRow[]) =>
    rows
      .filter(alive)
      .map(known)
      .filter((row) => row !== null);
  return {
    standing:
      standing === undefined
        ? null
        : {
            id: standing.id,
            source: standing.source as 'original' | 'reconstructed' | 'metadata',
            deleted: standing.deleted_at !== null,
          },
    messageIdTaken: byId.some(
      (row) => alive(row) && row.token_key === null && row.message_id_key === question.ownMessageIdKey,
    ),
    byMessageId: present(
      byId.filter((row) => row.token_key === null && row.message_id_key !== null && asked.has(row.message_id_key)),
    ),
    byConversation: present(byConversation),
    byToken: byId.filter(alive).flatMap((row): TokenHolder[] => {
      const activity = row.token_key === null ? null : known(row);
      return activity === null || row.token_key === null
        ? []
        : [{ key: row.token_key, sentAt: row.token_sent_at as Instant, activity }];
    }),
    bySubject: present(bySubject),
  };
};

const describe = async (scope: Scope, rows: readonly ActivityRow[], readerId: string) => {
  const parties = await participants(scope, [...new Set(rows.map((row) => row.thread_id))]);
  const regarding = await regardings(scope, [...new Set(rows.map((row) => row.id))], readerId);
  return (row: ActivityRow): KnownActivity | null => {
    const seen = new Set<string>();
    return {
      id: row.id,
      threadId: row.thread_id,
      messageIdKey: row.message_id_key,
      conversationKey: row.conversation_key,
      sentAt: row.sent_at as Instant | null,
      subject: row.subject,
      threadParties: parties.get(row.thread_id) ?? [],
      regarding: regarding
        .filter((entry) => entry.activity_id === row.id && !seen.has(entry.id) && seen.add(entry.id))
        .map(({ type, id, name }) => ({ type, id, name })),
      ownerId: row.owner_id,
      visible: Number(row.visible) === 1,
    };
  };
};
