import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/** `Idempotency-Key` with the hash of what came with it. */
export interface Idempotency {
  readonly key: string;
  readonly requestSha256: string;
}

/** Another transaction used the key meanwhile: run again and find its answer. */
export class UsedMeanwhile extends Error {
  override readonly name = 'UsedMeanwhile';
}

interface Once {
  readonly actor: Actor;
  readonly idempotency: Idempotency | null;
  readonly at: Instant;
}

const before = async (tx: StoreWrite, { actor, idempotency }: Once): Promise<string | null> => {
  if (idempotency === null) return null;
  const found = await tx.promotions.rememberedAnswer(actor.userId, idempotency.key);
  if (found === null) return null;
  if (found.requestSha256 !== idempotency.requestSha256)
    throw new Refusal(
      'idempotency_key_reused',
      'Idempotency-Key: this key was used for another request; take a new one.',
    );
  return String(found.answer);
};

/** Runs `work` in this transaction, or gives the id that it gave for the same key before. Throws UsedMeanwhile. */
export const answerOnce = async (
  tx: StoreWrite,
  once: Once,
  work: (tx: StoreWrite) => Promise<string>,
): Promise<string> => {
  const known = await before(tx, once);
  if (known !== null) return known;
  const answer = await work(tx);
  if (once.idempotency === null) return answer;
  const { key, requestSha256 } = once.idempotency;
  const kept = await tx.promotions.rememberAnswer(once.actor.userId, key, {
    requestSha256,
    status: 200,
    answer,
    at: once.at,
  });
  if (!kept) throw new UsedMeanwhile();
  return answer;
};

/** Runs `work` in a transaction once per key; the same key again gives the id that it gave. */
export const transactOnce = async (
  store: Store,
  once: Once,
  work: (tx: StoreWrite) => Promise<string>,
): Promise<string> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.transact(once.actor.organizationId, (tx) => answerOnce(tx, once, work));
    } catch (error) {
      if (!(error instanceof UsedMeanwhile) || attempt === 3) throw error;
    }
  }
};
