import * as contracts from '#shared/contracts/outlook-synchronization.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Committed } from '#shared/sync/cycle-ports.ts';
import type { SideItem, SyncFields, SyncLink } from '#shared/sync/item.ts';
import { beginCycle, type BegunKind } from '../../usecases/outlook-synchronization/begin-cycle.ts';
import { commitStep } from '../../usecases/outlook-synchronization/commit-step.ts';
import { connectOutlook } from '../../usecases/outlook-synchronization/connect-outlook.ts';
import { countWaiting } from '../../usecases/outlook-synchronization/count-waiting.ts';
import { type OutlookSyncNeeds, turnOf } from '../../usecases/outlook-synchronization/cycle-of-outlook.ts';
import { endCycle } from '../../usecases/outlook-synchronization/end-cycle.ts';
import { renewCycle } from '../../usecases/outlook-synchronization/renew-cycle.ts';
import { reportCycle } from '../../usecases/outlook-synchronization/report-cycle.ts';
import { createCrmSide } from '../../usecases/synchronization/crm-side.ts';
import { presentSyncAccount, presentValue } from '../present/synchronization.ts';
import type { RouteMaker } from '../route.ts';

const presentFields = (fields: SyncFields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, presentValue(value)]));

const presentLink = (link: SyncLink) => ({
  ...link,
  base: presentFields(link.base),
  unsettled: [...link.unsettled],
});

const presentItem = (item: SideItem) =>
  item.state === 'gone' ? item : { ...item, fields: presentFields(item.fields) };

const presentCommitted = (committed: Committed) =>
  committed.kind === 'done'
    ? { kind: committed.kind, link: committed.link === null ? null : presentLink(committed.link) }
    : committed;

const presentKind = ({ kind, collection, directions, state, stop, confirmed, ...rest }: BegunKind) => ({
  kind,
  collection,
  directions: { ...directions },
  state: { cursor: state.cursor, again: { crm: [...state.again.crm], mailbox: [...state.again.mailbox] } },
  stop,
  confirmed,
  links: rest.links,
  unfinished: rest.unfinished.map(presentLink),
  answers: rest.answers.map(({ linkId, answers }) => ({ linkId, answers: { ...answers } })),
});

/** What a cycle reads of the records and links; nothing is written. */
const readingRoutes = (route: RouteMaker, needs: OutlookSyncNeeds): void => {
  const { store } = needs;
  route(contracts.readCycleRecords, async ({ actor, body }) => {
    const side = createCrmSide(needs, await turnOf(needs, { actor, ...body }));
    if (body.ids !== undefined)
      return { complete: false, items: (await side.read(body.ids)).map(presentItem), cursor: body.cursor ?? '' };
    const { view, cursor } = await side.changes(body.cursor);
    return { complete: view.complete, items: [...view.items.values()].map(presentItem), cursor };
  });
  route(contracts.readCycleLinks, async ({ actor, body }) => {
    const side = createCrmSide(needs, await turnOf(needs, { actor, ...body }));
    const { crmIds, mailboxIds } = body;
    const all = crmIds === undefined && mailboxIds === undefined;
    const links = all ? await side.allLinks() : await side.linksOf(crmIds ?? [], mailboxIds ?? []);
    return { links: links.map(presentLink) };
  });
  route(contracts.readCycleKnown, async ({ actor, body }) => {
    const { scope } = await turnOf(needs, { actor, ...body });
    return store.read(actor.organizationId, async (read) => {
      const { crm, mailbox } = await read.synchronization.allApart(scope);
      const links = await read.synchronization.links(scope);
      return { linked: links.map(({ link }) => link.mailboxId), apart: { crm: [...crm], mailbox: [...mailbox] } };
    });
  });
};

/** I2, I3, Y1: what the user's synchronizing Outlook asks for and writes while it keeps mailbox and records alike. */
export const outlookSynchronizationRoutes = (route: RouteMaker, needs: OutlookSyncNeeds): void => {
  const { store, clock } = needs;
  readingRoutes(route, needs);
  route(contracts.getOutlookSynchronization, ({ actor }) =>
    store.read(actor.organizationId, async (read) => {
      const { account, holder, waiting } = await countWaiting(read, actor);
      return {
        account: account === null ? null : await presentSyncAccount(read, account),
        holder:
          holder?.synchronizing == null
            ? null
            : {
                deviceId: holder.id,
                name: holder.name,
                lastSeen: toWire(holder.lastSeen),
                generation: holder.synchronizing.generation,
              },
        waiting: [...waiting],
      };
    }),
  );
  route(contracts.connectOutlookSynchronization, async ({ actor, body }) => {
    const { contact, task, appointment } = body.collections;
    const collections = {
      ...(contact === undefined ? {} : { contact }),
      ...(task === undefined ? {} : { task }),
      ...(appointment === undefined ? {} : { appointment }),
    };
    const account = await connectOutlook(needs)(actor, { ...body, collections });
    return store.read(actor.organizationId, (read) => presentSyncAccount(read, account));
  });
  route(contracts.beginOutlookCycle, async ({ actor, body }) => {
    const { cycle, waitMs } = await beginCycle(needs)(actor, body);
    if (cycle === null) return { cycle, waitMs };
    const { organizationId } = actor;
    return { cycle: { ...cycle, organizationId, now: clock.now(), kinds: cycle.kinds.map(presentKind) }, waitMs };
  });
  route(contracts.renewOutlookCycle, async ({ actor, body }) => {
    await renewCycle(needs)(actor, body.cycle);
    return undefined;
  });
  route(contracts.commitCycleStep, async ({ actor, body }) => presentCommitted(await commitStep(needs)(actor, body)));
  route(contracts.reportCycle, async ({ actor, body: { end, ...report } }) => {
    const ended = end !== undefined && 'stop' in end ? { stop: { ...end.stop, removes: end.removes } } : end;
    await reportCycle(needs)(actor, { ...report, end: ended });
    return undefined;
  });
  route(contracts.endOutlookCycle, ({ actor, body }) => endCycle(needs)(actor, body.cycle, body.how));
};
