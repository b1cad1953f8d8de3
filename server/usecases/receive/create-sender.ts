import { recordLimits } from '#shared/model/record.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { TrackedFor } from '../../domain/routing/decide.ts';
import { newSender, type NewSender } from '../../domain/records/new-sender.ts';
import type { Ids } from '../../ports/ids.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { findRecordType } from '../records/record-types.ts';
import { addRecord, WrittenMeanwhile } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import type { Judgement } from './judge-mail.ts';
import type { Received } from './record-received.ts';

/** In whose name: the first user it is tracked for, with their rights and no others. */
const actorOf = (organizationId: string, trackedFor: readonly TrackedFor[]): Actor | null => {
  const who = trackedFor.find(({ kind }) => kind === 'user');
  if (who === undefined) return null;
  return { organizationId, userId: who.id, name: who.name, role: 'user', loginId: '', deviceId: null };
};

const senderOf = ({ message, settings, audience, matching, automatic, standing }: Judgement): NewSender | null =>
  standing === null ? newSender({ message, settings, audience, matching, isAutomatic: automatic !== null }) : null;

/** The key under which a sender is created once: by another process at the same time, or deleted since, it is not again. */
const externalIdOf = ({ key }: NewSender): string => `mail:${key}`;

const create = async (
  needs: { readonly ids: Ids },
  tx: StoreWrite,
  { sender, actor, at }: { readonly sender: NewSender; readonly actor: Actor; readonly at: Received['at'] },
): Promise<RecordRef | null> => {
  const type = await findRecordType(tx, sender.type);
  const name = sender.name.slice(0, recordLimits.nameLength);
  const input = { name, addresses: [sender.address], externalId: externalIdOf(sender) };
  try {
    const { id } = await addRecord(needs, tx, { actor, type, input, standing: null, origin: 'rematch' }, at);
    return { type: sender.type, id };
  } catch (error) {
    // What may not be created, or was already, leaves the mail tracked with an address that nobody owns.
    if (error instanceof Refusal || error instanceof WrittenMeanwhile) return null;
    throw error;
  }
};

/**
 * R7: makes a record of an unknown author, where the setting says so, for the first user for whom the mail is tracked. Gives
 * what is known afterwards, so that the author is that record.
 */
export const withCreatedSender = async (
  needs: { readonly ids: Ids },
  tx: StoreWrite,
  received: Received,
  trackedFor: readonly TrackedFor[],
): Promise<{ readonly received: Received; readonly created: RecordRef | null }> => {
  const { judgement, at } = received;
  const sender = senderOf(judgement);
  const actor = actorOf(tx.organizationId, trackedFor);
  if (sender === null || actor === null) return { received, created: null };
  const created = await create(needs, tx, { sender, actor, at });
  if (created === null) return { received, created };
  const { addresses, looseAddresses } = judgement.keys;
  const matching = await tx.routing.matching({ readerId: null, addresses, looseAddresses });
  return { received: { ...received, judgement: { ...judgement, matching } }, created };
};
