import type { TicketWay } from '#shared/contracts/track-tickets.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { TicketDraft, TicketWish, TrackTicket } from '../../../domain/tickets/track-ticket.ts';
import type { TicketStoreWrite } from '../../../ports/ticket-store.ts';
import type { Scope } from '../scope.ts';
import type { TrackTicketTable } from './schema.ts';

const presentTicket = (row: TrackTicketTable): TrackTicket => ({
  id: row.id,
  userId: row.user_id,
  actorId: row.actor_id,
  way: row.way as TicketWay,
  wish: JSON.parse(row.wish) as TicketWish,
  visibility: row.visibility as Visibility | null,
  answersActivityId: row.answers_id,
  draft: row.draft === null ? null : (JSON.parse(row.draft) as TicketDraft),
  createdAt: row.created_at as Instant,
  seenAt: row.seen_at as Instant,
  sendingAt: row.sending_at as Instant | null,
  token: row.token_text === null || row.token_key === null ? null : { text: row.token_text, key: row.token_key },
  messageIdKey: row.message_id_key,
  activityId: row.activity_id,
});

const changeable = (ticket: TrackTicket) => ({
  user_id: ticket.userId,
  way: ticket.way,
  wish: JSON.stringify(ticket.wish),
  visibility: ticket.visibility,
  draft: ticket.draft === null ? null : JSON.stringify(ticket.draft),
  seen_at: ticket.seenAt,
  sending_at: ticket.sendingAt,
  message_id_key: ticket.messageIdKey,
});

/** Tickets of mails that are tracked once they are sent (P7). */
export const ticketStore = ({ db, organizationId }: Scope): TicketStoreWrite => {
  const rows = () => db.selectFrom('track_ticket').selectAll().where('organization_id', '=', organizationId);
  const open = (userId: string) =>
    db
      .selectFrom('track_ticket')
      .where('organization_id', '=', organizationId)
      .where('activity_id', 'is', null)
      .where((either) => either.or([either('user_id', '=', userId), either('actor_id', '=', userId)]));
  const change = (ticketId: string) =>
    db
      .updateTable('track_ticket')
      .where('organization_id', '=', organizationId)
      .where('id', '=', ticketId)
      .where('activity_id', 'is', null);
  const one = (row: TrackTicketTable | undefined) => (row === undefined ? null : presentTicket(row));
  return {
    find: async (ticketId) => one(await rows().where('id', '=', ticketId).executeTakeFirst()),
    findBySecret: async (secret) => one(await rows().where('secret_sha256', '=', secret).executeTakeFirst()),
    findSent: async (userId, { markSha256, messageIdKey }) => {
      const own = rows().where((either) =>
        either.or([either('user_id', '=', userId), either('actor_id', '=', userId)]),
      );
      const marked =
        markSha256 === null ? null : one(await own.where('mark_sha256', '=', markSha256).executeTakeFirst());
      if (marked !== null || messageIdKey === null) return marked;
      return one(await own.where('message_id_key', '=', messageIdKey).orderBy('created_at').executeTakeFirst());
    },
    waiting: async (userId) =>
      (await open(userId).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').execute()).map(presentTicket),
    countWaiting: async (userId) => {
      const counted = await open(userId)
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return counted.count;
    },
    add: async (ticket) => {
      await db
        .insertInto('track_ticket')
        .values({
          organization_id: organizationId,
          id: ticket.id,
          secret_sha256: ticket.secretSha256,
          mark_sha256: ticket.markSha256,
          actor_id: ticket.actorId,
          answers_id: ticket.answersActivityId,
          created_at: ticket.createdAt,
          token_text: ticket.token?.text ?? null,
          token_key: ticket.token?.key ?? null,
          activity_id: null,
          completed_at: null,
          ...changeable(ticket),
        })
        .execute();
    },
    save: async (ticket) => {
      const saved = await change(ticket.id).set(changeable(ticket)).returning('id').executeTakeFirst();
      return saved !== undefined;
    },
    complete: async (ticketId, activityId, at) => {
      const completed = await change(ticketId)
        .set({ activity_id: activityId, completed_at: at })
        .returning('id')
        .executeTakeFirst();
      return completed !== undefined;
    },
    remove: async (ticketId) => {
      await db
        .deleteFrom('track_ticket')
        .where('organization_id', '=', organizationId)
        .where('id', '=', ticketId)
        .execute();
    },
    forgetBefore: async (at) => {
      await db
        .deleteFrom('track_ticket')
        .where('organization_id', '=', organizationId)
        .where('seen_at', '<', at)
        .execute();
    },
  };
};
