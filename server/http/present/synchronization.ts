import { toWire } from '#shared/model/instant.ts';
import { syncLimits, type WireSyncAccount } from '#shared/model/synchronization.ts';
import { isList, type SyncKind, type SyncValue } from '#shared/sync/item.ts';
import { titleOf } from '../../domain/synchronization/title-of.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredStop, StoredSyncAccount } from '../../ports/sync-store.ts';
import type { ShownConflict, SyncHistory } from '../../usecases/synchronization/sync-history.ts';

const presentQuestion = async (read: StoreRead, accountId: string, kind: SyncKind, stop: StoredStop) => {
  const shown = stop.removes.slice(0, syncLimits.shown);
  const items = [];
  for (const { linkId, side } of shown) {
    const stored = await read.synchronization.findLink({ accountId, kind }, linkId);
    if (stored === null) continue;
    items.push({ side, recordId: stored.link.crmId, name: titleOf(stored.link.base) });
  }
  return {
    kind,
    reason: stop.reason,
    side: stop.reason === 'sideEmpty' ? stop.side : null,
    removals: stop.reason === 'manyRemovals' ? stop.removals : null,
    links: stop.links,
    items,
  };
};

const presentSignIn = ({ signIn }: StoredSyncAccount): WireSyncAccount['signIn'] => {
  if (signIn?.kind !== 'own') return null;
  const { grant, tokenUrl, clientId, scope } = signIn;
  return { grant, tokenUrl, clientId, scope };
};

/** Everything but the secret. */
export const presentSyncAccount = async (read: StoreRead, account: StoredSyncAccount): Promise<WireSyncAccount> => {
  const { health, settings, collections } = account;
  const linked = [];
  const questions = [];
  for (const kind of settings.kinds) {
    const scope = { accountId: account.id, kind };
    linked.push({ kind, count: await read.synchronization.countLinks(scope) });
    const { stop, confirmed } = await read.synchronization.cycle(scope);
    if (stop !== null && !confirmed) questions.push(await presentQuestion(read, account.id, kind, stop));
  }
  const { running, nextCycleAt } = await read.synchronization.pace(account.id);
  return {
    id: account.id,
    protocol: account.protocol,
    runsIn: account.runsIn,
    url: account.url,
    user: account.signInUser,
    signIn: presentSignIn(account),
    mailbox: account.signIn?.kind === 'mailbox' ? account.signIn.mailboxId : null,
    settings,
    found: settings.kinds.filter((kind) => collections[kind] !== undefined),
    enabled: account.enabled,
    running,
    nextCycleAt: nextCycleAt === null ? null : toWire(nextCycleAt),
    health: {
      state: health.state,
      since: toWire(health.since),
      lastCycleAt: health.lastCycleAt === null ? null : toWire(health.lastCycleAt),
      failures: health.failures,
      problem: health.problem,
    },
    linked,
    questions,
    version: account.version,
  };
};

/** One value as it goes to the wire. */
export const presentValue = (value: SyncValue): string | number | boolean | string[] | null =>
  isList(value) ? [...value] : value;

/** What was done, what failed, what gave way. */
export const presentSyncHistory = ({ failures, happenings, lost }: SyncHistory) => ({
  failures: failures.map((one) => ({
    kind: one.kind,
    recordId: one.crmId,
    recordName: one.name,
    words: one.words,
    firstAt: toWire(one.firstAt),
    lastAt: toWire(one.lastAt),
    tries: one.tries,
  })),
  happenings: happenings.map((one) => ({
    kind: one.kind,
    at: toWire(one.at),
    what: one.what,
    recordId: one.crmId,
    recordName: one.name,
  })),
  lost: lost.map((one) => ({
    kind: one.kind,
    at: toWire(one.at),
    recordId: one.crmId,
    recordName: one.name,
    field: one.field,
    side: one.side,
    value: presentValue(one.value),
    canBeTakenBack: one.canBeTakenBack,
  })),
});

export const presentConflict = ({ kind, linkId, crmId, name, field, crm, mailbox, answer }: ShownConflict) => ({
  kind,
  linkId,
  recordId: crmId,
  recordName: name,
  field,
  crm: presentValue(crm),
  mailbox: presentValue(mailbox),
  answer,
});
