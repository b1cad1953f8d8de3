import type { CallOutput } from '#shared/contracts/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { Exclusively } from '../api/exclusively.ts';
import type { Call } from '../api/transport.ts';
import { SignInRefused } from './failure-of.ts';
import { findPlaces } from './find-places.ts';
import type { MailboxSignIn } from './mailbox-sign-in.ts';
import { type OutlookCycle, runOutlookCycle } from './run-outlook-cycle.ts';

export type OutlookSync = CallOutput<'getOutlookSynchronization'>;

/** What the synchronizing of this pane is at. */
export interface SynchronizerState {
  readonly running: boolean;
  /** As the server said last; null: not asked yet. */
  readonly known: OutlookSync | null;
  /** Why the last try came to nothing here; null: it did not. */
  readonly problem: unknown;
}

export interface SynchronizerNeeds {
  readonly call: Call;
  readonly deviceId: string;
  readonly graphUrl: string;
  readonly fetch: typeof fetch;
  readonly signIn: (how: 'silent' | 'asking') => Promise<MailboxSignIn>;
  /** One window of this Outlook at a time. */
  readonly exclusively: Exclusively;
  /** What waits in this Outlook is sent first. */
  readonly drain: () => Promise<void>;
  readonly later: (action: () => void, ms: number) => () => void;
  readonly elapsed: () => number;
}

export interface Connecting {
  /** I5, I6: breaks the connection of whoever has the mailbox. */
  readonly takeOver?: boolean;
}

export interface Synchronizer {
  state(): SynchronizerState;
  subscribe(listener: () => void): () => void;
  /** One cycle at once, where this Outlook is the one to do so. Never rejects; the state tells. */
  synchronize(): Promise<void>;
  /** Looks at once whether anything is to be done here, by the schedule. Never rejects. */
  look(): Promise<void>;
  /** Signs in, asking the person where that is needed, looks for the places, and begins. Rejects where anything refuses. */
  connect(how?: Connecting): Promise<void>;
  stop(): void;
}

/** A wish that was spoken elsewhere is heard within this. */
const longestWaitMs = 60_000;
const shortestWaitMs = 1_000;

/** The generation under which this device synchronizes the mailbox; null: it does not. */
const generationHere = (known: OutlookSync | null, deviceId: string): number | null => {
  const { holder, account } = known ?? { holder: null, account: null };
  if (holder?.deviceId !== deviceId || account?.runsIn !== 'outlook' || !account.enabled) return null;
  return holder.generation;
};

/**
 * Y9, I3: as long as the pane is open and this Outlook is the synchronizing one, keeps records and mailbox alike on the
 * server's schedule; else it only knows for whom things wait.
 */
class PaneSynchronizer implements Synchronizer {
  readonly #needs: SynchronizerNeeds;
  readonly #listeners = new Set<() => void>();
  readonly #ending = new AbortController();
  #state: SynchronizerState = { running: false, known: null, problem: null };
  #cancel: () => void = () => undefined;
  #signedIn: Promise<MailboxSignIn> | null = null;

  constructor(needs: SynchronizerNeeds) {
    this.#needs = needs;
  }

  state(): SynchronizerState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  look(): Promise<void> {
    return this.#turn(false);
  }

  synchronize(): Promise<void> {
    return this.#turn(true);
  }

  async connect(how: Connecting = {}): Promise<void> {
    try {
      await this.#connect(how);
    } catch (problem) {
      this.#become({ problem });
      throw problem;
    }
  }

  stop(): void {
    this.#cancel();
    this.#ending.abort();
  }

  async #connect(how: Connecting): Promise<void> {
    const { call, deviceId } = this.#needs;
    const { holder } = await call('getOutlookSynchronization', {});
    if (holder?.deviceId !== deviceId) throw new ApiError('stale_generation');
    const { user, token } = await this.#signIn('asking');
    const collections = await findPlaces(this.#graph(token), this.#ending.signal);
    await call('connectOutlookSynchronization', { body: { generation: holder.generation, user, collections, ...how } });
    await this.#turn(true);
  }

  #become(next: Partial<SynchronizerState>): void {
    this.#state = { ...this.#state, ...next };
    this.#listeners.forEach((listener) => listener());
  }

  #graph(token: MailboxSignIn['token']) {
    return { url: this.#needs.graphUrl, fetch: this.#needs.fetch, token };
  }

  /** Kept until it is refused. */
  #signIn(how: 'silent' | 'asking'): Promise<MailboxSignIn> {
    this.#signedIn ??= this.#needs.signIn(how).catch((error: unknown) => {
      this.#signedIn = null;
      throw error;
    });
    return this.#signedIn;
  }

  /** The generation under which this Outlook synchronizes now. */
  async #ask(): Promise<number | null> {
    const known = await this.#needs.call('getOutlookSynchronization', {});
    this.#become({ known });
    return generationHere(known, this.#needs.deviceId);
  }

  #plan(waitMs: number | null): void {
    this.#cancel();
    if (this.#ending.signal.aborted) return;
    const ms = Math.min(Math.max(waitMs ?? longestWaitMs, shortestWaitMs), longestWaitMs);
    this.#cancel = this.#needs.later(() => void this.#turn(false), ms);
  }

  async #cycle(generation: number, now: boolean): Promise<OutlookCycle> {
    const { call, elapsed } = this.#needs;
    // Who wishes for it is there to be asked.
    const { user, token } = await this.#signIn(now ? 'asking' : 'silent');
    const needs = { call, elapsed, graph: this.#graph(token) };
    return runOutlookCycle(needs, { generation, user, now }, this.#ending.signal);
  }

  async #oneTurn(now: boolean): Promise<number | null> {
    const generation = await this.#ask();
    if (generation === null) {
      this.#become({ problem: null });
      return null;
    }
    this.#become({ running: true });
    // What waits here has its own way of telling that it could not be sent.
    await this.#needs.drain().catch(() => undefined);
    const done = await this.#cycle(generation, now);
    if (done.kind !== 'notNow') this.#become({ problem: done.kind === 'failed' ? done.error : null });
    await this.#ask();
    return done.kind === 'takenOver' ? null : done.waitMs;
  }

  async #turn(now: boolean): Promise<void> {
    this.#cancel();
    let waitMs: number | null = null;
    try {
      waitMs = await this.#needs.exclusively(() => this.#oneTurn(now));
    } catch (problem) {
      if (problem instanceof SignInRefused) this.#signedIn = null;
      if (!this.#ending.signal.aborted) this.#become({ problem });
    }
    this.#become({ running: false });
    this.#plan(waitMs);
  }
}

/** Begins at once. */
export const createSynchronizer = (needs: SynchronizerNeeds): Synchronizer => {
  const synchronizer = new PaneSynchronizer(needs);
  void synchronizer.look();
  return synchronizer;
};
