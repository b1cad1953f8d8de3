import { sql } from 'kysely';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { KnownActivity, TokenHolder } from '../../../domain/routing/facts.ts';
import type { ThreadFacts, ThreadQuestion } from '../../../ports/routing-store.ts';
import { isAnyOf, preparedIn, readableRecord, type Scope, visibleActivity, visiblePromotion } from '../scope.ts';

/** Participants beyond this, of all threads together, say nothing new about who belongs to one. */
const mostParticipants = 5_000;
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
  text?: string;
}

/** What is read of an activity. */
const columns = sql`a.id, a.identity, a.source, a.deleted_at, a.thread_id,
  a.conversation_key, a.sent_at, a.subject, a.owner_id`;

/** Whether the reader may know of it is asked at once. */
const visibleTo = (scope: Scope, readerId: string, column: string) =>
  sql`case when ${visibleActivity(scope, readerId, column)} then 1 else 0 end as visible`;

/** Keeps PostgreSQL from asking in every branch of a union what is asked of its rows. */
const apart = (scope: Scope) => (scope.engine === 'postgres' ? sql`offset 0` : sql``);

/** C4: what an answer may quote. */
const beginning = sql`substr(a.text, 1, 20000) as text`;

const noToken = sql`cast(null as text) as token_key, 0 as token_sent_at`;

interface Keys {
  readonly identity: string;
  readonly ids: readonly string[];
  readonly aliases: readonly string[];
  readonly tokens: readonly string[];
}

/**
 * One statement for all that is found by a key: for one search with `or` SQLite reads every activity there is. Most mail
 * answers none and has no token, so that each has a statement without that part.
 */
const candidatesBy = (parts: { readonly aliases: boolean; readonly tokens: boolean }) =>
  preparedIn<Keys & { readerId: string }, ActivityRow>((scope, value) => {
    const org = scope.organizationId;
    const byAlias = sql`union all select ${columns}, m.message_id_key, ${noToken} from message_alias m
      join activity a on a.organization_id = m.organization_id and a.id = m.activity_id
      where m.organization_id = ${org} and ${isAnyOf(scope, 'm.message_id_key', value('aliases'))}`;
    const byToken = sql`union all select ${columns}, a.message_id_key, t.token_key, t.sent_at as token_sent_at from tracking_token t
      join activity a on a.organization_id = t.organization_id and a.id = t.activity_id
      where t.organization_id = ${org} and ${isAnyOf(scope, 't.token_key', value('tokens'))}`;
    return sql<ActivityRow>`select c.*, ${visibleTo(scope, value('readerId'), 'c.id')} from (
      select ${columns}, a.message_id_key, ${noToken} from activity a
        where a.organization_id = ${org} and a.identity = ${value('identity')}
      union all select ${columns}, a.message_id_key, ${noToken} from activity a
        where a.organization_id = ${org} and ${isAnyOf(scope, 'a.message_id_key', value('ids'))}
          and a.identity <> ${value('identity')}
      ${parts.aliases ? byAlias : sql``} ${parts.tokens ? byToken : sql``}
      ${apart(scope)}) c`.compile(scope.db);
  });

const candidates = {
  first: {
    plain: candidatesBy({ aliases: false, tokens: false }),
    tokens: candidatesBy({ aliases: false, tokens: true }),
  },
  answer: {
    plain: candidatesBy({ aliases: true, tokens: false }),
    tokens: candidatesBy({ aliases: true, tokens: true }),
  },
};

const keysOf = ({ identity, ownMessageIdKey, messageIds, tokenKeys }: ThreadQuestion): Keys => ({
  identity,
  ids: ownMessageIdKey === null ? messageIds : [...messageIds, ownMessageIdKey],
  aliases: messageIds,
  tokens: tokenKeys,
});

const candidatesOf = (scope: Scope, question: ThreadQuestion): Promise<ActivityRow[]> => {
  const { first, answer } = candidates;
  const { plain, tokens } = question.messageIds.length === 0 ? first : answer;
  const ask = question.tokenKeys.length === 0 ? plain : tokens;
  return ask(scope, { readerId: question.readerId, ...keysOf(question) });
};

const conversation = preparedIn<{ readerId: string; conversationKey: string }, ActivityRow>((scope, value) =>
  sql<ActivityRow>`select ${columns}, ${visibleTo(scope, value('readerId'), 'a.id')}, a.message_id_key, ${noToken}
    from activity a
    where a.organization_id = ${scope.organizationId} and a.conversation_key = ${value('conversationKey')}
    order by a.sort_at desc limit ${sql.lit(mostMembers)}`.compile(scope.db),
);

interface Span {
  readonly readerId: string;
  readonly since: number;
  readonly until: number;
}

