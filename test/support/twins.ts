import type { Instant } from '#shared/model/instant.ts';
import type { ActivityParty } from '#shared/model/activity.ts';
import { looseAddressKey } from '#shared/model/address.ts';
import { defaultOrganizationSettings, defaultUserSettings } from '../../server/domain/default-settings.ts';
import type { NewActivity } from '../../server/domain/activity/new-activity.ts';
import { sha256Digests } from '../../server/adapters/system/sha256-digests.ts';
import type { RecordToStore } from '../../server/ports/record-store.ts';
import type { Store, StoreWrite } from '../../server/ports/store.ts';
import { keyOf } from './build-facts.ts';
import { fillRouter } from './twin-router.ts';
import { fillBounces } from './twin-bounces.ts';
import { fillWorkflows } from './twin-workflows.ts';
export const twinMoment = 1_770_000_000_000 as Instant;
const at = twinMoment;

/** Everything has the same id, name, address and external id in each organization; only `mark` tells them apart. */
export const twinIds = {
  reader: 'reader',
  contact: 'contact',
  account: 'account',
  work: 'work',
  gone: 'gone',
  team: 'team',
  activity: 'activity',
  email: 'email',
  promotion: 'promotion',
  hold: 'hold',
  resolution: 'resolution',
} as const;
export const twinAddress = keyOf('anna@twin.test');
export const strangerKey = keyOf('stranger@twin.test');
export const readerKey = keyOf('reader@twin.test');
export const messageKey = 'twin@mail.test';
export const identity = 'identity';
export const conversation = 'conversation';
export const twinToken = 's:00001';
export const twinAlias = 'rewritten-twin@mail.test';
export const twinWords = 'words';

export const twinAddressOf = (key: typeof twinAddress) => ({
  address: key,
  addressKey: key,
  looseKey: looseAddressKey(key),
  primary: true,
});

export const twinRecord = (
  type: string,
  id: string,
  mark: string,
  changes: Partial<RecordToStore> = {},
): RecordToStore => ({
  id,
  type,
  name: `Anna ${mark}`,
  addresses: [],
  ownerId: twinIds.reader,
  access: 'owner',
  active: true,
  externalId: `external-${id}`,
  fields: { phone: mark },
  ...changes,
});
const account = { type: 'account', id: twinIds.account };

const fillRecords = async (tx: StoreWrite, mark: string): Promise<void> => {
  const { records } = tx;
  await records.add(
    twinRecord('user', twinIds.reader, mark, {
      addresses: [twinAddressOf(readerKey)],
      ownerId: null,
      access: 'organization',
    }),
    at,
  );
  await records.add(twinRecord('account', twinIds.account, mark), at);
  await records.add(
    twinRecord('contact', twinIds.contact, mark, {
      addresses: [twinAddressOf(twinAddress)],
      fields: { phone: mark, account },
    }),
    at,
  );
  await records.add(twinRecord('case', twinIds.work, mark, { fields: { status: mark, account } }), at);
  await records.add(twinRecord('lead', twinIds.gone, mark), at);
  await records.markDeleted(twinIds.gone, at);
  await records.add(twinRecord('team', twinIds.team, mark, { members: [twinIds.reader] }), at);
  await records.declareType({ name: 'project', label: mark, pluralLabel: mark, fields: [] });
  await records.pin(twinIds.reader, twinIds.work, at);
  await tx.addresses.remember(twinIds.reader, twinAddress, { type: 'contact', id: twinIds.contact }, at);
};
export const twinBytes = (mark: string) => new TextEncoder().encode(`the same length ${mark.padEnd(8)}`);
export const twinSha256 = sha256Digests.sha256('content');

const activityOf = (mark: string): NewActivity => {
  const parties: ActivityParty[] = [
    {
      role: 'from',
      address: twinAddress,
      resolution: { kind: 'resolved', record: { type: 'contact', id: twinIds.contact, name: mark } },
    },
    { role: 'to', address: strangerKey, name: mark, resolution: { kind: 'unresolved' } },
  ];
  return {
    id: twinIds.activity,
    identity,
    direction: 'incoming',
    status: 'received',
    subject: `Anna ${mark}`,
    sentAt: at,
    receivedAt: at,
    messageId: `<${messageKey}>`,
    messageIdKey: messageKey,
    conversationKey: conversation,
    threadId: twinIds.activity,
    correlation: null,
    ownerId: twinIds.reader,
    parties,
    flags: [],
    subjectChanged: false,
    subjectWordsKey: twinWords,
    content: {
      source: 'original',
      bytes: twinBytes(mark),
      sha256: twinSha256,
      text: mark,
      html: null,
      attachments: [
        {
          n: 1,
          name: mark,
          type: 'text/plain',
          bytes: twinBytes(mark),
          inline: false,
          contentId: null,
          sha256: twinSha256,
        },
      ],
    },
  };
};

