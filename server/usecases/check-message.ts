import type { Instant } from '#shared/model/instant.ts';
import type { StoreRead } from '../ports/store.ts';
import { alreadyTracked, promotedByHand, routed } from './promotion/outcomes.ts';
import { holdReceived } from './receive/hold-received.ts';
import { judgeMail, type Opened, type TriedSettings } from './receive/judge-mail.ts';
import { type OpenedMail, openMail } from './receive/open-mail.ts';
import type { ReceivedMail, ReceiveNeeds, ReceiveReceipt } from './receive/received-mail.ts';
import { standsFor } from './receive/record-received.ts';
import { type MarkedNeeds, markWith } from './receive-message.ts';

/** What would become of a mail, for whom, and who wrote it. */
export interface ForeseenMail {
  readonly receipt: ReceiveReceipt;
  /** Names of users and queues; empty when it would not be tracked. */
  readonly trackedFor: readonly string[];
  readonly sender: string | null;
  readonly subject: string | null;
}

const receiptOf = (outcome: ReceiveReceipt['outcome'], promote: boolean, opened: Opened): ReceiveReceipt => ({
  promote,
  outcome,
  internetMessageId: opened.message.messageId,
  activityId: null,
  created: false,
  holdId: null,
});

const foreseeOpened = async (
  needs: MarkedNeeds,
  read: StoreRead,
  { mail, opened, at, tried }: Foreseeing & { readonly opened: Opened },
): Promise<Pick<ForeseenMail, 'receipt' | 'trackedFor'>> => {
  if (opened.dropped?.genuine === true)
    return { receipt: receiptOf(promotedByHand('It was sent to a drop address.'), true, opened), trackedFor: [] };
  if (opened.dropped !== null) {
    const refused = routed('invalidSender', 'skip', 'its author is not the owner of the drop address');
    return { receipt: receiptOf(refused, false, opened), trackedFor: [] };
  }
  const judgement = await judgeMail(needs, read, { mail, opened, at, tried });
  const { decision } = judgement;
  if ((await standsFor(read, judgement)) !== null)
    return { receipt: receiptOf(alreadyTracked(), false, opened), trackedFor: [] };
  const outcome = routed(decision.reason, decision.kind, decision.because);
  return {
    receipt: receiptOf(outcome, decision.kind === 'promote', opened),
    trackedFor: decision.kind === 'promote' ? decision.trackedFor.map(({ name }) => name) : [],
  };
};

const foresee = async (
  needs: MarkedNeeds,
  read: StoreRead,
  { mail, opened, at, tried }: Foreseeing & { readonly opened: OpenedMail },
): Promise<ForeseenMail> => {
  if (opened.kind === 'opened') {
    const { from, subject } = opened.message;
    const foreseen = await foreseeOpened(needs, read, { mail, opened, at, tried });
    return { ...foreseen, sender: from[0]?.address ?? null, subject };
  }
  const receipt = await holdReceived(needs, { read, write: null }, { mail, unjudged: opened, at });
  return { receipt, trackedFor: [], sender: null, subject: null };
};

interface Foreseeing {
  readonly mail: ReceivedMail;
  readonly at: Instant;
  readonly tried: TriedSettings | null;
}

/** A10, A12: what `receiveMessage` would do with this mail now, by the settings that stand or by others. Writes nothing. */
export const foreseeMessage =
  (plain: ReceiveNeeds) =>
  async (mail: ReceivedMail, tried: TriedSettings | null): Promise<ForeseenMail> => {
    const needs = { ...plain, mark: markWith(plain, mail.organizationId) };
    const opened = await openMail(needs, mail);
    return needs.store.read(mail.organizationId, (read) =>
      foresee(needs, read, { mail, opened, at: needs.clock.now(), tried }),
    );
  };

/** A12: what `receiveMessage` would say of this mail now. Writes nothing. */
export const checkMessage =
  (needs: ReceiveNeeds) =>
  async (mail: ReceivedMail): Promise<ReceiveReceipt> =>
    (await foreseeMessage(needs)(mail, null)).receipt;
