import type { Instant } from '#shared/model/instant.ts';
import { usualSyncSettings } from '#shared/model/synchronization.ts';
import { firstCycle } from '#shared/sync/cycle-ports.ts';
import type { StoreRead, StoreWrite } from '../../server/ports/store.ts';
import type { StoredLink, StoredSyncAccount } from '../../server/ports/sync-store.ts';
import { twinIds, twinMoment } from './twin-names.ts';

/** `leased` is in the middle of a cycle in one organization and due in the others. */
const accounts = { due: 'due', leased: 'leased', idle: 'idle' } as const;
const of = { accountId: accounts.due, kind: 'contact' } as const;
const marks = ['ours', 'theirs', 'empty'];
const hour = 3_600_000;

const accountOf = (id: string, userId: string, mark: string): StoredSyncAccount => ({
  id,
  userId,
  protocol: 'dav',
  runsIn: 'server',
  url: `https://dav.test/${mark}`,
  signInUser: mark,
  signIn: { kind: 'mailbox', mailboxId: mark },
  sealedSecret: mark,
  trustedHost: false,
  collections: { contact: mark },
  settings: { ...usualSyncSettings, categories: [mark] },
  enabled: true,
  health: { state: 'working', since: twinMoment, lastCycleAt: null, failures: 0, quiet: 0, problem: mark },
  version: 1,
  createdAt: twinMoment,
});

const linkOf = (id: string, crmId: string, mark: string, state: StoredLink['link']['state']): StoredLink => ({
  link: {
    id,
    crmId,
    crmRevision: mark,
    mailboxId: `${id}-${mark}`,
    mailboxRevision: mark,
    base: { fullName: mark },
    unsettled: state === 'whole' ? ['jobTitle'] : [],
    state,
  },
  origin: 'crm',
  open: state === 'whole' ? [{ field: 'jobTitle', crm: mark, mailbox: mark }] : [],
  answers: {},
});

const lostOf = (mark: string) => [{ field: 'jobTitle', side: 'crm', value: mark }] as const;

const failureOf = (mark: string) => ({ crmId: twinIds.contact, mailboxId: null, words: mark });

/** An account that is due, with links of each state and all that is known of them; others beside it. */
export const fillSynchronization = async ({ synchronization }: StoreWrite, mark: string): Promise<void> => {
  await synchronization.add(accountOf(accounts.due, twinIds.reader, mark));
  await synchronization.add(accountOf(accounts.leased, 'colleague', mark));
  await synchronization.add(accountOf(accounts.idle, 'third', mark));
  await synchronization.schedule(accounts.leased, true);
  if (mark === 'ours') await synchronization.claim({ owner: 'another', leaseMs: hour, most: 1 });
  await synchronization.schedule(accounts.due, true);
  await synchronization.putLink(of, linkOf('link', twinIds.contact, mark, 'whole'));
  await synchronization.answer(of, 'link', { [mark]: 'crm' });
  await synchronization.putLink(of, linkOf('removed', twinIds.gone, mark, 'removing'));
  await synchronization.setApart(of, { crm: `apart-${mark}`, mailbox: `apart-${mark}` });
  await synchronization.remember(of, twinIds.contact, lostOf(mark), twinMoment);
  await synchronization.noteFailure(of, failureOf(mark), twinMoment);
  await synchronization.noteHappenings([{ ...of, at: twinMoment, what: mark, crmId: twinIds.contact }]);
  await synchronization.saveCycle(of, {
    state: { ...firstCycle, cursor: { crm: mark, mailbox: mark } },
    stop: { reason: 'manyRemovals', removals: 6, links: 6, removes: [{ linkId: mark, side: 'crm' }] },
    confirmed: mark === 'ours',
  });
};

