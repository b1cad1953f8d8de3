import type { Instant } from '#shared/model/instant.ts';
import type { StoreRead, StoreWrite } from '../../server/ports/store.ts';
import { twinIds, twinMoment } from './twin-names.ts';

const key = 'anna@twin.test';
const marks = ['ours', 'theirs', 'empty'];

/** The same mailbox mapped in each organization, and alerts under the same ids. */
export const fillMapping = async ({ mappings, alerts }: StoreWrite, mark: string): Promise<void> => {
  await mappings.add({ key, userId: twinIds.reader, since: twinMoment });
  await mappings.add({ key: `${mark}@twin.test`, userId: twinIds.reader, since: twinMoment });
  const alert = { kind: 'mailboxTaken', subjectId: key, words: mark, at: twinMoment } as const;
  await alerts.add({ ...alert, id: 'own', userId: twinIds.reader });
  await alerts.add({ ...alert, id: 'everybody', userId: null });
  const standing = { kind: 'connectionStopped', words: mark, at: twinMoment, userId: twinIds.reader } as const;
  await alerts.tell({ ...standing, id: 'standing', subjectId: 'account' });
  await alerts.tell({ ...standing, id: 'settled', subjectId: 'mailbox' });
};

/** Every answer of the reading side. */
export const readMapping = async ({
  mappings,
  alerts,
  synchronization,
}: StoreRead): Promise<Record<string, unknown>> => ({
  mappingFind: await mappings.find(key),
  mappingsFound: await Promise.all(marks.map((mark) => mappings.find(`${mark}@twin.test`))),
  mappingsOfUser: await mappings.ofUser(twinIds.reader),
  alerts: await alerts.open(twinIds.reader, { ofAdministrators: false, limit: 50 }),
  alertsOfAdministrators: await alerts.open(twinIds.reader, { ofAdministrators: true, limit: 50 }),
  alertTold: await alerts.lastTold('connectionStopped', 'account'),
  syncIsHeld: await synchronization.isHeld({ accountId: 'leased', owner: 'another' }),
});

/** Every change of the writing side. */
export const writeMapping = async ({ mappings, alerts }: StoreWrite, later: Instant): Promise<void> => {
  const done = [
    await mappings.move({ key, userId: 'colleague', since: later }, twinIds.reader),
    await alerts.putAway('own', twinIds.reader, false),
    await alerts.putAway('everybody', twinIds.reader, true),
  ];
  if (done.includes(false)) throw new Error(`a twin was not there to be changed: ${done.join()}`);
  const standing = { kind: 'connectionStopped', words: 'rewritten', at: later, userId: null } as const;
  await alerts.tell({ ...standing, id: 'again', subjectId: 'account' });
  await alerts.drop('connectionStopped', 'mailbox');
  for (const mark of marks) await mappings.remove(`${mark}@twin.test`, twinIds.reader);
  await alerts.forget((later + 1) as Instant);
};
