import { toWire } from '#shared/model/instant.ts';
import type { WireSyncAccount } from '#shared/model/synchronization.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';

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
    if (stop !== null && !confirmed)
      questions.push({
        kind,
        reason: stop.reason,
        side: stop.reason === 'sideEmpty' ? stop.side : null,
        removals: stop.reason === 'manyRemovals' ? stop.removals : null,
        links: stop.links,
      });
  }
  return {
    id: account.id,
    protocol: account.protocol,
    url: account.url,
    user: account.signInUser,
    signIn: presentSignIn(account),
    mailbox: account.signIn?.kind === 'mailbox' ? account.signIn.mailboxId : null,
    settings,
    found: settings.kinds.filter((kind) => collections[kind] !== undefined),
    enabled: account.enabled,
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

/** What was done, what failed, what gave way. */
export const presentSyncHistory = async (read: StoreRead, accountId: string, most: number) => ({
  failures: (await read.synchronization.failures(accountId, most)).map((one) => ({
    kind: one.kind,
    recordId: one.crmId,
    words: one.words,
    firstAt: toWire(one.firstAt),
    lastAt: toWire(one.lastAt),
    tries: one.tries,
  })),
  happenings: (await read.synchronization.happenings(accountId, most)).map((one) => ({
    kind: one.kind,
    at: toWire(one.at),
    what: one.what,
    recordId: one.crmId,
  })),
  lost: (await read.synchronization.lost(accountId, most)).map((one) => ({
    kind: one.kind,
    at: toWire(one.at),
    recordId: one.crmId,
    field: one.field,
    side: one.side,
    value: Array.isArray(one.value) ? one.value.map(String) : (one.value as string | number | boolean | null),
  })),
});
