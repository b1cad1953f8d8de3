import { looseAddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import { sha256Digests } from '../../server/adapters/system/sha256-digests.ts';
import { defaultOrganizationSettings, defaultUserSettings } from '../../server/domain/default-settings.ts';
import type { StoreRead, StoreWrite } from '../../server/ports/store.ts';
import { readAgenda, writeAgenda } from './twin-agenda.ts';
import { readMapping, writeMapping } from './twin-mapping.ts';
import { readSynchronization, writeSynchronization } from './twin-synchronization.ts';
import { readWorkflows, writeWorkflows } from './twin-workflows.ts';
import {
  conversation,
  identity,
  messageKey,
  readerKey,
  strangerKey,
  twinAddress,
  twinAddressOf,
  twinAlias,
  twinBytes,
  twinIds,
  twinMoment,
  twinRecord,
  twinSha256,
  twinToken,
  twinWords,
} from './twins.ts';
import { claimedKey, routerTwins } from './twin-router.ts';

const page = { limit: 50, after: null };

/** Every answer that reading an organization can give about the twins. */
export const readEverything = async (read: StoreRead): Promise<Record<string, unknown>> => {
  const { reader, contact, account: accountId, work, gone, team, activity, promotion, hold, resolution } = twinIds;
  const ref = { type: 'contact', id: contact };
  return {
    ...(await readAgenda(read)),
    ...(await readSynchronization(read)),
    ...(await readMapping(read)),
    workflows: await readWorkflows(read, strangerKey),
    settings: await read.organization.settings(),
    name: await read.organization.name(),
    userSettings: await read.organization.userSettings(reader),
    find: await read.records.find(reader, ref),
    findById: await read.records.findById(reader, contact),
    findMany: await read.records.findMany(reader, [contact, accountId, team]),
    findAny: await read.records.findAny(reader, { type: 'lead', id: gone }),
    findByExternalId: await read.records.findByExternalId(reader, 'contact', `external-${contact}`),
    names: await read.records.names(reader, [ref]),
    list: await read.records.list(reader, 'contact', { words: ['anna'], addressKey: twinAddress, active: true }, page),
    search: await read.records.search(reader, ['anna'], ['contact', 'account'], 50),
    openWork: await read.records.openWork(reader, [accountId], 50),
    recentRegardings: await read.records.recentRegardings(reader, 50),
    pinned: await read.records.pinned(reader),
    declaredTypes: await read.records.declaredTypes(),
    unresolved: await read.addresses.unresolved(reader, { words: [], since: null, limit: 50, after: null }),
    unresolvedActivities: await read.addresses.unresolvedActivities(reader, strangerKey),
    resolution: await read.addresses.resolution(resolution),
    matching: await read.routing.matching({
      readerId: reader,
      addresses: [twinAddress],
      looseAddresses: [looseAddressKey(twinAddress)],
    }),
    threads: await read.routing.threads({
      identity: 'another',
      ownMessageIdKey: null,
      messageIds: [messageKey],
      conversationKey: conversation,
      readerId: reader,
      tokenKeys: [twinToken],
      likeness: {
        subjectWordsKeys: [twinWords],
        counterpart: twinAddress,
        since: 0 as Instant,
        until: (twinMoment + 1) as Instant,
      },
    }),
    threadsByAlias: await read.routing.threads({
      identity: 'another',
      ownMessageIdKey: null,
      messageIds: [twinAlias],
      conversationKey: null,
      readerId: reader,
      tokenKeys: [],
      likeness: null,
    }),
    byAlias: await read.activities.findByMessageId(reader, twinAlias),
    proposals: await read.correlations.proposals(reader, page),
    proposal: await read.correlations.proposal(reader, activity),
    thread: await read.threads.find(reader, activity),
    vetoed: await read.threads.isVetoed(activity, reader),
    standing: await read.routing.threads({
      identity,
      ownMessageIdKey: messageKey,
      messageIds: [],
      conversationKey: null,
      readerId: reader,
      tokenKeys: [],
      likeness: null,
    }),
    ownAddresses: await read.routing.ownAddresses(reader),
    accountsOf: [...(await read.routing.accountsOf([contact]))],
    activity: await read.activities.find(reader, activity),
    detail: await read.activities.findDetail(reader, activity),
    byMessageId: await read.activities.findByMessageId(reader, messageKey),
    activities: await read.activities.list(reader, { words: ['anna'] }, page),
    timeline: await read.activities.list(reader, { timelineOf: accountId }, page),
    regarding: await read.activities.list(reader, { regardingId: work }, page),
    byAddress: await read.activities.list(reader, { addressKey: twinAddress }, page),
    threadMembers: await read.activities.threadMembers(reader, activity),
    attachment: await read.activities.attachment(activity, 1),
    promotion: await read.promotions.find(promotion),
    promotionOf: await read.promotions.findOf(activity, reader),
    standingCount: await read.promotions.countStanding(activity),
    visible: await read.promotions.visible(reader, activity),
    regardingOf: await read.promotions.regardingOf(promotion),
    answer: await read.promotions.rememberedAnswer(reader, 'key'),
    content: new TextDecoder().decode((await read.contents.read(twinSha256)) ?? undefined),
    hold: await read.holds.find(hold),
    heldByMessageId: await read.holds.findByMessageId(reader, messageKey),
    heldByContent: await read.holds.findByContent(reader, twinSha256),
    holds: await read.holds.list(null, page),
    heldBefore: await read.holds.before((twinMoment + 1) as Instant, 50),
    outcome: await read.outcomes.find(routerTwins.outcome),
    outcomes: await read.outcomes.list({ userId: reader }, page),
    outcomeCounts: await read.outcomes.counts({ userId: null }),
    automatic: await read.outcomes.automaticSince('hash', (twinMoment - 1) as Instant),
    queueSettings: await read.queues.settings(routerTwins.queue),
    queueItem: await read.queues.find(routerTwins.item),
    queueItems: await read.queues.items(routerTwins.queue, null, page),
    dropAddress: await read.dropAddresses.findOf(reader),
    dropAddresses: await read.dropAddresses.among(['drop@twin.test']),
    claims: await read.addressClaims.waiting(reader, (twinMoment - 1) as Instant),
    isTaken: await read.addressClaims.isTaken('nobody', readerKey),
    choices: await read.routing.choicesOf(reader, [twinAddress]),
    user: await read.users.find(reader),
    users: await read.users.list([], page),
    withAddress: await read.users.withAddress(readerKey),
    administrators: await read.users.activeAdministrators(),
    email: await read.outbox.find(twinIds.email),
    emails: await read.outbox.findMany([twinIds.email]),
    emailHistory: await read.outbox.history(twinIds.email),
    emailList: await read.outbox.listOf(reader, { status: null, recipientState: 'deferred', after: null, limit: 50 }),
    dueSenders: await read.outbox.dueSenders('person'),
    pauses: await read.outbox.pauses(),
    grantsTo: await read.outbox.grantsTo(contact),
    sendersOf: await read.outbox.sendersOf(reader),
    bouncing: await read.outbox.bouncing([strangerKey]),
    bounceReports: await read.outbox.bounceReports(twinIds.email),
    expired: await read.outbox.expired(50),
    figures: await read.outbox.figures(),
    classicCounts: await read.tokens.classicCounts(),
  };
};

/** The same for mail that leaves: claimed, marked, sent, taken back. */
const writeOutbox = async (tx: StoreWrite, later: Instant): Promise<void> => {
  const { outbox } = tx;
  const owner = 'process';
  await outbox.countInBudget('person', Math.min(1, await outbox.leftInBudget('person', 10)));
  const [claimed] = await outbox.claim({ lane: 'person', principalId: twinIds.reader, most: 5, owner, leaseMs: 1_000 });
  await outbox.renew(owner, 2_000);
  await outbox.mark(owner, [{ id: twinIds.email, fence: claimed?.fence ?? 0, positions: [0] }]);
  const [held = null] = await outbox.holdMany([twinIds.email]);
  if (held === null || claimed === undefined) throw new Error('the twin has no mail to send');
  const change = { position: 0, state: 'failed', dueAt: null, attempts: 1, lastAnswer: 'rewritten' } as const;
  const attempt = { startedAt: later, endedAt: later, results: [] };
  const saved = { status: 'failed', recipients: [change], dueAt: null, endsLease: true, attempt, at: later } as const;
  await outbox.save({ email: held, change: saved });
  await outbox.reopen(twinIds.email, later);
  const file = { name: 'a', type: 'text/plain', bytes: twinBytes('file'), inline: false, contentId: null };
  const n = await outbox.attach(twinIds.email, { ...file, sha256: sha256Digests.sha256('file') }, later);
  await outbox.detach(twinIds.email, n, later);
  await outbox.saveDraft(
    twinIds.email,
    {
      ...held,
      content: {
        subject: 'rewritten',
        text: 'rewritten',
        html: null,
        threadId: twinIds.email,
        correlation: null,
        parties: [],
      },
      recipients: [],
    },
    later,
  );
  await outbox.removeDraft(twinIds.email);
  await outbox.resume('profile');
  await outbox.forbid(twinIds.reader, twinIds.contact);
  await outbox.clearBouncing(strangerKey);
};

/** Every way to change what the twins are, one after the other. */
export const writeEverything = async (tx: StoreWrite): Promise<void> => {
  const { reader, contact, team, work, gone, activity, promotion, hold, resolution } = twinIds;
  const later = (twinMoment + 1) as Instant;
  await tx.records.save(
    twinRecord('contact', contact, 'rewritten', { addresses: [twinAddressOf(readerKey)] }),
    1,
    later,
  );
  await tx.records.save(twinRecord('team', team, 'rewritten', { members: [] }), 1, later);
  await tx.records.markDeleted(work, later);
  await tx.records.markDeleted(gone, null);
  await tx.records.declareType({ name: 'project', label: 'rewritten', pluralLabel: 'rewritten', fields: [] });
  await tx.records.unpin(reader, work);
  await tx.addresses.forget(reader, twinAddress);
  await tx.addresses.undoResolution(resolution, later);
  await tx.addresses.resolveEverywhere(reader, {
    id: 'second',
    userId: reader,
    addressKey: strangerKey,
    recordId: contact,
    addressAdded: false,
    at: later,
  });
  const found = await tx.correlations.proposal(reader, activity);
  if (found !== null) await tx.correlations.settle(found, 'confirmed', later);
  await tx.threads.lift(activity, null);
  await tx.threads.veto(activity, reader, { userId: reader, at: later });
  await tx.tokens.nextSignedNumber();
  await tx.tokens.nextClassicNumbers(reader);
  await tx.tokens.add({ key: 'rewritten', activityId: activity, sentAt: later });
  await tx.tokens.addMessageAlias('rewritten@mail.test', activity);
  await tx.activities.settleParty(activity, { addressKey: twinAddress, recordId: null, settledBy: reader });
  await tx.activities.replaceContent(
    activity,
    {
      source: 'original',
      bytes: twinBytes('new'),
      sha256: sha256Digests.sha256('new'),
      text: 'new',
      html: null,
      attachments: [],
    },
    later,
  );
  await tx.activities.saveNotes(activity, 'rewritten', later);
  await tx.activities.touch(activity, later);
  await tx.activities.markDeleted(activity, later);
  await tx.activities.rebuildTimeline(activity);
  await tx.promotions.setRegarding(promotion, activity, []);
  await tx.promotions.changeVisibility(promotion, 'organization');
  await tx.promotions.changeState(promotion, 'removed', later);
  await tx.holds.countAttempt(hold);
  await tx.holds.remove(hold);
  await tx.outcomes.forgetDetails(later);
  await tx.outcomes.removeBefore(later);
  await tx.outcomes.forgetAutomatic(later);
  await tx.queues.saveSettings(routerTwins.queue, { acceptance: 'all' });
  const item = await tx.queues.find(routerTwins.item);
  if (item !== null) await tx.queues.save({ ...item, state: 'resolved' });
  await tx.dropAddresses.replace({ userId: reader, address: 'new', addressKey: 'new@twin.test', madeAt: later });
  await tx.addressClaims.countTry(reader, claimedKey);
  await tx.addressClaims.requestsSince(reader, claimedKey, later);
  await tx.addressClaims.remove(reader, claimedKey);
  await tx.addressClaims.removeEnded(later);
  await tx.contents.release([twinSha256]);
  await writeOutbox(tx, later);
  await writeAgenda(tx, later);
  await writeMapping(tx, later);
  await writeSynchronization(tx, later);
  await writeWorkflows(tx, later);
  await tx.organization.saveSettings({ ...defaultOrganizationSettings, trackEmail: false });
  await tx.organization.saveUserSettings(reader, { ...defaultUserSettings, acceptance: 'all' });
  await tx.users.setRole(reader, 'user');
  await tx.users.setActive(reader, false);
};
