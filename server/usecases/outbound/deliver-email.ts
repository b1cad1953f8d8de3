import type { Delivery, MailTransport } from '../../ports/mail-transport.ts';
import type { Store } from '../../ports/store.ts';
import type { MailInHand } from './claim-round.ts';

interface Needs {
  readonly store: Store;
  readonly transport: MailTransport;
}

/** The lease ended while the mail was on its way to the final dot: the dot must not be sent. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

const missing = (addresses: readonly string[]): Delivery => ({
  recipients: addresses.map((address) => ({
    kind: 'failed',
    address,
    stage: 'data',
    answer: { code: null, enhanced: null, text: 'The stored bytes of this mail are missing; write it anew.' },
  })),
  profileRefused: null,
});

/**
 * S3, S4: hands the stored bytes to the mail server, for the recipients in hand. The marker is committed before the
 * final dot; when it cannot be, the dot is not sent. What came of it is the caller's to record.
 */
export const deliverEmail =
  ({ store, transport }: Needs) =>
  async ({ organizationId, email, profile }: MailInHand, owner: string): Promise<Delivery> => {
    const addresses = email.recipients.map(({ address }) => address);
    const bytes = await store.read(organizationId, (read) => read.contents.read(email.sha256));
    if (bytes === null) return missing(addresses);
    const envelope = { from: email.returnPath ?? email.fromAddress, to: addresses, notify: email.deliveryNotification };
    return transport.send(profile.profile, { envelope, bytes }, async (accepted) => {
      const positions = email.recipients.flatMap(({ position, address }) =>
        accepted.includes(address) ? [position] : [],
      );
      const marked = await store.transact(organizationId, (tx) =>
        tx.outbox.mark(email.id, { fence: email.fence, owner }, positions),
      );
      if (!marked) throw new LeaseLost('the lease of this mail has ended');
    });
  };
