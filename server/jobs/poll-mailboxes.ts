import type { StoredMailbox } from '../ports/mailbox-store.ts';
import { pollJob } from '../usecases/mailboxes/mailbox-needs.ts';
import { type Claimed, pollClaimed, type Polled } from '../usecases/mailboxes/poll-claimed.ts';
import type { PollNeeds } from '../usecases/mailboxes/poll-facts.ts';
import type { Job } from './job.ts';
import { MailboxWatches } from './mailbox-watches.ts';
import { PollsUnderWay } from './polls-under-way.ts';
import { ProfileWatch } from './profile-watch.ts';
import { watchProfiles } from '../usecases/connections/watch-profiles.ts';

export interface PollJobNeeds extends PollNeeds {
  /** Names this process towards others. */
  readonly owner: string;
  readonly wakeUp: (job: string) => void;
  readonly leaseMs?: number;
  /** Connections kept open between polls; 0 in a run that ends. */
  readonly watches?: number;
  /** Failing mail is tried again at once. */
  readonly withoutRest?: boolean;
  /** Told of every poll. */
  readonly onPolled?: (polled: Polled) => void;
}

/** A process that is gone is noticed after this. */
const usualLeaseMs = 15_000;
const usualWatches = 250;
/** While mailboxes are read, others that are due are looked for so often. */
const lookAgainMs = 1_000;

/** One run of the job: which mailboxes are read now. */
class Polls {
  readonly #needs: PollJobNeeds;
  readonly #poll: ReturnType<typeof pollClaimed>;
  readonly #watches: MailboxWatches;
  readonly #leaseMs: number;
  readonly #underWay = new PollsUnderWay();
  readonly #profiles: ProfileWatch;
  /** By mailbox: what was claimed while it was still being read. */
  readonly #next = new Map<string, Claimed>();
  readonly #ends = new Set<Promise<void>>();
  /** Claimed, and not read to an end that could be written down: given back before anything else is claimed. */
  readonly #unreleased = new Set<Claimed>();
  #settled = 0;
  #hasStarted = false;
  /** Somebody may have changed a mailbox, or switched it off. */
  #wasWoken = false;
  #trouble: { readonly error: unknown } | null = null;
  #wake: () => void = () => undefined;

