import type { Instant } from '#shared/model/instant.ts';
import { pauseAfterFailure } from '../../domain/mailbox/poll-pause.ts';
import { stopsUntilMended } from '../../domain/mailbox/stopping-failure.ts';
import { namedFolders } from '../../domain/routing/tracking-rules.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { MailSource } from '../../ports/mail-source.ts';
import type { ClaimedMailbox, StoredHealth, StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { methodInstead } from '../connections/insist-on-method.ts';
import { tellOwnerOfMailbox } from '../connections/tell-owner.ts';
import { LeaseLost, type Poll, type PollNeeds } from './poll-facts.ts';
import { pollMailbox, restSince } from './poll-mailbox.ts';
import { sourceProfile } from './source-profile.ts';
import { isStoreTrouble } from './mail-place.ts';

/** A mail that failed waits so long for its next try. */
const usualRestMs = 60_000;
/** Then it is the turn of another mailbox, if all places are taken; the next turn connects anew. */
const mailsPerTurn = 1_000;

export interface Claimed extends ClaimedMailbox {
  readonly organizationId: string;
  /** The process that holds the lease. */
  readonly owner: string;
}

export interface PollOptions {
  readonly signal: AbortSignal;
  /** An open source of this very version, if one was kept. */
  readonly keptSource: (mailbox: StoredMailbox) => Promise<MailSource | null>;
  /** Failing mail is tried again at once: whoever asked waits for the end. */
  readonly withoutRest: boolean;
}

/** What came of a poll. `source` is open still when nothing is left there for now. */
export interface Polled {
  readonly mailbox: StoredMailbox;
  readonly handled: number;
  readonly failing: number;
  readonly tracked: number;
  readonly setAside: number;
  readonly problem: string | null;
  readonly source: MailSource | null;
}

const unexpected = 'Something unexpected happened while this mailbox was read. It is tried again by itself.';

/**
 * What a failure means for the mailbox: tried again after a pause, or (null) when a person has mended it. A poll that
 * brought some mail before it broke off begins a new row of failures, so that the rest comes soon.
 */
const healthAfter = (
  { mailbox: { health: before }, handled }: Poll,
  error: unknown,
  at: Instant,
): { readonly health: StoredHealth; readonly pauseMs: number | null } => {
  const failures = (handled > 0 ? 0 : before.failures) + 1;
  if (error instanceof PermanentFailure && stopsUntilMended(error.code)) {
    const since = before.state === 'stopped' ? before.since : at;
    return { health: { ...before, state: 'stopped', since, failures, problem: error.message }, pauseMs: null };
  }
  const asked = error instanceof TemporaryFailure ? error.fields['retryAfterMs'] : undefined;
  const isKnown = error instanceof TemporaryFailure || error instanceof PermanentFailure;
  const problem = isKnown ? error.message : unexpected;
  const since = before.state === 'failing' ? before.since : at;
  return {
    health: { ...before, state: 'failing', since, failures, problem },
    pauseMs: pauseAfterFailure(failures, typeof asked === 'number' ? asked : null),
  };
};

const working = (before: StoredHealth, at: Instant): StoredHealth => ({
  state: 'working',
  since: before.state === 'working' ? before.since : at,
  lastPolledAt: at,
  failures: 0,
  problem: null,
});

const boundFolders = async (read: StoreRead, { owner, incoming }: StoredMailbox): Promise<readonly string[]> => {
  if (owner.kind !== 'user' || incoming.protocol === 'pop3') return [];
  return namedFolders((await read.organization.userSettings(owner.id))?.rules ?? []);
};

/** I7: somebody else brings in the mail of the person by now. */
const isForOthers = async (read: StoreRead, { owner }: StoredMailbox): Promise<boolean> =>
  owner.kind === 'user' && (await methodInstead(read, owner.id, { direction: 'incoming', by: 'server' })) !== null;

const begin = async (needs: PollNeeds, claimed: Claimed, options: PollOptions): Promise<Poll | null> => {
  const { organizationId, mailboxId, owner, unclean } = claimed;
  const since = restSince(needs.clock.now(), options.withoutRest ? 0 : usualRestMs);
  return needs.store.read(organizationId, async (read) => {
    const mailbox = await read.mailboxes.find(mailboxId);
    if (mailbox === null || (await isForOthers(read, mailbox))) return null;
    return {
      organizationId,
      mailbox,
      lease: { mailboxId, owner },
      careful: unclean,
      boundFolders: await boundFolders(read, mailbox),
      resting: options.withoutRest ? new Set<string>() : await read.mailboxes.resting(mailboxId, since),
      generations: new Map(),
      handled: 0,
      failing: 0,
      tracked: 0,
      setAside: 0,
    };
  });
};

/** False: the lease was lost, and whoever took it or changed the mailbox says what comes next. */
const release = (
  needs: PollNeeds,
  poll: Poll,
  nextInMs: number | null,
  health: StoredHealth | null,
): Promise<boolean> =>
  needs.store.transact(poll.organizationId, async (tx) => {
    if (!(await tx.mailboxes.hold(poll.lease, null))) return false;
    if (health !== null) {
      await tx.mailboxes.setHealth(poll.mailbox.id, health);
      await tellOwnerOfMailbox(needs, tx, poll.mailbox, { after: health.state, at: needs.clock.now() });
    }
    await tx.mailboxes.release(poll.lease, nextInMs);
    return true;
  });

const afterFailure = async (needs: PollNeeds, poll: Poll, error: unknown): Promise<string | null> => {
  if (error instanceof LeaseLost) return null;
  if (isStoreTrouble(error)) throw error;
  const { organizationId, mailbox } = poll;
  const { health, pauseMs } = healthAfter(poll, error, needs.clock.now());
  const code = error instanceof TemporaryFailure || error instanceof PermanentFailure ? error.code : 'unexpected';
  const line = { organizationId, mailboxId: mailbox.id, attempt: health.failures, code };
  needs.log.warn('a mailbox could not be read', line, error);
  await release(needs, poll, pauseMs, health);
  return health.problem;
};

const afterPoll = async (needs: PollNeeds, poll: Poll, more: boolean, options: PollOptions): Promise<boolean> => {
  const goesOn = options.signal.aborted || more || (options.withoutRest && poll.failing > 0);
  const pollMs = poll.mailbox.pollSeconds * 1_000;
  const nextInMs = goesOn ? 0 : poll.resting.size + poll.failing > 0 ? Math.min(pollMs, usualRestMs) : pollMs;
  const isOurs = await release(needs, poll, nextInMs, working(poll.mailbox.health, needs.clock.now()));
  return isOurs && !goesOn;
};

/**
 * Polls a mailbox whose lease is held, and ends the lease with the moment of the next poll. What its server does becomes
 * its health; what our own database does is thrown. Null: the mailbox is gone, or its mail comes another way (I7).
 */
export const pollClaimed =
  (needs: PollNeeds) =>
  async (claimed: Claimed, options: PollOptions): Promise<Polled | null> => {
    const poll = await begin(needs, claimed, options);
    if (poll === null) {
      await needs.store.transact(claimed.organizationId, (tx) => tx.mailboxes.release(claimed, null));
      return null;
    }
    const { mailbox, organizationId } = poll;
    let source: MailSource | null = null;
    let isKept = false;
    let problem: string | null = null;
    try {
      source =
        (await options.keptSource(mailbox)) ?? needs.mailSources.open(sourceProfile(needs, organizationId, mailbox));
      const { more } = await pollMailbox(needs)(poll, { turn: mailsPerTurn, source, signal: options.signal });
      isKept = await afterPoll(needs, poll, more, options);
    } catch (error) {
      if (options.signal.aborted && !isStoreTrouble(error)) await release(needs, poll, 0, null);
      else problem = await afterFailure(needs, poll, error);
    } finally {
      if (!isKept) await source?.[Symbol.asyncDispose]();
    }
    const { handled, failing, tracked, setAside } = poll;
    return { mailbox, handled, failing, tracked, setAside, problem, source: isKept ? source : null };
  };
