import type { Instant } from '#shared/model/instant.ts';
import { readDeliveryReport } from '../domain/mail/delivery-report.ts';
import type { StoreWrite } from '../ports/store.ts';
import { RecordedMeanwhile } from './promotion/tracking.ts';
import { holdReceived } from './receive/hold-received.ts';
import { judgeMail, type Opened } from './receive/judge-mail.ts';
import { type OpenedMail, openMail } from './receive/open-mail.ts';
import type { ReceivedMail, ReceiveNeeds, ReceiveReceipt } from './receive/received-mail.ts';
import { recordDropped } from './receive/record-dropped.ts';
import { recordReceived } from './receive/record-received.ts';
import { recordDeliveryReport } from './reports/record-delivery-report.ts';

/** As many times as a mail may be recorded by others while we try; each leaves it standing, so two are enough. */
const attempts = 3;

/** What else is written with the mail, in the same transaction: the source's own key, the end of a hold. */
export type Alongside = (tx: StoreWrite, receipt: ReceiveReceipt) => Promise<void>;

export const markWith =
  ({ salt, digests }: ReceiveNeeds, organizationId: string) =>
  (text: string): string =>
    digests.sha256(JSON.stringify([salt, organizationId, text]));

export type MarkedNeeds = ReceiveNeeds & { readonly mark: (text: string) => string };

/** S12: what came back tells what became of a mail of ours. */
const noteReport = async (
  needs: MarkedNeeds,
  tx: StoreWrite,
  { mail, opened, at }: { readonly mail: ReceivedMail; readonly opened: Opened; readonly at: Instant },
): Promise<void> => {
  const { message } = opened;
  const report = readDeliveryReport(message);
  const deliveredTo = [...(mail.foundAt === null ? [] : [mail.foundAt]), ...mail.envelopeTo];
  if (report !== null) await recordDeliveryReport(needs, tx, { message, report, deliveredTo, at });
};

/** A18: several organizations of one site would take it. */
const claimedBySeveral: OpenedMail = {
  kind: 'unproved',
  because: 'several organizations would take it, and nothing tells which of them it is for',
  forwarder: null,
};

/** Facts, decision and rows of a mail that was read, in the caller's transaction. */
export const settleOpened = async (
  needs: MarkedNeeds,
  tx: StoreWrite,
  { mail, opened, at }: { readonly mail: ReceivedMail; readonly opened: OpenedMail; readonly at: Instant },
): Promise<ReceiveReceipt> => {
  if (opened.kind !== 'opened') return holdReceived(needs, { read: tx, write: tx }, { mail, unjudged: opened, at });
  if (opened.dropped !== null) return recordDropped(needs, tx, { mail, opened, dropped: opened.dropped, at });
  const judgement = await judgeMail(needs, tx, { mail, opened, at });
  if (judgement.decision.reason === 'report') await noteReport(needs, tx, { mail, opened, at });
  return recordReceived(needs, tx, { mail, opened, judgement, at });
};

/**
 * Mail that comes by itself: read and unwrapped outside the transaction, then facts, decision and rows inside one
 * (statements A2-A9, A11, A16, A17, A19, A20, A23, A24). Exactly one outcome; the same mail again makes no second activity.
 */
export const receiveMessage =
  (plain: ReceiveNeeds) =>
  async (mail: ReceivedMail, alongside: Alongside = () => Promise.resolve()): Promise<ReceiveReceipt> => {
    const needs = { ...plain, mark: markWith(plain, mail.organizationId) };
    const opened: OpenedMail = mail.ownerUnknown === true ? claimedBySeveral : await openMail(needs, mail);
    for (let attempt = 1; ; attempt++) {
      try {
        return await needs.store.transact(mail.organizationId, async (tx) => {
          const receipt = await settleOpened(needs, tx, { mail, opened, at: needs.clock.now() });
          await alongside(tx, receipt);
          return receipt;
        });
      } catch (error) {
        if (!(error instanceof RecordedMeanwhile) || attempt === attempts) throw error;
      }
    }
  };
