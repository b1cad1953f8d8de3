import * as contracts from '#shared/contracts/undeliverable.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredHold } from '../../ports/hold-store.ts';
import { discardHold } from '../../usecases/holds/discard-hold.ts';
import { type ExportedHold, exportHolds } from '../../usecases/holds/export-holds.ts';
import { actionsFor, getHoldFor } from '../../usecases/holds/own-hold.ts';
import { type RetryNeeds, retryHold } from '../../usecases/holds/retry-hold.ts';
import { heldOutcome } from '../../usecases/promotion/outcomes.ts';
import { pageOf, readCursor, TimeCursor } from '../cursor.ts';
import { sendArchive, sendBytes } from '../send-bytes.ts';
import type { RouteMaker } from '../route.ts';
import type { ArchivedFile } from '../zip-archive.ts';
import { presentReceipt } from './promotions.ts';

type HoldRouteNeeds = RetryNeeds;

const presentHold = (hold: StoredHold, names: ReadonlyMap<string, string>, actor: Actor) => ({
  id: hold.id,
  at: toWire(hold.at),
  outcome: heldOutcome(hold),
  internetMessageId: hold.messageId,
  sizeBytes: hold.sizeBytes,
  attempts: hold.attempts,
  mailbox: hold.mailbox,
  heldFor: hold.userId === null ? null : { id: hold.userId, name: names.get(hold.userId) ?? '' },
  actions: [...actionsFor(hold, actor)],
});

const settled = Buffer.from('This mail was settled while the others were exported.\n');

async function* filesOf(holds: AsyncIterable<ExportedHold>): AsyncGenerator<ArchivedFile, void, undefined> {
  for await (const { name, at, bytes } of holds)
    yield { name: bytes === null ? `${name}.txt` : name, bytes: bytes ?? settled, at: new Date(at) };
}

/** Held mail: whoever it was held for reads, retries or discards it; administrators see that it exists. */
export const undeliverableRoutes = (route: RouteMaker, needs: HoldRouteNeeds): void => {
  const { store } = needs;
  const retry = retryHold(needs);
  const discard = discardHold(needs);
  route(contracts.listUndeliverable, ({ actor, query }) =>
    store.read(actor.organizationId, async (read) => {
      const page = { limit: query.limit + 1, after: readCursor(query.cursor, TimeCursor) };
      const found = await read.holds.list(actor.role === 'administrator' ? null : actor.userId, page);
      const { items, nextCursor } = pageOf(found, query.limit, ({ at, id }) => ({ sortAt: at, id }));
      const users = items.flatMap(({ userId }) => (userId === null ? [] : [{ type: 'user', id: userId }]));
      const named = await read.records.names(actor.userId, users);
      const names = new Map(named.map(({ id, name }) => [id, name]));
      return { items: items.map((hold) => presentHold(hold, names, actor)), nextCursor };
    }),
  );
  route(contracts.countUndeliverable, async ({ actor }) => ({
    count: await store.read(actor.organizationId, (read) =>
      read.holds.count(actor.role === 'administrator' ? null : actor.userId),
    ),
  }));
  route(contracts.exportUndeliverable, async ({ actor, body, response }) =>
    sendArchive(response, filesOf(await exportHolds(needs)(actor, body.ids)), 'held-mail.zip'),
  );
  route(contracts.getUndeliverableSource, async ({ actor, params, response }) => {
    const bytes = await store.transact(actor.organizationId, async (tx) => {
      const hold = await getHoldFor(tx, actor, params.holdId, 'source');
      await tx.journal.append([
        { kind: 'hold.read', subjectId: hold.id, at: needs.clock.now(), actorId: actor.userId, reason: 'source' },
      ]);
      return tx.contents.read(hold.sha256);
    });
    return sendBytes(response, bytes ?? new Uint8Array(), {
      name: `held-${params.holdId}.eml`,
      type: 'message/rfc822',
    });
  });
  route(contracts.retryUndeliverable, async ({ actor, params }) =>
    presentReceipt(store, actor, await retry(actor, params.holdId)),
  );
  route(contracts.discardUndeliverable, async ({ actor, params }) => {
    await discard(actor, params.holdId);
    return undefined;
  });
};
