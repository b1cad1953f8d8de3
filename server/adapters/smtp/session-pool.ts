import type { SendingProfile } from '../../ports/mail-transport.ts';
import type { Session } from './open-session.ts';

export interface PoolBounds {
  /** Sessions open at once per profile: providers allow few. */
  readonly sessions: number;
  /** The same for a server of the installation's own. */
  readonly trustedSessions: number;
  /** Mails per session, after which a new one is opened. */
  readonly mails: number;
  /** A session that waits longer is closed. */
  readonly idleMs: number;
}

export const usualBounds: PoolBounds = { sessions: 5, trustedSessions: 20, mails: 100, idleMs: 15_000 };

export interface Lease {
  readonly session: Session;
  /** It has carried a mail before: its server may have left in the meantime. */
  readonly used: boolean;
  /** To be called once, when the mail is through. */
  release(reusable: boolean): void;
}

interface Idle {
  readonly session: Session;
  readonly mails: number;
  readonly timer: NodeJS.Timeout;
}

interface Shelf {
  open: number;
  readonly idle: Idle[];
  readonly waiting: (() => void)[];
}

/** Sessions that are kept open between mails, a few per profile. */
export class SessionPool {
  readonly #open: (profile: SendingProfile) => Promise<Session>;
  readonly #bounds: PoolBounds;
  readonly #shelves = new Map<string, Shelf>();
  #closing = false;

  constructor(open: (profile: SendingProfile) => Promise<Session>, bounds: PoolBounds) {
    this.#open = open;
    this.#bounds = bounds;
  }

  /** Waits while all sessions of the profile are in use. Throws what opening throws. */
  async take(profile: SendingProfile): Promise<Lease> {
    const { key } = profile;
    const most = profile.trusted ? this.#bounds.trustedSessions : this.#bounds.sessions;
    const shelf = this.#shelves.get(key) ?? { open: 0, idle: [], waiting: [] };
    this.#shelves.set(key, shelf);
    for (;;) {
      const idle = this.#takeIdle(key, shelf);
      if (idle !== null) return idle;
      if (shelf.open < most) break;
      await new Promise<void>((resolve) => shelf.waiting.push(resolve));
    }
    this.#shelves.set(key, shelf);
    shelf.open += 1;
    try {
      return this.#leaseOf(key, shelf, await this.#open(profile), 0);
    } catch (error) {
      this.#freed(key, shelf);
      throw error;
    }
  }

  /** Idle sessions go now, the others after their mail. */
  close(): void {
    this.#closing = true;
    for (const [key, shelf] of this.#shelves) {
      for (const { session, timer } of shelf.idle.splice(0)) {
        clearTimeout(timer);
        this.#retire(key, shelf, session);
      }
    }
  }

  /** The one used last, which is the least likely to have been left by its server. */
  #takeIdle(key: string, shelf: Shelf): Lease | null {
    for (let idle = shelf.idle.pop(); idle !== undefined; idle = shelf.idle.pop()) {
      clearTimeout(idle.timer);
      if (!idle.session.wire.ended) return this.#leaseOf(key, shelf, idle.session, idle.mails);
      shelf.open -= 1;
    }
    return null;
  }

  #leaseOf(key: string, shelf: Shelf, session: Session, mails: number): Lease {
    const release = (reusable: boolean): void => {
      if (reusable && !this.#closing && mails + 1 < this.#bounds.mails) this.#keep(key, shelf, session, mails + 1);
      else this.#retire(key, shelf, session);
    };
    return { session, used: mails > 0, release };
  }

  #keep(key: string, shelf: Shelf, session: Session, mails: number): void {
    const timer = setTimeout(() => {
      const at = shelf.idle.findIndex((one) => one.session === session);
      if (at < 0) return;
      shelf.idle.splice(at, 1);
      this.#retire(key, shelf, session);
    }, this.#bounds.idleMs);
    timer.unref();
    shelf.idle.push({ session, mails, timer });
    shelf.waiting.shift()?.();
  }

  #retire(key: string, shelf: Shelf, session: Session): void {
    session.wire.leave();
    this.#freed(key, shelf);
  }

  #freed(key: string, shelf: Shelf): void {
    shelf.open -= 1;
    const next = shelf.waiting.shift();
    if (next !== undefined) next();
    else if (shelf.open === 0) this.#shelves.delete(key);
  }
}
