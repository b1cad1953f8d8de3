import { z } from 'zod';
import { resolveParty as resolvePartyContract } from '#shared/contracts/activities.ts';
import * as contracts from '#shared/contracts/address-matches.ts';
import { type Instant, toWire } from '#shared/model/instant.ts';
import { askedWords } from '../../domain/search-words.ts';
import { clearBouncing, findBouncing } from '../../usecases/addresses/bouncing-addresses.ts';
import { chooseAddress } from '../../usecases/addresses/choose-address.ts';
import { type ListedAddress, listUnresolved } from '../../usecases/addresses/list-unresolved.ts';
import { matchAddresses } from '../../usecases/addresses/match-addresses.ts';
import { resolveEverywhere, undoResolveEverywhere } from '../../usecases/addresses/resolve-everywhere.ts';
import { resolveParty } from '../../usecases/addresses/resolve-party.ts';
import type { RecordNeeds } from '../../usecases/records/write-record.ts';
import { pageOf, readCursor } from '../cursor.ts';
import { presentActivity } from '../present/activity.ts';
import type { RouteMaker } from '../route.ts';

const dayMs = 86_400_000;
const FrequencyCursor = z.object({ activities: z.number().int(), addressKey: z.string().max(400) });

const presentUnresolved = ({
  address,
  name,
  activities,
  lastSeen,
  roleAddress,
  candidates,
  suggested,
}: ListedAddress) => ({
  address,
  name,
  activities,
  lastSeen: toWire(lastSeen),
  roleAddress,
  candidates: [...candidates],
  suggested,
});

const resolutionRoutes = (route: RouteMaker, needs: RecordNeeds): void => {
  const resolve = resolveEverywhere(needs);
  route(contracts.resolveEverywhere, async ({ actor, body }) => {
    const answer = await resolve(actor, { ...body, addAddress: body.addAddress === 'yes' });
    return {
      ...answer,
      examples: answer.examples.map(({ id, subject, sentAt }) => ({
        id,
        subject,
        sentAt: sentAt === null ? null : toWire(sentAt),
      })),
    };
  });
  const undo = undoResolveEverywhere(needs);
  route(contracts.undoResolveEverywhere, async ({ actor, params }) => ({
    activities: await undo(actor, params.resolutionId),
  }));
};

/** Whose addresses these are, and what people say they are. */
export const addressRoutes = (route: RouteMaker, needs: RecordNeeds): void => {
  const { store } = needs;
  route(contracts.matchAddresses, ({ actor, body }) =>
    store.read(actor.organizationId, async (read) => {
      const matches = await matchAddresses(read, actor, body);
      const marks = body.role === 'recipient' ? await findBouncing(read, body.addresses) : [];
      return {
        matches: matches.map((match, index) => {
          const mark = marks[index] ?? null;
          return mark === null
            ? match
            : { ...match, bounced: { since: toWire(mark.since), statusCode: mark.statusCode } };
        }),
      };
    }),
  );
  const clear = clearBouncing(needs);
  route(contracts.clearBouncing, async ({ actor, params }) => {
    await clear(actor, params.address);
    return undefined;
  });
  const choose = chooseAddress(needs);
  route(contracts.chooseAddress, ({ actor, params, body }) => choose(actor, params.address, body.record));
  route(contracts.forgetAddressChoice, ({ actor, params }) => choose(actor, params.address, null));
  route(contracts.listUnresolvedAddresses, async ({ actor, query }) => {
    const after = readCursor(query.cursor, FrequencyCursor);
    const since = query.days === undefined ? null : ((needs.clock.now() - query.days * dayMs) as Instant);
    const ask = { words: askedWords(query.q ?? ''), since, limit: query.limit + 1, after };
    const found = await store.read(actor.organizationId, (read) => listUnresolved(read, actor, ask));
    const { items, nextCursor } = pageOf(found, query.limit, ({ activities, addressKey }) => ({
      activities,
      addressKey,
    }));
    return { items: items.map(presentUnresolved), nextCursor };
  });
  const settle = resolveParty(needs);
  route(resolvePartyContract, async ({ actor, params, body }) => {
    const choice = { address: params.address, record: body.record, remember: body.remember === 'yes' };
    return presentActivity(await settle(actor, params.activityId, choice), actor.userId);
  });
  resolutionRoutes(route, needs);
};
