import type { ActivityParty } from '#shared/model/activity.ts';
import { looseAddressKey } from '#shared/model/address.ts';
import { defaultOrganizationSettings, defaultUserSettings } from '../../server/domain/default-settings.ts';
import type { NewActivity } from '../../server/domain/activity/new-activity.ts';
import { sha256Digests } from '../../server/adapters/system/sha256-digests.ts';
import type { RecordToStore } from '../../server/ports/record-store.ts';
import type { Store, StoreWrite } from '../../server/ports/store.ts';
import { keyOf } from './build-facts.ts';
import { fillAgenda } from './twin-agenda.ts';
import { fillRouter } from './twin-router.ts';
import {
  conversation,
  identity,
  messageKey,
  readerKey,
  strangerKey,
  twinAddress,
  twinAlias,
  twinBytes,
  twinIds,
  twinMoment,
  twinToken,
  twinWords,
} from './twin-names.ts';
import { fillMapping } from './twin-mapping.ts';
import { fillOutbox } from './twin-outbox.ts';
import { fillSynchronization } from './twin-synchronization.ts';
import { fillWorkflows } from './twin-workflows.ts';

export * from './twin-names.ts';
const at = twinMoment;

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
  await records.add(twinRecord('contact', `standing-${mark}`, mark), at);
  await records.add(twinRecord('team', twinIds.team, mark, { members: [twinIds.reader] }), at);
  await records.declareType({ name: 'project', label: mark, pluralLabel: mark, fields: [] });
  await records.pin(twinIds.reader, twinIds.work, at);
  await tx.addresses.remember(twinIds.reader, twinAddress, { type: 'contact', id: twinIds.contact }, at);
};
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
    attempts: 1,
    at,
  });
};

const filtersOf = (mark: string) => [
  { join: 'and' as const, rows: [{ field: 'name', compares: 'is' as const, with: mark }] },
];

/** Makes an organization with one of everything, marked. */
export const fillTwin = async (store: Store, id: string, mark: string): Promise<void> => {
  const settings = { ...defaultOrganizationSettings, authenticationServers: [mark], syncFilters: filtersOf(mark) };
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
    await fillAgenda(tx, mark, at);
    await fillSynchronization(tx, mark);
    await fillMapping(tx, mark);
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
