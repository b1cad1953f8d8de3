import type { ActivityParty, Visibility } from '#shared/model/activity.ts';
import { type AgendaFields, type AgendaKind, agendaLimits } from '#shared/model/agenda.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { EventOrigin } from '#shared/contracts/workflows.ts';
import type { Actor } from '../../domain/actor.ts';
import {
  type AgendaContent,
  agendaIdentity,
  agendaMoment,
  agendaPeople,
  agendaState,
  agendaVisibility,
  checkAgenda,
} from '../../domain/agenda/agenda-item.ts';
import { soughtBy } from '../../domain/agenda/same-appointment.ts';
import type { AgendaItemToStore, NewAgendaItem, StoredAgendaItem } from '../../ports/agenda-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import { matchAddresses } from '../addresses/match-addresses.ts';
import { WrittenMeanwhile } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import { findStanding } from './find-appointment.ts';

export interface AgendaNeeds {
  readonly clock: Clock;
  readonly ids: Ids;
}

/** In whose name it is written, and where the change came from; absent: by hand. */
export interface AgendaWrite {
  readonly needs: AgendaNeeds;
  readonly tx: StoreWrite;
  readonly actor: Actor;
  readonly origin?: EventOrigin;
}

export interface AgendaInput extends AgendaContent {
  readonly kind: AgendaKind;
  /** Null: as the organization has it. */
  readonly visibility: Visibility | null;
  readonly regarding: readonly RecordRef[];
  /** Of an appointment: where the actor's Outlook has it; one that stands for it is the same one. */
  readonly outlookId?: string | undefined;
  readonly follows?: NewAgendaItem['follows'];
}

/** What became of it: made, or it stood there and is tracked by one more. */
export interface AddedItem {
  readonly id: string;
  readonly stood: boolean;
}

const checked = (kind: AgendaKind, standing: AgendaFields, changes: AgendaFields): AgendaFields => {
  const read = checkAgenda(kind, standing, changes);
  if (read.kind === 'fields') return read.fields;
  throw new Refusal('invalid_request', `fields.${read.field}: ${read.message}.`, {
    issues: [{ field: `fields.${read.field}`, message: read.message }],
  });
};

const partiesOf = async (read: StoreRead, actor: Actor, fields: AgendaFields): Promise<ActivityParty[]> => {
  const people = agendaPeople(fields);
  const addresses = people.map(({ address }) => address);
  const matches = await matchAddresses(read, actor, { addresses, role: 'recipient' });
  return people.map(({ role, address }, index) => ({
    role,
    address,
    resolution: matches[index]?.resolution ?? { kind: 'unresolved' },
  }));
};

/** Texts of a mailbox are as long as they are. */
const checkLengths = ({ subject, notes }: AgendaContent): void => {
  for (const [field, text, most] of [
    ['subject', subject, agendaLimits.subject],
    ['notes', notes, agendaLimits.notes],
  ] as const)
    if (text.length > most) {
      const message = `has ${text.length} characters; at most ${most} are kept`;
      throw new Refusal('invalid_request', `${field} ${message}.`, { issues: [{ field, message }] });
    }
};

const toStore = async (
  { needs, tx, actor }: AgendaWrite,
  kind: AgendaKind,
  content: AgendaContent,
): Promise<AgendaItemToStore> => {
  checkLengths(content);
  return {
    ...content,
    ...agendaState(kind, content.fields),
    sortAt: agendaMoment(content.fields, needs.clock.now()),
    parties: await partiesOf(tx, actor, content.fields),
  };
};

const journal = (
  { needs, tx, actor, origin }: AgendaWrite,
  kind: 'activity.promoted' | 'activity.changed' | 'activity.deleted' | 'activity.restored',
  id: string,
  reason: string,
): Promise<void> =>
  tx.journal.append([
    {
      kind,
      subjectId: id,
      at: needs.clock.now(),
      actorId: actor.userId,
      reason,
      // Workflows listen to mail.
      facts: { isNew: false, ...(origin === undefined ? {} : { origin }) },
    },
  ]);

interface TrackingWish {
  readonly visibility: Visibility;
  readonly regarding: readonly RecordRef[];
  readonly outlookId?: string;
}

/** The user's own promotion: made, or standing again where they had withdrawn it. Gives its id. */
const promotionOf = async ({ needs, tx, actor }: AgendaWrite, id: string, wish: TrackingWish): Promise<string> => {
  const at = needs.clock.now();
  const own = await tx.promotions.findOf(id, actor.userId);
  if (own !== null) {
    if (own.state === 'standing') return own.id;
    await tx.promotions.changeState(own.id, 'standing', at);
    if (wish.regarding.length > 0) await tx.promotions.setRegarding(own.id, id, wish.regarding);
    return own.id;
  }
  const promotion = {
    id: needs.ids.next(),
    activityId: id,
    userId: actor.userId,
    actorId: actor.userId,
    method: 'written',
    visibility: wish.visibility,
    outcomeCode: 110,
    regarding: wish.regarding,
    offeredRegarding: [],
    why: 'You track it.',
  } as const;
  await tx.promotions.add(promotion, at);
  return promotion.id;
};

