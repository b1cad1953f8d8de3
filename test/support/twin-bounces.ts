import type { Instant } from '#shared/model/instant.ts';
import type { StoreWrite } from '../../server/ports/store.ts';

interface TwinBounce {
  readonly emailId: string;
  readonly addressKey: string;
  readonly mark: string;
  readonly at: Instant;
}

/** A report on the twin's mail, and the address that it marked. */
export const fillBounces = async (tx: StoreWrite, { emailId, addressKey, mark, at }: TwinBounce): Promise<void> => {
  const report = { address: addressKey, at, statusCode: mark, hard: true, answer: mark };
  await tx.outbox.addBounceReport(emailId, report);
  await tx.outbox.markBouncing({ addressKey, since: at, statusCode: mark, emailId });
};
