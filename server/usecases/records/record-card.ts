import type { RecordCard } from '#shared/contracts/records.ts';
import { toWire } from '#shared/model/instant.ts';
import { type NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { getRecord } from './change-record.ts';

/** As many as a card shows. */
const lines = { activities: 5, openWork: 10 } as const;

export type CardFacts = Omit<RecordCard, 'record'> & { readonly record: StoredRecord };

const activityLine = ({
  id,
  kind,
  subject,
  sentAt,
  regarding,
}: ActivityView): RecordCard['lastActivities'][number] => ({
  id,
  kind,
  subject,
  sentAt: sentAt === null ? null : toWire(sentAt),
  regarding: regarding[0] ?? null,
});

const accountOf = async (read: StoreRead, actor: Actor, record: StoredRecord): Promise<NamedRecordRef | null> => {
  const ref = RecordRef.safeParse(record.fields['account']);
  return ref.success ? ((await read.records.names(actor.userId, [ref.data]))[0] ?? null) : null;
};

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** P4: what a person wants to know of a record at a glance, all of it only as far as they may read it. */
export const readRecordCard = async (read: StoreRead, actor: Actor, ref: RecordRef): Promise<CardFacts> => {
  const record = await getRecord(read, actor, ref);
  const activities = await read.activities.list(
    actor.userId,
    { timelineOf: record.id },
    { limit: lines.activities, after: null },
  );
  const open = await read.records.openWork(actor.userId, [record.id], lines.openWork);
  const pinned = await read.records.pinned(actor.userId);
  return {
    record,
    account: await accountOf(read, actor, record),
    phone: text(record.fields['phone']),
    lastActivities: activities.map(activityLine),
    open: open.map(({ type, id, name, fields }) => ({ type, id, name, status: text(fields['status']) })),
    pinned: pinned.some(({ id }) => id === record.id),
  };
};
