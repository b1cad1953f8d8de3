import type { Request } from 'express';
import * as contracts from '#shared/contracts/router.ts';
import type { QueryOf } from '#shared/contracts/endpoint.ts';
import { fromWire, toWire } from '#shared/model/instant.ts';
import { codesOf, outcomeOfCode } from '#shared/model/outcome.ts';
import type { Actor } from '../../domain/actor.ts';
import type { OutcomeFilter, StoredOutcome } from '../../ports/outcome-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { readOutcome } from '../../usecases/outcomes/read-outcome.ts';
import type { ReceivedMail, ReceiveReceipt } from '../../usecases/receive/received-mail.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { pageOf, readCursor, TimeCursor } from '../cursor.ts';
import { isMessage } from '../body.ts';
import type { RouteMaker } from '../route.ts';

interface RouterRouteNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly receiveMessage: (mail: ReceivedMail) => Promise<ReceiveReceipt>;
  readonly checkMessage: (mail: ReceivedMail) => Promise<ReceiveReceipt>;
}

const receivedMail = (actor: Actor, request: Request, query: QueryOf<typeof contracts.checkMail>): ReceivedMail => {
  if (!isMessage(request))
    throw new Refusal('unsupported_media_type', 'Send the mail itself, with Content-Type: message/rfc822.');
  if (!(request.body instanceof Uint8Array) || request.body.byteLength === 0)
    throw new Refusal('invalid_message', 'The body is empty: send the message as message/rfc822.');
  return {
    organizationId: actor.organizationId,
    bytes: request.body,
    foundAt: query.mailbox,
    envelopeTo: query.envelopeTo ?? [],
    wrapping: query.forwarded === '1' ? 'forwarded' : 'none',
    folder: null,
    categories: [],
  };
};

const presentVerdict = ({ promote, outcome, internetMessageId }: ReceiveReceipt) => ({
  promote,
  ...outcome,
  internetMessageId,
});

/** A4: who wrote what is for its receiver alone, and so is which activity it became. */
const presentOutcome = (outcome: StoredOutcome, actor: Actor) => {
  const own = outcome.userId === actor.userId;
  return {
    id: outcome.id,
    at: toWire(outcome.at),
    ...outcomeOfCode(outcome.code),
    sentence: outcome.sentence,
    mailbox: outcome.mailbox,
    userId: outcome.userId,
    activityId: own ? outcome.activityId : null,
    holdId: own ? outcome.holdId : null,
    sender: own ? outcome.sender : null,
    subject: own ? outcome.subject : null,
    evidence: own ? outcome.evidence : null,
  };
};

/** A reason and a result both hold; a reason that is none of that result finds nothing. */
const askedCodes = ({ code, result }: QueryOf<typeof contracts.countOutcomes>): number[] | null => {
  if (code === undefined) return result === undefined ? null : codesOf(result);
  return result === undefined || codesOf(result).includes(code) ? [code] : [];
};

const filterOf = (actor: Actor, query: QueryOf<typeof contracts.countOutcomes>): OutcomeFilter => {
  const codes = askedCodes(query);
  const { mailbox, q = '', since, until } = query;
  return {
    userId: actor.role === 'administrator' && query.whose === 'everyone' ? null : actor.userId,
    ...(codes === null ? {} : { codes }),
    ...(mailbox === undefined ? {} : { mailbox }),
    ...(q === '' ? {} : { text: { words: q, readerId: actor.userId } }),
    ...(since === undefined ? {} : { since: fromWire(since) }),
    ...(until === undefined ? {} : { until: fromWire(until) }),
  };
};

/** A4, A12: the calls of a third-party router, and the log of what was decided. */
export const routerRoutes = (route: RouteMaker, needs: RouterRouteNeeds): void => {
  const { store } = needs;
  route(contracts.checkMail, async ({ actor, query, request }) =>
    presentVerdict(await needs.checkMessage(receivedMail(actor, request, query))),
  );
  route(contracts.deliverMail, async ({ actor, query, request }) => {
    const mail = { ...receivedMail(actor, request, query), ownerUnknown: query.quarantine === '1' };
    const receipt = await needs.receiveMessage(mail);
    const { activityId, created, holdId } = receipt;
    return { ...presentVerdict(receipt), activityId, created, ...(holdId === null ? {} : { held: { id: holdId } }) };
  });
  route(contracts.listOutcomes, ({ actor, query }) =>
    store.read(actor.organizationId, async (read) => {
      const page = { limit: query.limit + 1, after: readCursor(query.cursor, TimeCursor) };
      const found = await read.outcomes.list(filterOf(actor, query), page);
      const { items, nextCursor } = pageOf(found, query.limit, ({ at, id }) => ({ sortAt: at, id }));
      return { items: items.map((outcome) => presentOutcome(outcome, actor)), nextCursor };
    }),
  );
  route(contracts.countOutcomes, ({ actor, query }) =>
    store.read(actor.organizationId, async (read) => {
      const counts = await read.outcomes.counts(filterOf(actor, query));
      return { counts: counts.map(({ code, count }) => ({ ...outcomeOfCode(code), count })) };
    }),
  );
  route(contracts.readOutcome, async ({ actor, params, body }) => {
    const outcome = await readOutcome(needs)(actor, params.outcomeId, body.reason);
    return { ...presentOutcome(outcome, actor), sender: outcome.sender, subject: outcome.subject };
  });
};
