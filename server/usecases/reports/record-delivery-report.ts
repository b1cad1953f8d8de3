import type { AddressKey } from '#shared/model/address.ts';
import { addressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import { headerValue, type Message } from '../../domain/mail/message.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import type { DeliveryReport, ReportedRecipient } from '../../domain/mail/report/report-types.ts';
import { readReturnPath } from '../../domain/mail/return-path.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';
import { noteProbeRefused } from '../forwarding/note-probe.ts';
import { recordBounce, settleArrived } from '../outbound/reports.ts';

export interface ReportNeeds {
  readonly signer: TokenSigner;
}

/** A mail that reports, as it reached us. */
export interface ReceivedReport {
  readonly message: Message;
  readonly report: DeliveryReport;
  /** Where it was delivered, besides whom it names. */
  readonly deliveredTo: readonly string[];
  readonly at: Instant;
}

/** What a report changed. */
export interface RecordedReport {
  /** Our mail that it speaks of; null when it is none of ours. */
  readonly emailId: string | null;
  /** How many recipients are `bounced` by it. */
  readonly bounced: number;
}

/** By the signed return path: nobody but who got our mail knows one, and it names one mail. */
const bySignedPath = async (
  { signer }: ReportNeeds,
  tx: StoreWrite,
  { message, deliveredTo }: ReceivedReport,
): Promise<string | null> => {
  const named = ['delivered-to', 'x-original-to', 'envelope-to'].map((name) => headerValue(message, name) ?? '');
  const addresses = [...deliveredTo, ...message.to.map(({ address }) => address), ...named];
  for (const address of addresses.slice(0, 100)) {
    const signed = readReturnPath(address);
    const text = signed?.emailId ?? '';
    if (signed === null || !signer.verify(tx.organizationId, 'returnPath', { text, mac: signed.mac })) continue;
    if ((await tx.outbox.find(signed.emailId)) !== null) return signed.emailId;
  }
  return null;
};

const byMessageId = async (tx: StoreWrite, { report }: ReceivedReport): Promise<string | null> => {
  const key = messageIdKey(report.originalMessageId);
  return key === null ? null : ((await tx.outbox.findByMessageIds([key]))[0] ?? null);
};

const keyOf = ({ address }: ReportedRecipient): AddressKey | null => (address === null ? null : addressKey(address));

/** A report that names nobody speaks of the only recipient that a mail has. */
const whomItMeans = async (tx: StoreWrite, emailId: string, recipient: ReportedRecipient): Promise<string | null> => {
  const key = keyOf(recipient);
  if (key !== null) return key;
  const recipients = (await tx.outbox.find(emailId))?.recipients ?? [];
  return recipients.length === 1 ? (recipients[0]?.addressKey ?? null) : null;
};

/**
 * S12: finds our mail by the signed return path, else by its Message-ID, and makes each recipient that the report says
 * was not reached `bounced`; a hard one marks the address. Complaints and delays change no state. Whatever it reports,
 * a server took the mail: recipients that were uncertain are settled as sent. A report about no mail of ours, or about
 * nobody it went to, changes nothing. It never makes an activity.
 */
export const recordDeliveryReport = async (
  needs: ReportNeeds,
  tx: StoreWrite,
  received: ReceivedReport,
): Promise<RecordedReport> => {
  const emailId = (await bySignedPath(needs, tx, received)) ?? (await byMessageId(tx, received));
  if (emailId === null) return { emailId, bounced: 0 };
  let bounced = 0;
  for (const recipient of received.report.recipients) {
    if (recipient.action !== 'failed') continue;
    const key = await whomItMeans(tx, emailId, recipient);
    const { status: statusCode, hard, answer } = recipient;
    const bounce = { emailId, addressKey: key ?? '', statusCode, hard, answer, at: received.at };
    if (key !== null && (await recordBounce(tx, bounce))) bounced += 1;
    else await noteProbeRefused(tx, emailId, answer);
  }
  await settleArrived(tx, emailId, 'deliveryReport');
  return { emailId, bounced };
};