const track = async (write: AgendaWrite, id: string, wish: TrackingWish): Promise<void> => {
  const promotionId = await promotionOf(write, id, wish);
  if (wish.outlookId !== undefined) await write.tx.promotions.setPlace(promotionId, wish.outlookId);
};

/** What stands for it already: by its UID, or by what the actor's Outlook tells. */
const findSame = async (
  { tx, actor, origin }: AgendaWrite,
  { kind, subject, outlookId }: AgendaInput,
  { fields, identity }: { readonly fields: AgendaFields; readonly identity: string },
): Promise<{ readonly item: StoredAgendaItem; readonly by: 'identity' | 'likeness' } | null> => {
  const known = await tx.agenda.findByIdentity(actor.userId, identity);
  if (known !== null) return { item: known, by: 'identity' };
  const arrives = origin === 'synchronization';
  if (kind !== 'appointment' || (outlookId === undefined && !arrives)) return null;
  const found = await findStanding(tx, actor, { ...soughtBy(subject, fields), outlookId: outlookId ?? null });
  if (found === null) return null;
  // What has a UID of its own is another one than what arrives with its own.
  const isOpen = found.item.inOutlook && found.item.tracked === 'standing' && (found.item.fields['uid'] ?? '') === '';
  return arrives && !isOpen ? null : { item: found.item, by: 'likeness' };
};

/** Makes a task or an appointment that the actor tracks; one with the same UID is tracked by one more. Throws Refusal. */
export const addAgendaItem = async (write: AgendaWrite, input: AgendaInput): Promise<AddedItem> => {
  const { needs, tx, actor } = write;
  const { kind, subject, notes } = input;
  const fields = checked(kind, {}, input.fields);
  const id = needs.ids.next();
  const identity = agendaIdentity(kind, fields, id);
  const usual = input.visibility ?? agendaVisibility(fields, (await tx.organization.settings()).defaultVisibility);
  const { regarding, outlookId, follows = null } = input;
  const tracking = { visibility: usual, regarding, ...(outlookId === undefined ? {} : { outlookId }) };
  const standing = await findSame(write, input, { fields, identity });
  if (standing !== null) {
    const { item: stands, by } = standing;
    await track(write, stands.id, tracking);
    if (stands.deleted) await tx.activities.markDeleted(stands.id, null);
    // The calendar's own words replace those that an Outlook told.
    if (by === 'likeness' && write.origin === 'synchronization')
      await saveAgendaItem(write, stands, { subject, notes, fields });
    await journal(write, 'activity.promoted', stands.id, 'duplicate');
    return { id: stands.id, stood: true };
  }
  const direction = fields['isOrganizer'] === false ? 'incoming' : 'outgoing';
  const content = await toStore(write, kind, { subject, notes, fields });
  const made = { ...content, id, kind, identity, ownerId: actor.userId, direction, follows } as const;
  if (!(await tx.agenda.add(made, needs.clock.now()))) throw new WrittenMeanwhile();
  await track(write, id, tracking);
  await journal(write, 'activity.promoted', id, kind);
  return { id, stood: false };
};

/** Writes what is given over what stands. Throws Refusal, WrittenMeanwhile. */
export const saveAgendaItem = async (
  write: AgendaWrite,
  standing: StoredAgendaItem,
  changes: Partial<AgendaContent>,
): Promise<void> => {
  const { kind, subject, notes } = standing;
  const fields = checked(kind, standing.fields, changes.fields ?? {});
  const content = { subject: changes.subject ?? subject, notes: changes.notes ?? notes, fields };
  const item = await toStore(write, kind, content);
  if (!(await write.tx.agenda.save(standing.id, item, standing.version, write.needs.clock.now())))
    throw new WrittenMeanwhile();
  await journal(write, 'activity.changed', standing.id, kind);
};

/** Gone for the actor; for others who track it nothing changes (O10). */
export const removeAgendaItem = async (write: AgendaWrite, id: string): Promise<void> => {
  const { tx, actor, needs } = write;
  const own = await tx.promotions.findOf(id, actor.userId);
  if (own === null) return;
  const at = needs.clock.now();
  await tx.promotions.changeState(own.id, 'removed', at);
  if ((await tx.promotions.countStanding(id)) === 0) await tx.activities.markDeleted(id, at);
  await journal(write, 'activity.deleted', id, 'removed');
};

/** What the actor removed stands again. */
export const restoreAgendaItem = async (write: AgendaWrite, id: string): Promise<void> => {
  const own = await write.tx.promotions.findOf(id, write.actor.userId);
  if (own === null) return;
  await write.tx.promotions.changeState(own.id, 'standing', write.needs.clock.now());
  await write.tx.activities.markDeleted(id, null);
  await journal(write, 'activity.restored', id, 'restored');
};
