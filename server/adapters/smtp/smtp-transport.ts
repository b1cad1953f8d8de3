import type { Delivery, MailTransport, SendingProfile } from '../../ports/mail-transport.ts';
import { testConnection } from './connection-test.ts';
import { openSession, type SessionNeeds } from './open-session.ts';
import { SessionFailure } from './session-failure.ts';
import { type Lease, type PoolBounds, SessionPool, usualBounds } from './session-pool.ts';
import { rfcTimeouts, type SmtpTimeouts } from './timeouts.ts';
import { offerMail } from './transaction.ts';

export interface SmtpTransportOptions extends Pick<SessionNeeds, 'guard' | 'localName'> {
  /** Certificates that are trusted in place of the system's. */
  readonly authorities?: readonly string[];
  readonly timeouts?: Partial<SmtpTimeouts>;
  readonly bounds?: Partial<PoolBounds>;
}

/** S5: who never got to the mail gives every recipient the same verdict. */
const neverOffered = (addresses: readonly string[], { stage, answer, lasting }: SessionFailure): Delivery => ({
  recipients: addresses.map((address) => ({ kind: 'deferred', address, stage, answer })),
  profileRefused: lasting ? { stage, answer } : null,
});

/** Mail by SMTP (RFC 5321) over pooled sessions. */
export const createSmtpTransport = (options: SmtpTransportOptions): MailTransport => {
  const timeouts = { ...rfcTimeouts, ...options.timeouts };
  const needs: SessionNeeds = { ...options, timeouts, authorities: options.authorities ?? null };
  const pool = new SessionPool((profile) => openSession(profile, needs, () => undefined), {
    ...usualBounds,
    ...options.bounds,
  });
  const leaseOr = (profile: SendingProfile): Promise<Lease | SessionFailure> =>
    pool.take(profile).catch((error: unknown) => {
      if (error instanceof SessionFailure) return error;
      throw error;
    });
  return {
    send: async (profile, mail, beforeFinalDot) => {
      for (;;) {
        const lease = await leaseOr(profile);
        if (lease instanceof SessionFailure) return neverOffered(mail.envelope.to, lease);
        let reusable = false;
        try {
          const outcome = await offerMail(lease.session, mail, timeouts, beforeFinalDot);
          reusable = outcome.reusable;
          // A kept session whose server has left in the meantime says nothing about this mail: the next one is asked.
          if (!lease.used || !outcome.neverHeard) return outcome.delivery;
        } finally {
          lease.release(reusable);
        }
      }
    },
    test: (profile, addresses) => testConnection(profile, addresses, needs),
    close: () => {
      pool.close();
      return Promise.resolve();
    },
  };
};