/** Every answer of the reading side; where ids tell organizations apart, those of all are asked for. */
export const readSynchronization = async ({ synchronization }: StoreRead): Promise<Record<string, unknown>> => {
  const apart = marks.map((mark) => `apart-${mark}`);
  const items = marks.map((mark) => `link-${mark}`);
  return {
    syncFind: await synchronization.find(accounts.due),
    syncOfUser: await synchronization.ofUser(twinIds.reader),
    syncList: await synchronization.list(),
    syncCycle: await synchronization.cycle(of),
    syncCountLinks: await synchronization.countLinks(of),
    syncLinks: await synchronization.links(of),
    syncLinksOfRecords: await synchronization.linksOf(of, [twinIds.contact], []),
    syncLinksOfItems: await synchronization.linksOf(of, [], items),
    syncFindLink: await synchronization.findLink(of, 'link'),
    syncUnfinished: await synchronization.unfinished(of),
    syncApartRecords: [...(await synchronization.apart(of, 'crm', apart))],
    syncApartItems: [...(await synchronization.apart(of, 'mailbox', apart))],
    syncLost: await synchronization.lost(accounts.due, 50),
    syncFailures: await synchronization.failures(accounts.due, 50),
    syncHappenings: await synchronization.happenings(accounts.due, 50),
    syncStanding: [...(await synchronization.standing(marks.map((mark) => `standing-${mark}`)))],
    syncInConflict: await synchronization.inConflict(of, 50),
    syncAllInConflict: await synchronization.inConflict(of, null),
    syncPace: await synchronization.pace(accounts.due),
    syncLeasedPace: await synchronization.pace(accounts.leased),
    syncIdlePace: await synchronization.pace(accounts.idle),
    syncLeasedElsewhere: await synchronization.leasedElsewhere('nobody'),
  };
};

/** Accounts claimed, held, given back and wished for. */
const writeLeases = async ({ synchronization }: StoreWrite): Promise<void> => {
  const lease = { accountId: accounts.due, owner: 'process' };
  const claimed = await synchronization.claim({ owner: lease.owner, leaseMs: hour, most: 5 });
  if (claimed.join() !== accounts.due) throw new Error(`what is claimed is not the twin: ${claimed.join()}`);
  await synchronization.renew(lease.owner, 2 * hour);
  if (!(await synchronization.hold(lease))) throw new Error('the lease is lost');
  await synchronization.hurry(accounts.idle);
  await synchronization.schedule(accounts.idle, false);
  await synchronization.release(lease, null);
  await synchronization.release({ accountId: accounts.leased, owner: 'another' }, hour);
  await synchronization.hurryAll();
  await synchronization.hurry(accounts.due);
  await synchronization.schedule(accounts.due, false);
  await synchronization.schedule(accounts.leased, true);
};

/** Every change of the writing side. */
export const writeSynchronization = async (tx: StoreWrite, later: Instant): Promise<void> => {
  const { synchronization } = tx;
  await writeLeases(tx);
  const changed = linkOf('link', twinIds.account, 'rewritten', 'whole');
  const lost = { crmId: twinIds.contact, field: 'jobTitle', side: 'crm', at: twinMoment } as const;
  const done = [
    await synchronization.save(accountOf(accounts.due, twinIds.reader, 'rewritten')),
    await synchronization.setLinkState(of, 'link', 'suspended'),
    await synchronization.forgetLost(of, lost),
  ];
  if (done.includes(false)) throw new Error(`a twin was not there to be changed: ${done.join()}`);
  await synchronization.saveSecret(accounts.due, 'rewritten');
  await synchronization.setHealth(accounts.due, {
    ...accountOf(accounts.due, twinIds.reader, 'rewritten').health,
    state: 'stopped',
  });
  await synchronization.saveCycle(of, { state: firstCycle, stop: null, confirmed: false });
  await synchronization.putLink(of, changed);
  await synchronization.answer(of, 'link', { jobTitle: 'mailbox' });
  await synchronization.dropLink(of, 'removed');
  await synchronization.setApart(of, { crm: 'apart-theirs', mailbox: 'apart-theirs' });
  await synchronization.remember(of, twinIds.contact, lostOf('rewritten'), later);
  await synchronization.noteFailure(of, failureOf('rewritten'), later);
  await synchronization.clearFailure(of, failureOf('rewritten'));
  await synchronization.noteHappenings([{ ...of, at: later, what: 'rewritten', crmId: null }]);
  await synchronization.forget((later + 1) as Instant);
  await synchronization.remove(accounts.due);
};