const fillActivities = async (tx: StoreWrite, mark: string): Promise<void> => {
  await tx.activities.add(activityOf(mark), at);
  await tx.promotions.add(
    {
      id: twinIds.promotion,
      activityId: twinIds.activity,
      userId: twinIds.reader,
      actorId: twinIds.reader,
      method: 'byHand',
      visibility: 'private',
      outcomeCode: 110,
      regarding: [{ type: 'case', id: twinIds.work }],
      offeredRegarding: [],
      why: mark,
    },
    at,
  );
  await tx.tokens.nextSignedNumber();
  await tx.tokens.nextClassicNumbers(twinIds.reader);
  await tx.tokens.add({ key: twinToken, activityId: twinIds.activity, sentAt: at });
  await tx.tokens.addMessageAlias(twinAlias, twinIds.activity);
  await tx.correlations.propose(
    twinIds.activity,
    { method: 'token', evidence: mark, activity: { id: twinIds.activity } },
    at,
  );
  await tx.threads.veto(twinIds.activity, null, { userId: twinIds.reader, at });
  await tx.promotions.rememberAnswer(twinIds.reader, 'key', { requestSha256: mark, status: 201, answer: mark, at });
  await tx.holds.add({
    id: twinIds.hold,
    userId: twinIds.reader,
    reason: 'notAMessage',
    detail: mark,
    outcomeCode: 106,
    messageId: `<${messageKey}>`,
    messageIdKey: messageKey,
    sha256: twinSha256,
    sizeBytes: 4,
    request: { mark },
    mailbox: `${mark}@mailbox.test`,
    nextAttemptAt: at,
    attempts: 1,
    at,
  });
};

const fillOutbox = async (tx: StoreWrite, mark: string): Promise<void> => {
  const principal = { type: 'user', id: twinIds.reader } as const;
  await tx.outbox.addDraft(
    {
      id: twinIds.email,
      authorId: twinIds.reader,
      ownerId: twinIds.reader,
      principal,
      from: { address: readerKey, name: mark },
      lane: 'person',
      sendAt: null,
      priority: 'normal',
      readReceipt: false,
      deliveryNotification: false,
      inReplyTo: null,
      listUnsubscribe: null,
      autoSubmitted: null,
      content: {
        subject: `Outgoing ${mark}`,
        text: mark,
        html: null,
        threadId: twinIds.email,
        correlation: null,
        parties: [{ role: 'to', address: strangerKey, name: mark, resolution: { kind: 'unresolved' } }],
      },
      recipients: [{ role: 'to', address: strangerKey, name: mark, record: null }],
      attachments: [],
    },
    at,
  );
  await tx.promotions.add(
    {
      id: 'outgoing',
      activityId: twinIds.email,
      userId: twinIds.reader,
      actorId: twinIds.reader,
      method: 'written',
      visibility: 'private',
      outcomeCode: 110,
      regarding: [],
      offeredRegarding: [],
      why: mark,
    },
    at,
  );
  await tx.outbox.submit(
    twinIds.email,
    {
      identity: 'outgoing',
      messageId: '<outgoing@mail.test>',
      messageIdKey: 'outgoing@mail.test',
      subjectWordsKey: null,
      date: at,
      dueAt: at,
      subjectSent: mark,
      token: mark,
      returnPath: null,
      profileId: 'profile',
      sandbox: false,
      bytes: twinBytes(mark),
      sha256: sha256Digests.sha256('outgoing'),
      text: mark,
    },
    at,
  );
  // Taken in hand by a process that is gone, after an attempt of which something is known.
  await tx.outbox.claim({ lane: 'person', principalId: twinIds.reader, most: 5, owner: mark, leaseMs: 0 });
  const held = await tx.outbox.hold(twinIds.email);
  if (held === null) throw new Error('the twin has no mail to send');
  const change = {
    status: 'pendingSend',
    recipients: [{ position: 0, state: 'deferred', dueAt: at, attempts: 1, lastAnswer: mark }],
    dueAt: at,
    endsLease: false,
    attempt: { startedAt: at, endedAt: at, results: [{ address: strangerKey, state: 'deferred', answer: mark }] },
    at,
  } as const;
  await tx.outbox.save({ email: held, change });
  await tx.outbox.pause({ profileId: 'profile', since: at, answer: mark });
  await tx.outbox.allow({ principal, userId: twinIds.contact, by: twinIds.reader, at });
  await fillBounces(tx, { emailId: twinIds.email, addressKey: strangerKey, mark, at });
};

/** Makes an organization with one of everything, marked. */
export const fillTwin = async (store: Store, id: string, mark: string): Promise<void> => {
  const settings = { ...defaultOrganizationSettings, authenticationServers: [mark] };
  await store.system.organizations.add({ id, name: `Organization ${mark}`, demonstration: false, settings, at });
  const email = `${mark}@login.test`;
  const login = await store.system.logins.findOrAdd({ id: `login-${mark}`, email, emailKey: email, at });
  await store.transact(id, async (tx) => {
    await fillRecords(tx, mark);
    await tx.users.join({ loginId: login.id, userId: twinIds.reader, role: 'administrator' });
    await tx.organization.saveUserSettings(twinIds.reader, {
      ...defaultUserSettings,
      language: mark === 'ours' ? 'en' : 'es',
    });
    await fillActivities(tx, mark);
    await fillOutbox(tx, mark);
    await fillRouter(tx, mark, at);
    await fillWorkflows(tx, mark, { ownerId: twinIds.reader, address: strangerKey, at });
    await tx.addresses.resolveEverywhere(twinIds.reader, {
      id: twinIds.resolution,
      userId: twinIds.reader,
      addressKey: keyOf(`nobody.${mark}@twin.test`),
      recordId: twinIds.contact,
      addressAdded: false,
      at,
    });
    await tx.journal.append([
      { kind: 'record.created', subjectId: twinIds.contact, at, actorId: twinIds.reader, reason: mark },
    ]);
  });
};
