import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { MarkedEmail } from '../../ports/outbox-store.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { answerText, type DeliveryOutcome, recordDeliveries } from './record-delivery.ts';
import { pauseSending } from './sending-pauses.ts';

interface Needs {
  readonly store: Store;
  readonly ids: Ids;
  readonly log: Log;
  /** Names this process towards others. */
  readonly owner: string;
}

/** What must be on disk about a mail on its way: its marker before the final dot, what came of it afterwards. */
export type Note =
  | { readonly kind: 'marker'; readonly email: MarkedEmail }
  | { readonly kind: 'outcome'; readonly outcome: DeliveryOutcome };

/** S5: each server that refuses us pauses, once. */
const pauseRefused = async (needs: Needs, organizationId: string, outcomes: readonly DeliveryOutcome[]) => {
  const answers = new Map<string, string>();
  for (const { mail, delivery } of outcomes)
    if (delivery.profileRefused !== null) answers.set(mail.profile.id, answerText(delivery.profileRefused.answer));
  for (const [profileId, answer] of answers) await pauseSending(needs)(organizationId, profileId, answer);
};

/** Markers of mails whose every recipient was taken are written by one statement. */
const isOneStatement = (markers: readonly MarkedEmail[], outcomes: readonly DeliveryOutcome[]): boolean =>
  outcomes.length === 0 && markers.length > 0 && markers.every(({ positions }) => positions === 'all');

/**
 * Writes the notes of many mails of one organization in one transaction: a commit that waits for the disk costs the same
 * for one mail and for twenty. Gives an answer per note: false when the lease of a mail to be marked is no longer this
 * process's, and its dot must not be sent.
 */
export const writeNotes =
  (needs: Needs) =>
  async (organizationId: string, notes: readonly Note[]): Promise<boolean[]> => {
    const markers = notes.flatMap((note) => (note.kind === 'marker' ? [note.email] : []));
    const outcomes = notes.flatMap((note) => (note.kind === 'outcome' ? [note.outcome] : []));
    await pauseRefused(needs, organizationId, outcomes);
    const mark = (tx: StoreWrite) => tx.outbox.mark(needs.owner, markers);
    const held = isOneStatement(markers, outcomes)
      ? await needs.store.write(organizationId, mark)
      : await needs.store.transact(organizationId, async (tx) => {
          // Beside each other: where the database is elsewhere, both wait for the same round trip.
          const marking = markers.length === 0 ? new Set<string>() : mark(tx);
          const [marked] = await Promise.all([marking, recordDeliveries(tx, outcomes)]);
          return marked;
        });
    return notes.map((note) => note.kind === 'outcome' || held.has(note.email.id));
  };
