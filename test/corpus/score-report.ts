/** Scores one reading against what the corpus expects of it. */
import { readDeliveryReport } from '../../server/domain/mail/delivery-report.ts';
import type { Message } from '../../server/domain/mail/message.ts';
import type { DeliveryReport, ReportedRecipient } from '../../server/domain/mail/report/report-types.ts';
import type { CorpusEntry, ExpectedBounce } from './corpus-files.ts';
import { sameReason } from './same-reason.ts';

/** How many of the expected recipients each reading got right. */
export interface Scored {
  readonly entry: CorpusEntry;
  readonly expected: readonly ExpectedBounce[];
  readonly report: DeliveryReport | null;
  readonly recipients: number;
  readonly classes: number;
  readonly statuses: number;
  readonly reasons: number;
}

const ownCode = /^[45]\.0\.9\d\d$/;

const sameStatus = (expected: ExpectedBounce, found: ReportedRecipient): boolean => {
  if (!ownCode.test(expected.status)) return (found.status ?? '') === expected.status;
  return !found.statusStated && found.status?.[0] === expected.status[0] && sameReason(expected.reason, found.reason);
};

const unexpected = (expected: readonly ExpectedBounce[]): boolean =>
  expected.every(({ reason }) => reason === 'vacation');

const countRecipients = (report: DeliveryReport, message: Message, expected: number, bytes: string): number => {
  const to = message.to.map(({ address }) => address.toLowerCase());
  const good = new Set(
    report.recipients.flatMap(({ address }) =>
      address !== null && !(to.includes(address) && to.length === 1 && bytes.split(address).length < 3)
        ? [address]
        : [],
    ),
  );
  return report.recipients.length === expected ? Math.min(good.size, expected) : 0;
};

const count = (expected: readonly ExpectedBounce[], right: (one: ExpectedBounce, index: number) => boolean): number =>
  expected.filter(right).length;

/** Recipients are compared in order. */
export const scoreReport = (entry: CorpusEntry, message: Message | null): Scored => {
  const expected = entry.bounce ?? [];
  const report = message === null ? null : readDeliveryReport(message);
  const none = { entry, expected, report, recipients: 0, classes: 0, statuses: 0, reasons: 0 };
  if (unexpected(expected)) {
    const right = report === null ? expected.length : 0;
    return { ...none, recipients: right, classes: right, statuses: right, reasons: right };
  }
  if (report === null || message === null) return none;
  const bytes = Buffer.from(entry.bytes()).toString('latin1').toLowerCase();
  const at = (index: number): ReportedRecipient | undefined => report.recipients[index];
  return {
    ...none,
    recipients: countRecipients(report, message, expected.length, bytes),
    classes: count(expected, ({ hard }, index) => at(index)?.hard === hard),
    statuses: count(expected, (one, index) => {
      const found = at(index);
      return found !== undefined && sameStatus(one, found);
    }),
    reasons: count(expected, ({ reason }, index) => {
      const found = at(index);
      return found !== undefined && (reason === 'feedback' || sameReason(reason, found.reason));
    }),
  };
};