const bySubjectWords = preparedIn<Span & { subjectWordsKey: string }, ActivityRow>((scope, value) =>
  sql<ActivityRow>`select ${columns}, ${visibleTo(scope, value('readerId'), 'a.id')}, a.message_id_key, ${noToken}, ${beginning} from activity a
    where a.organization_id = ${scope.organizationId} and a.subject_words = ${value('subjectWordsKey')}
      and a.sort_at >= ${value('since')} and a.sort_at <= ${value('until')}
    order by a.sort_at desc limit ${sql.lit(mostMembers)}`.compile(scope.db),
);

const withPerson = preparedIn<Span & { counterpart: string }, ActivityRow>((scope, value) =>
  sql<ActivityRow>`select ${columns}, ${visibleTo(scope, value('readerId'), 'a.id')}, a.message_id_key, ${noToken}, ${beginning}
    from (select distinct p.activity_id from activity_party p
      where p.organization_id = ${scope.organizationId} and p.address_key = ${value('counterpart')}
      order by p.activity_id desc limit ${sql.lit(mostLikely)}) near
    join activity a on a.organization_id = ${scope.organizationId} and a.id = near.activity_id
    where a.sort_at >= ${value('since')} and a.sort_at <= ${value('until')}`.compile(scope.db),
);

/** C4: by the words of the subject along their own index; where words may differ also the newest mail with one person. */
const likely = async (scope: Scope, { likeness, readerId }: ThreadQuestion): Promise<ActivityRow[]> => {
  if (likeness === null) return [];
  const { subjectWordsKeys, counterpart, since, until } = likeness;
  const found = await Promise.all([
    ...subjectWordsKeys.map((subjectWordsKey) => bySubjectWords(scope, { readerId, since, until, subjectWordsKey })),
    counterpart === null ? [] : withPerson(scope, { readerId, since, until, counterpart }),
  ]);
  return [...new Map(found.flat().map((row) => [row.id, row])).values()];
};

interface ParticipantRow {
  thread_id: string;
  address_key: string;
}

const participants = preparedIn<{ threadIds: readonly string[] }, ParticipantRow>((scope, value) => {
  // `cross join` and the position, which is never negative: else SQLite walks the addresses of every activity there is.
  // The limit stands in the text: SQLite plans a statement anew each time that its limit is bound.
  return sql<ParticipantRow>`
    select distinct a.thread_id, p.address_key
    from activity a
    cross join activity_party p
    where a.organization_id = ${scope.organizationId} and ${isAnyOf(scope, 'a.thread_id', value('threadIds'))}
      and p.organization_id = a.organization_id and p.activity_id = a.id and p.position >= 0
      and p.address_key is not null
    limit ${sql.lit(mostParticipants)}`.compile(scope.db);
});

interface RegardingRow {
  activity_id: string;
  id: string;
  type: string;
  name: string;
}

/** Regardings that the reader may know of: of visible promotions, of readable records. */
const regardings = preparedIn<{ readerId: string; activityIds: readonly string[] }, RegardingRow>((scope, value) => {
  const readerId = value('readerId');
  return sql<RegardingRow>`
    select g.activity_id, r.id, r.type, r.name
    from regarding g
    join promotion p on p.organization_id = g.organization_id and p.id = g.promotion_id
    join record r on r.organization_id = g.organization_id and r.id = g.record_id
    where g.organization_id = ${scope.organizationId} and ${isAnyOf(scope, 'g.activity_id', value('activityIds'))}
      and r.deleted_at is null and ${readableRecord(scope, readerId, 'r')} and ${visiblePromotion(scope, readerId, 'p')}
    order by g.position, p.promoted_at, r.id`.compile(scope.db);
});

/** What is already stored of a message and of the threads it may belong to. */
export const threadFacts = async (scope: Scope, question: ThreadQuestion): Promise<ThreadFacts> => {
  const { conversationKey, readerId } = question;
  const [byId, byConversation, bySubject] = await Promise.all([
    candidatesOf(scope, question),
    conversationKey === null ? [] : conversation(scope, { readerId, conversationKey }),
    likely(scope, question),
  ]);
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
  const threadIds = [...new Set(rows.map((row) => row.thread_id))];
  const activityIds = [...new Set(rows.map((row) => row.id))];
  const [people, regarding] = await Promise.all([
    participants(scope, { threadIds }),
    regardings(scope, { readerId, activityIds }),
  ]);
  const parties = new Map<string, AddressKey[]>();
  for (const { thread_id, address_key } of people)
    parties.set(thread_id, [...(parties.get(thread_id) ?? []), address_key as AddressKey]);
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
      ...(row.text === undefined ? {} : { text: row.text }),
    };
  };
};
