import { createImapSource } from './adapters/imap/imap-source.ts';
import { testImap } from './adapters/imap/connection-test.ts';
import { usualTimeouts, type ImapNeeds, type ImapTimeouts } from './adapters/imap/open-client.ts';
import type { AccessTokens, OAuthGrant } from './ports/access-tokens.ts';
import type { Clock } from './ports/clock.ts';
import type { EgressGuard } from './ports/egress-guard.ts';
import { PermanentFailure } from './ports/failure.ts';
import type { MailboxCredentials } from './ports/mailbox-credentials.ts';
import type { MailSources, SourceProfile } from './ports/mail-source.ts';

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

const notRead = (): PermanentFailure =>
  new PermanentFailure('Mailboxes of this protocol cannot be read.', { code: 'host_refused' });

/** Joins what fetches mail, by protocol. */
export const openMailSources = (needs: IncomingNeeds, options: IncomingOptions = {}): MailSources => {
  const { guard, clock } = needs;
  const imap: ImapNeeds = {
    guard,
    clock,
    authorities: options.mailAuthorities ?? null,
    timeouts: options.timeouts ?? usualTimeouts,
  };
  const successors: Successors = new Map();
  return {
    open: (profile) => {
      const { settings, trustedHost } = profile;
      const credentials = credentialsOf(profile, needs, successors);
      if (settings.protocol === 'imap') return createImapSource({ settings, credentials, trustedHost }, imap);
      throw notRead();
    },
    test: async (profile, signal) => {
      const { settings, trustedHost } = profile;
      const credentials = credentialsOf(profile, needs, successors);
      if (settings.protocol === 'imap') return testImap({ settings, credentials, trustedHost }, imap, signal);
      throw notRead();
    },
  };
};
