import { hostname } from 'node:os';
import { createSecretBox } from './adapters/crypto/secret-box.ts';
import { createSentCopies } from './adapters/imap/append-sent.ts';
import { createEgressGuard } from './adapters/net/egress-guard.ts';
import { createAccessTokens } from './adapters/oauth/access-tokens.ts';
import { createSmtpTransport } from './adapters/smtp/smtp-transport.ts';
import type { Secrets } from './config/secrets.ts';
import type { SmtpRelay } from './config/smtp-url.ts';
import type { AccessTokens } from './ports/access-tokens.ts';
import type { Clock } from './ports/clock.ts';
import type { EgressGuard } from './ports/egress-guard.ts';
import type { MailTransport, SendingProfile } from './ports/mail-transport.ts';
import type { SecretBox } from './ports/secret-box.ts';
import type { SendingProfiles } from './ports/sending-profiles.ts';
import type { SentCopies } from './ports/sent-copies.ts';
import type { Store } from './ports/store.ts';
import { createSendingProfiles } from './usecases/sending/choose-profile.ts';

export interface OutgoingOptions {
  /** SMTP_URL; null: organizations without a server of their own cannot send. */
  readonly smtp?: SmtpRelay | null;
  /** Inner networks that mail servers may stand in. */
  readonly allowedNetworks?: readonly string[];
  /** S16: port of the sandbox on 127.0.0.1; absent: demonstrations send nothing. */
  readonly sandboxPort?: number | null;
  /** Certificates that mail servers are judged by in place of the system's. */
  readonly mailAuthorities?: readonly string[];
}

/** All that takes mail out of the house. */
export interface Outgoing {
  readonly guard: EgressGuard;
  readonly secretBox: SecretBox;
  readonly accessTokens: AccessTokens;
  readonly transport: MailTransport;
  readonly sentCopies: SentCopies;
  readonly sendingProfiles: SendingProfiles;
  readonly installationProfile: SendingProfile | null;
  readonly sandboxProfile: SendingProfile | null;
}

const installationProfile = (smtp: SmtpRelay | null): SendingProfile | null =>
  smtp === null
    ? null
    : {
        key: 'installation',
        host: smtp.host,
        port: smtp.port,
        tls: smtp.tls,
        credentials: smtp.credentials === null ? null : { kind: 'password', ...smtp.credentials },
        trusted: true,
      };

const sandboxProfile = (port: number | null): SendingProfile | null =>
  port === null ? null : { key: 'sandbox', host: '127.0.0.1', port, tls: 'none', credentials: null, trusted: true };

/** The name we give ourselves in EHLO (RFC 5321 section 4.1.1.1). */
const ownName = (): string => (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(hostname()) ? hostname() : '[127.0.0.1]');

interface Needs {
  readonly store: Store;
  readonly clock: Clock;
  readonly secrets: Secrets;
}

/** Joins what outgoing mail needs; whoever made it closes the transport. */
export const createOutgoing = ({ store, clock, secrets }: Needs, options: OutgoingOptions): Outgoing => {
  const guard = createEgressGuard({ allowedNetworks: options.allowedNetworks ?? [] });
  const trust = options.mailAuthorities === undefined ? {} : { authorities: options.mailAuthorities };
  const parts = {
    guard,
    secretBox: createSecretBox([secrets.derive('credentials of mail servers')]),
    accessTokens: createAccessTokens({ guard, clock, ...trust }),
    transport: createSmtpTransport({ guard, localName: ownName(), ...trust }),
    sentCopies: createSentCopies({ guard, ...trust }),
    installationProfile: installationProfile(options.smtp ?? null),
    sandboxProfile: sandboxProfile(options.sandboxPort ?? null),
  };
  return { ...parts, sendingProfiles: createSendingProfiles({ store, ...parts }) };
};
