import { testGraph } from './adapters/graph/connection-test.ts';
import { createGraphFinder } from './adapters/graph/graph-finder.ts';
import type { GraphNeeds, GraphSettings } from './adapters/graph/graph-client.ts';
import { graphFolders } from './adapters/graph/list-readable.ts';
import { createGraphSource, type GraphMailboxServer } from './adapters/graph/graph-source.ts';
import { createImapFinder } from './adapters/imap/imap-finder.ts';
import { imapFolders } from './adapters/imap/list-readable.ts';
import { createImapSource } from './adapters/imap/imap-source.ts';
import { testImap } from './adapters/imap/connection-test.ts';
import { usualTimeouts, type ImapTimeouts } from './adapters/imap/open-client.ts';
import { testPop3 } from './adapters/pop3/connection-test.ts';
import { createPop3Source } from './adapters/pop3/pop3-source.ts';
import type { OAuthGrants } from './oauth-grants.ts';
import type { AccessTokens } from './ports/access-tokens.ts';
import type { ChangeNotices } from './ports/change-notices.ts';
import type { Clock } from './ports/clock.ts';
import type { EgressGuard } from './ports/egress-guard.ts';
import { PermanentFailure } from './ports/failure.ts';
import type { MailboxCredentials } from './ports/mailbox-credentials.ts';
import type { MailFinder, MailFolders, MailSource, MailSources, SourceProfile } from './ports/mail-source.ts';
import type { TestStep } from './ports/mail-transport.ts';

export interface IncomingNeeds {
  readonly guard: EgressGuard;
  readonly clock: Clock;
  readonly accessTokens: AccessTokens;
  readonly grants: OAuthGrants;
  /** Null: no service tells of news; mailboxes are only asked. */
  readonly changeNotices: ChangeNotices | null;
}

export interface IncomingOptions {
  /** Certificates that mail servers are judged by in place of the system's. */
  readonly mailAuthorities?: readonly string[];
  readonly timeouts?: ImapTimeouts;
}

const credentialsOf = (profile: SourceProfile, { accessTokens, grants }: IncomingNeeds): MailboxCredentials => {
  const { signIn } = profile.settings;
  switch (signIn.kind) {
    case 'password':
      return { kind: 'password', user: signIn.user, secret: profile.secret, authorizeAs: null };
    case 'masterUser':
      return { kind: 'password', user: signIn.master, secret: profile.secret, authorizeAs: signIn.user };
    case 'oauth': {
      const grant = grants({ id: profile.mailboxId, ...profile }, signIn);
      return {
        kind: 'xoauth2',
        user: signIn.user,
        accessToken: (refused) => accessTokens.accessToken(grant, refused),
      };
    }
  }
};

/** The source and the test of one protocol. */
interface Reader {
  readonly open: () => MailSource;
  readonly test: (signal: AbortSignal) => Promise<readonly TestStep[]>;
  /** None where the protocol has no folders. */
  readonly folders: (signal: AbortSignal) => Promise<MailFolders>;
  /** Absent where the protocol cannot search. */
  readonly finder?: () => MailFinder;
}

const noOAuth = (): PermanentFailure =>
  new PermanentFailure('This mail service lets in by OAuth 2.0 alone.', { code: 'sign_in_refused' });

const graphServer = (
  { mailboxId, organizationId, pollSeconds = 0, trustedHost }: SourceProfile,
  settings: GraphSettings,
  { credentials, notices }: { readonly credentials: MailboxCredentials; readonly notices: ChangeNotices | null },
): GraphMailboxServer => {
  const place = organizationId === undefined ? null : (notices?.placeFor(organizationId, mailboxId) ?? null);
  return {
    settings,
    trustedHost,
    accessToken: credentials.kind === 'xoauth2' ? credentials.accessToken : () => Promise.reject(noOAuth()),
    notices:
      place === null
        ? null
        : { place, everyMs: pollSeconds * 1_000, mustRenew: () => notices?.takeRenewal(mailboxId) === true },
  };
};

/** Joins what fetches mail, by protocol. */
export const openMailSources = (needs: IncomingNeeds, options: IncomingOptions = {}): MailSources => {
  const { guard, clock } = needs;
  const authorities = options.mailAuthorities ?? null;
  const timeouts = options.timeouts ?? usualTimeouts;
  const common = { guard, clock, authorities, timeouts };
  const graph: GraphNeeds = { guard, clock, authorities, silenceMs: timeouts.silence };
  const readerOf = (profile: SourceProfile): Reader => {
    const { settings, trustedHost } = profile;
    const credentials = credentialsOf(profile, needs);
    switch (settings.protocol) {
      case 'imap': {
        const server = { settings, credentials, trustedHost };
        return {
          open: () => createImapSource(server, common),
          test: (signal) => testImap(server, common, signal),
          folders: (signal) => imapFolders(server, common, signal),
          finder: () => createImapFinder(server, common),
        };
      }
      case 'pop3': {
        const server = { settings, credentials, trustedHost };
        return {
          open: () => createPop3Source(server, common),
          test: (signal) => testPop3(server, common, signal),
          folders: () => Promise.resolve({ names: [], inbox: null, sent: null }),
        };
      }
      case 'graph': {
        const server = graphServer(profile, settings, { credentials, notices: needs.changeNotices });
        return {
          open: () => createGraphSource(server, graph),
          test: (signal) => testGraph(server, graph, signal),
          folders: (signal) => graphFolders(server, graph, signal),
          finder: () => createGraphFinder(server, graph),
        };
      }
    }
  };
  return {
    open: (profile) => readerOf(profile).open(),
    finder: (profile) => readerOf(profile).finder?.() ?? null,
    test: async (profile, signal) => readerOf(profile).test(signal),
    folders: async (profile, signal) => readerOf(profile).folders(signal),
  };
};
