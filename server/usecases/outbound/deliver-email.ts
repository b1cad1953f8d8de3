import type { Delivery, MailTransport } from '../../ports/mail-transport.ts';
import type { MarkedEmail } from '../../ports/outbox-store.ts';
import type { MailInHand } from './claim-round.ts';

/** What a mail on its way asks of the database. */
interface DeliveryAsks {
  /** The stored bytes; null when they are gone. */
  readonly read: (sha256: string) => Promise<Uint8Array | null>;
  /** Commits the marker; false when the lease has ended. */
  readonly mark: (email: MarkedEmail) => Promise<boolean>;
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
  (transport: MailTransport) =>
  async ({ email, profile }: MailInHand, { read, mark }: DeliveryAsks): Promise<Delivery> => {
    const addresses = email.recipients.map(({ address }) => address);
    const bytes = await read(email.sha256);
    if (bytes === null) return missing(addresses);
    const envelope = { from: email.returnPath ?? email.fromAddress, to: addresses, notify: email.deliveryNotification };
    return transport.send(profile.profile, { envelope, bytes }, async (accepted) => {
      const covered = email.recipients.filter(({ address }) => accepted.includes(address));
      const positions = covered.length === addresses.length ? 'all' : covered.map(({ position }) => position);
      if (!(await mark({ id: email.id, fence: email.fence, positions })))
        throw new LeaseLost('the lease of this mail has ended');
    });
  };
