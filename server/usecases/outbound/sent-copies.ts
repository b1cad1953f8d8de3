import type { Instant } from '#shared/model/instant.ts';
import { pauseBeforeNext } from '../../domain/outbound/sent-copy.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { Log } from '../../ports/log.ts';
import type { SendingProfiles } from '../../ports/sending-profiles.ts';
import type { SentCopies, SentCopyTarget } from '../../ports/sent-copies.ts';
import type { DueSentCopy, SentCopyState } from '../../ports/sent-copy-store.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import type { NextState } from './change-recipients.ts';
import { settleArrived } from './reports.ts';

export interface SentCopyNeeds {
  readonly store: Store;
  readonly profiles: SendingProfiles;
  readonly sentCopies: SentCopies;
  readonly log: Log;
}

/** What does it. */
export const sentCopyJob = 'keep-sent-copies';

/** Longer than any look into a mailbox takes: nobody else tries meanwhile, and after a crash it is tried again. */
const inHandMs = 5 * 60_000;
const mostAtOnce = 50;

/**
 * What follows from an attempt, in its own transaction: an uncertain mail is looked for in the folder of sent mail (S4), a
 * sent one is put there where its server's settings say so (S8).
 */
export const wantSentCopy = async (
  tx: StoreWrite,
  emailId: string,
  next: readonly NextState[],
  keepsCopies: boolean,
): Promise<void> => {
  if (next.some(({ state }) => state === 'uncertain')) await tx.sentCopies.want(emailId, 'find', await tx.outbox.now());
  else if (keepsCopies && next.some(({ state }) => state === 'sent'))
    await tx.sentCopies.want(emailId, 'append', await tx.outbox.now());
};

/** What one look came to; `retry`: not yet. */
type Outcome =
  | { readonly kind: Exclude<SentCopyState, 'waiting'>; readonly answer: string | null }
  | { readonly kind: 'retry'; readonly answer: string | null; readonly atLast: SentCopyState };

const noFolder = 'No folder of sent mail is set for this sender.';

const look = async (
  { store, sentCopies }: SentCopyNeeds,
  organizationId: string,
  copy: DueSentCopy,
  target: SentCopyTarget | null,
): Promise<Outcome> => {
  const { task, messageId, sha256 } = copy;
  if (target === null) return { kind: task === 'find' ? 'absent' : 'failed', answer: noFolder };
  if (task === 'find')
    return (await sentCopies.find(target, messageId))
      ? { kind: 'kept', answer: null }
      : { kind: 'retry', answer: null, atLast: 'absent' };
  const bytes = await store.read(organizationId, (read) => read.contents.read(sha256));
  if (bytes === null) return { kind: 'failed', answer: 'The stored bytes of this mail are missing.' };
  await sentCopies.append(target, { bytes, messageId });
  return { kind: 'kept', answer: null };
};

const tried = async (needs: SentCopyNeeds, organizationId: string, copy: DueSentCopy): Promise<Outcome> => {
  try {
    const choice = await needs.profiles.choose(organizationId, copy.principal);
    return await look(needs, organizationId, copy, choice.kind === 'ready' ? choice.sentCopy : null);
  } catch (error) {
    if (error instanceof PermanentFailure) return { kind: 'failed', answer: error.message };
    const said = error instanceof TemporaryFailure ? error.message : 'The mailbox server could not be used.';
    needs.log.warn('a sent copy was not kept', { organizationId }, error);
    return { kind: 'retry', answer: said, atLast: 'failed' };
  }
};

const settle = async (tx: StoreWrite, { emailId, task, attempts }: DueSentCopy, outcome: Outcome): Promise<void> => {
  const counted = attempts + 1;
  const pauseMs = outcome.kind === 'retry' ? pauseBeforeNext(task, counted) : null;
  const dueAt = pauseMs === null ? null : (((await tx.outbox.now()) + pauseMs) as Instant);
  const over = outcome.kind === 'retry' ? outcome.atLast : outcome.kind;
  const state = dueAt === null ? over : 'waiting';
  await tx.sentCopies.settle(emailId, { state, attempts: counted, dueAt, answer: outcome.answer });
  if (task === 'find' && state === 'kept') await settleArrived(tx, emailId, 'sentCopy');
};

/**
 * S8, S4: does what is due for copies in folders of sent mail, one by one; gives how many there were. The look and what it
 * came to are two steps: who ends between them looks again, and finds the copy that lies there.
 */
export const keepSentCopies =
  (needs: SentCopyNeeds) =>
  async (organizationId: string, signal: AbortSignal): Promise<number> => {
    const due = await needs.store.read(organizationId, (read) => read.sentCopies.due(mostAtOnce));
    for (const emailId of due) {
      if (signal.aborted) break;
      const copy = await needs.store.transact(organizationId, (tx) => tx.sentCopies.claim(emailId, inHandMs));
      if (copy === null) continue;
      const outcome = await tried(needs, organizationId, copy);
      await needs.store.transact(organizationId, (tx) => settle(tx, copy, outcome));
    }
    return due.length;
  };