  constructor(needs: PollJobNeeds) {
    this.#needs = needs;
    this.#poll = pollClaimed(needs);
    this.#profiles = new ProfileWatch(needs.clock, watchProfiles(needs));
    this.#leaseMs = needs.leaseMs ?? usualLeaseMs;
    this.#watches = new MailboxWatches({
      most: needs.watches ?? usualWatches,
      onNews: (organizationId, mailboxId) => void this.#news(organizationId, mailboxId),
    });
  }

  wake(): void {
    this.#wasWoken = true;
    this.#wake();
  }

  /** What is fetched no more, or not as it was, is left at once; other processes change mailboxes too, so each run asks once. */
  async #leaveUnserved(): Promise<void> {
    if (!this.#wasWoken) return;
    this.#wasWoken = false;
    for (const organizationId of new Set([...this.#watches.organizations, ...this.#underWay.organizations])) {
      const served = await this.#needs.store.read(organizationId, (read) => read.mailboxes.served());
      this.#watches.keepOnly(organizationId, served);
      this.#underWay.abortOthers(organizationId, served);
    }
  }

  /** Whoever ended before us may have held connections that would have told of news: nobody waits a day for the next poll. */
  async #readOnStart(): Promise<void> {
    if (this.#hasStarted) return;
    const { store } = this.#needs;
    for (const { id } of await store.system.organizations.list())
      await store.transact(id, (tx) => tx.mailboxes.hurryWaiting());
    this.#hasStarted = true;
  }

  end(): Promise<void> {
    return this.#watches.endAll();
  }

  async run(signal: AbortSignal): Promise<number> {
    this.#settled = 0;
    const renewing = setInterval(() => void this.#renew(), this.#leaseMs / 3);
    const abort = () => {
      this.#underWay.abortAll(signal.reason);
      this.#wake();
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      await this.#giveBack();
      await this.#readOnStart();
      this.#wasWoken = true;
      while (!signal.aborted && this.#trouble === null) {
        await this.#leaveUnserved();
        const begun = await this.#begin(signal);
        if (this.#ends.size === 0 && begun === 0) break;
        if (this.#ends.size > 0) await this.#somethingEnds();
        await this.#profiles.look();
      }
    } finally {
      await Promise.all(this.#ends);
      clearInterval(renewing);
      signal.removeEventListener('abort', abort);
    }
    if (signal.aborted) await this.#giveBack();
    this.#throwTrouble();
    await this.#profiles.settle();
    return this.#settled;
  }

  async #begin(signal: AbortSignal): Promise<number> {
    let begun = 0;
    if (this.#underWay.room <= 0) return begun;
    for (const organizationId of await this.#needs.store.system.mailboxes.organizationsDue()) {
      const most = this.#underWay.room;
      if (most <= 0 || signal.aborted) break;
      const { owner } = this.#needs;
      const claimed = await this.#needs.store.transact(organizationId, (tx) =>
        tx.mailboxes.claim({ owner, leaseMs: this.#leaseMs, most }),
      );
      for (const one of claimed) begun += this.#start({ ...one, organizationId, owner }, signal);
    }
    return begun;
  }

  #start(claimed: Claimed, signal: AbortSignal): number {
    // The end began while it was being claimed: nobody would tell this reading of it.
    if (signal.aborted) {
      this.#unreleased.add(claimed);
      return 0;
    }
    const key = `${claimed.organizationId}/${claimed.mailboxId}`;
    const own = this.#underWay.begin(claimed.organizationId, claimed.mailboxId);
    // It was due again before our reading had quite ended: the lease is not left lying, the next reading begins after it.
    if (own === null) {
      this.#next.set(key, claimed);
      return 0;
    }
    const end: Promise<void> = this.#read(claimed, own).finally(() => {
      this.#underWay.end(claimed.organizationId, claimed.mailboxId);
      this.#ends.delete(end);
      const next = this.#next.get(key);
      this.#next.delete(key);
      if (next !== undefined) this.#start(next, signal);
    });
    this.#ends.add(end);
    return 1;
  }

  async #read(claimed: Claimed, signal: AbortSignal): Promise<void> {
    const { organizationId } = claimed;
    try {
      const keptSource = (mailbox: StoredMailbox) => this.#watches.take(organizationId, mailbox);
      const withoutRest = this.#needs.withoutRest === true;
      const polled = await this.#poll(claimed, { signal, keptSource, withoutRest });
      if (polled === null) return;
      this.#settled += 1;
      this.#needs.onPolled?.(polled);
      if (polled.problem !== null) this.#profiles.failed(organizationId);
      if (polled.source !== null) await this.#watches.keep(organizationId, polled.mailbox, polled.source);
    } catch (error) {
      // What is committed decides where it goes on; the run stops so that the trouble is seen.
      this.#unreleased.add(claimed);
      this.#trouble ??= { error };
    }
  }

  /** So that nobody waits for the end of the lease, and nobody takes the process for one that died of its mail. */
  async #giveBack(): Promise<void> {
    for (const claimed of [...this.#unreleased]) {
      await this.#needs.store.transact(claimed.organizationId, (tx) => tx.mailboxes.release(claimed, 0));
      this.#unreleased.delete(claimed);
    }
  }

  async #news(organizationId: string, mailboxId: string): Promise<void> {
    try {
      await this.#needs.store.transact(organizationId, (tx) => tx.mailboxes.hurry(mailboxId));
      this.#needs.wakeUp(pollJob);
    } catch (error) {
      // It is found by its schedule, a little later.
      this.#needs.log.warn('a mailbox with news could not be scheduled', { organizationId, mailboxId }, error);
    }
  }

  async #renew(): Promise<void> {
    for (const organizationId of this.#underWay.organizations)
      await this.#needs.store
        .transact(organizationId, (tx) => tx.mailboxes.renew(this.#needs.owner, this.#leaseMs))
        .catch((error: unknown) => {
          // The next renewal is soon; a lease that ends meanwhile is what leases are for.
          this.#needs.log.warn('leases could not be renewed', { job: pollJob, organizationId }, error);
        });
  }

  #throwTrouble(): void {
    if (this.#trouble === null) return;
    const { error } = this.#trouble;
    this.#trouble = null;
    throw error;
  }

  async #somethingEnds(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, lookAgainMs);
    });
    await Promise.race([...this.#ends, woken]);
    clearTimeout(timer);
  }
}

/** A1: reads mailboxes that are due, each on its own schedule. A run ends when none is due and none is being read. */
export const pollMailboxes = (needs: PollJobNeeds): Job => {
  const polls = new Polls(needs);
  return {
    name: pollJob,
    part: 'router',
    wake: () => polls.wake(),
    end: () => polls.end(),
    run: async (signal) => ({ settled: await polls.run(signal), againAt: null }),
  };
};
