import type { Server as TlsServer } from 'node:https';
import type { Certificate } from './adapters/certificate/ensure-certificate.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';

const dayMs = 24 * 60 * 60 * 1000;

export interface RenewalNeeds {
  readonly clock: Clock;
  readonly log: Log;
  /** Finds or makes the certificate anew. */
  readonly ensure: () => Promise<Certificate>;
  /** Sockets whose next handshakes shall use what was renewed. */
  readonly servers: () => readonly Pick<TlsServer, 'setSecureContext'>[];
}

/** One look at the calendar: renews when it is time, and gives the certificate that is now in use. */
export const renewWhenDue = async (current: Certificate, needs: RenewalNeeds): Promise<Certificate> => {
  if (needs.clock.now() < current.renewFrom) return current;
  try {
    const renewed = await needs.ensure();
    for (const server of needs.servers()) server.setSecureContext({ cert: renewed.cert, key: renewed.key });
    needs.log.info('the certificate was renewed');
    return renewed;
  } catch (error) {
    // There are weeks left, and tomorrow is another try.
    needs.log.error('the certificate could not be renewed', {}, error);
    return current;
  }
};

/** Looks once a day, so that a server that runs for a year never serves an expired certificate. Gives the way to stop. */
export const keepRenewed = (certificate: Certificate, needs: RenewalNeeds): (() => void) => {
  let current = certificate;
  const timer = setInterval(() => void renewWhenDue(current, needs).then((next) => (current = next)), dayMs);
  timer.unref();
  return () => clearInterval(timer);
};
