import * as contracts from '#shared/contracts/synchronization.ts';
import { type SyncSettings, type WireSyncAccount } from '#shared/model/synchronization.ts';
import { fromWire } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import {
  changeSyncSettings,
  disconnectAccount,
  enableAccount,
  getSyncAccount,
  synchronizeNow,
  testAccount,
} from '../../usecases/synchronization/manage-account.ts';
import { connectAccount, connectByMailbox } from '../../usecases/synchronization/connect-account.ts';
import { answerConflict } from '../../usecases/synchronization/answer-conflict.ts';
import { previewFilters } from '../../usecases/synchronization/preview-filters.ts';
import { settleQuestion } from '../../usecases/synchronization/settle-question.ts';
import { readConflicts, readHistory } from '../../usecases/synchronization/sync-history.ts';
import { takeBack } from '../../usecases/synchronization/take-back.ts';
import type { SyncNeeds } from '../../usecases/synchronization/sync-needs.ts';
import { presentConflict, presentSyncAccount, presentSyncHistory } from '../present/synchronization.ts';
import type { RouteMaker } from '../route.ts';

/** Absent members stay as they are. */
const given = (changes: { readonly [Key in keyof SyncSettings]?: SyncSettings[Key] | undefined }) =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<SyncSettings>;

/** Y3, Y5, Y10: what became of one's items, what is asked about them, and what filters would take. */
const recordRoutes = (route: RouteMaker, needs: SyncNeeds): void => {
  const { store } = needs;
  route(contracts.listMySynchronizationHistory, ({ actor }) =>
    store.read(actor.organizationId, async (read) => presentSyncHistory(await readHistory(read, actor))),
  );
  route(contracts.listMySynchronizationConflicts, ({ actor }) =>
    store.read(actor.organizationId, async (read) => ({
      items: (await readConflicts(read, actor)).map(presentConflict),
    })),
  );
  route(contracts.answerMySynchronizationConflict, async ({ actor, params, body }) => {
    await answerConflict(needs)(actor, { ...params, ...body });
    return undefined;
  });
  route(contracts.takeBackMySynchronizedValue, async ({ actor, body: { recordId: crmId, at, ...lost } }) => {
    await takeBack(needs)(actor, { ...lost, crmId, at: fromWire(at) });
    return undefined;
  });
  route(contracts.previewMySynchronization, ({ actor, body: { kind, filters } }) =>
    previewFilters(needs)(actor, kind, filters),
  );
};

/** Y8, Y9, Y10: one's own mailbox, as it is synchronized by the server. */
export const synchronizationRoutes = (route: RouteMaker, needs: SyncNeeds): void => {
  const { store } = needs;
  recordRoutes(route, needs);
  const shown = (actor: Actor): Promise<WireSyncAccount> =>
    store.read(actor.organizationId, async (read) =>
      presentSyncAccount(read, await getSyncAccount(read, actor.userId)),
    );
  route(contracts.getMySynchronization, async ({ actor }) =>
    store.read(actor.organizationId, async (read) => {
      const account = await read.synchronization.ofUser(actor.userId);
      return { account: account === null ? null : await presentSyncAccount(read, account) };
    }),
  );
  route(contracts.connectMySynchronization, async ({ actor, body }) => {
    await connectAccount(needs)(actor, body);
    return shown(actor);
  });
  route(contracts.connectMySynchronizationByMailbox, async ({ actor, body }) => {
    await connectByMailbox(needs)(actor, body);
    return shown(actor);
  });
  route(contracts.changeMySynchronization, async ({ actor, body }) => {
    await changeSyncSettings(needs)(actor, given(body));
    return shown(actor);
  });
  route(contracts.testMySynchronization, async ({ actor }) => {
    const { steps } = await testAccount(needs)(actor);
    return { passed: steps.every(({ passed }) => passed), steps: [...steps] };
  });
  route(contracts.enableMySynchronization, async ({ actor, body }) => {
    await enableAccount(needs)(actor, { enabled: body.enabled, takesOver: body.takeOver ?? false });
    return shown(actor);
  });
  route(contracts.synchronizeMineNow, async ({ actor }) => {
    await synchronizeNow(needs)(actor);
    return shown(actor);
  });
  route(contracts.confirmMySynchronization, async ({ actor, body }) => {
    await settleQuestion(needs)(actor, body);
    return shown(actor);
  });
  route(contracts.disconnectMySynchronization, async ({ actor }) => {
    await disconnectAccount(needs)(actor);
    return undefined;
  });
};
