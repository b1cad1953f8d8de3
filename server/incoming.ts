import { createImapSource } from './adapters/imap/imap-source.ts';
import { testImap } from './adapters/imap/connection-test.ts';
import { usualTimeouts, type ImapTimeouts } from './adapters/imap/open-client.ts';
import { testPop3 } from './adapters/pop3/connection-test.ts';
import { createPop3Source } from './adapters/pop3/pop3-source.ts';
import { readingAhead } from './adapters/read-ahead/reading-ahead.ts';
import type { AccessTokens, OAuthGrant } from './ports/access-tokens.ts';
import type { Clock } from './ports/clock.ts';
import type { EgressGuard } from './ports/egress-guard.ts';
import { PermanentFailure } from './ports/failure.ts';
import type { MailboxCredentials } from './ports/mailbox-credentials.ts';
import type { MailSource, MailSources, SourceProfile } from './ports/mail-source.ts';
import type { TestStep } from './ports/mail-transport.ts';

export interface IncomingNeeds {
  readonly guard: EgressGuard;
  readonly clock: Clock;
  readonly accessTokens: AccessTokens;
  /** Gives a short name of these words that tells nothing of them. */
  readonly digest: (text: string) => string;
}

export interface IncomingOptions {
  /** Certificates that mail servers are judged by in place of the system's. */
  readonly mailAuthorities?: readonly string[];
  readonly timeouts?: ImapTimeouts;
}

type SignIn = SourceProfile['settings']['signIn'];
type OAuth = Extract<SignIn, { kind: 'oauth' }>;

/** Refresh tokens that endpoints gave in place of others: their access tokens are still good. */
type Successors = Map<string, { readonly secret: string; readonly key: string }>;

const grantOf = (profile: SourceProfile, signIn: OAuth, needs: IncomingNeeds, successors: Successors): OAuthGrant => {
  const { mailboxId, secret } = profile;
  const own = needs.digest(secret);
  const known = successors.get(mailboxId);
  const key = known?.secret === own ? known.key : `${mailboxId}#${needs.digest(JSON.stringify([signIn, own]))}`;
  return {
    key,
    kind: signIn.grant,
    tokenUrl: signIn.tokenUrl,
    clientId: signIn.clientId,
    clientSecret: null,
    secret,
    scope: signIn.scope === '' ? null : signIn.scope,
    trusted: false,
    keepSecret: async (refreshToken) => {
      await profile.keepSecret(refreshToken);
      successors.set(mailboxId, { secret: needs.digest(refreshToken), key });
    },
  };
};

const credentialsOf = (profile: SourceProfile, needs: IncomingNeeds, successors: Successors): MailboxCredentials => {
  const { signIn } = profile.settings;
  switch (signIn.kind) {
    case 'password':
      return { kind: 'password', user: signIn.user, secret: profile.secret, authorizeAs: null };
    case 'masterUser':
      return { kind: 'password', user: signIn.master, secret: profile.secret, authorizeAs: signIn.user };
    case 'oauth': {
      const grant = grantOf(profile, signIn, needs, successors);
      return { kind: 'xoauth2', user: signIn.user, accessToken: () => needs.accessTokens.accessToken(grant) };
    }
  }
};

/** The source and the test of one protocol. */
interface Reader {
  readonly open: () => MailSource;
  readonly test: (signal: AbortSignal) => Promise<readonly TestStep[]>;
}

const notRead = (): PermanentFailure =>
  new PermanentFailure('Mailboxes of this protocol cannot be read.', { code: 'host_refused' });

/** Joins what fetches mail, by protocol. */
export const openMailSources = (needs: IncomingNeeds, options: IncomingOptions = {}): MailSources => {
  const { guard, clock } = needs;
  const authorities = options.mailAuthorities ?? null;
  const timeouts = options.timeouts ?? usualTimeouts;
  const common = { guard, clock, authorities, timeouts };
  const successors: Successors = new Map();
  const readerOf = (profile: SourceProfile): Reader => {
    const { settings, trustedHost } = profile;
    const credentials = credentialsOf(profile, needs, successors);
    switch (settings.protocol) {
      case 'imap': {
        const server = { settings, credentials, trustedHost };
        return { open: () => createImapSource(server, common), test: (signal) => testImap(server, common, signal) };
      }
      case 'pop3': {
        const server = { settings, credentials, trustedHost };
        return { open: () => createPop3Source(server, common), test: (signal) => testPop3(server, common, signal) };
      }
      case 'graph':
        throw notRead();
    }
  };
  return {
    open: (profile) => readingAhead(readerOf(profile).open()),
    test: async (profile, signal) => readerOf(profile).test(signal),
  };
};
