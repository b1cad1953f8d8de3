/** Sessions that are kept open between mails, a few per profile. */
import type { SendingProfile } from '../../ports/mail-transport.ts';
import type { Session } from './open-session.ts';

export interface PoolBounds {
  /** Sessions open at once per profile. */
  readonly sessions: number;
  /** Mails per session, after which a new one is opened. */
  readonly mails: number;
  /** A session that waits longer is closed. */
  readonly idleMs: number;
}

export const usualBounds: PoolBounds = { sessions: 5, mails: 100, idleMs: 15_000 };

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

export const createSessionPool = (open: (profile: SendingProfile) => Promise<Session>, bounds: PoolBounds) => {
  const shelves = new Map<string, Shelf>();
  let closing = false;

  const shelfOf = (key: string): Shelf => {
    const found = shelves.get(key) ?? { open: 0, idle: [], waiting: [] };
    shelves.set(key, found);
    return found;
  };
  const freed = (key: string, shelf: Shelf): void => {
    shelf.open -= 1;
    const next = shelf.waiting.shift();
    if (next !== undefined) next();
    else if (shelf.open === 0) shelves.delete(key);
  };
  const retire = (key: string, shelf: Shelf, session: Session): void => {
    session.wire.leave();
    freed(key, shelf);
  };
  const keep = (key: string, shelf: Shelf, session: Session, mails: number): void => {
    const timer = setTimeout(() => {
      shelf.idle.splice(
        shelf.idle.findIndex((one) => one.session === session),
        1,
      );
      retire(key, shelf, session);
    }, bounds.idleMs);
    timer.unref();
    shelf.idle.push({ session, mails, timer });
    shelf.waiting.shift()?.();
  };
  const leaseOf = (key: string, shelf: Shelf, session: Session, mails: number): Lease => ({
    session,
    used: mails > 0,
    release: (reusable) => {
      if (reusable && !closing && mails + 1 < bounds.mails) keep(key, shelf, session, mails + 1);
      else retire(key, shelf, session);
    },
  });
  /** The one used last, which is the least likely to have been left by its server. */
  const takeIdle = (key: string, shelf: Shelf): Lease | null => {
    for (let idle = shelf.idle.pop(); idle !== undefined; idle = shelf.idle.pop()) {
      clearTimeout(idle.timer);
      if (!idle.session.wire.ended) return leaseOf(key, shelf, idle.session, idle.mails);
      shelf.open -= 1;
    }
    return null;
  };

  return {
    /** Throws what opening throws. */
    take: async (profile: SendingProfile): Promise<Lease> => {
      const shelf = shelfOf(profile.key);
      for (;;) {
        const idle = takeIdle(profile.key, shelf);
        if (idle !== null) return idle;
        if (shelf.open < bounds.sessions) break;
        await new Promise<void>((resolve) => shelf.waiting.push(resolve));
      }
      shelves.set(profile.key, shelf);
      shelf.open += 1;
      try {
        return leaseOf(profile.key, shelf, await open(profile), 0);
      } catch (error) {
        freed(profile.key, shelf);
        throw error;
      }
    },
    /** Idle sessions go now, the others after their mail. */
    close: (): void => {
      closing = true;
      for (const [key, shelf] of shelves) {
        for (const { session, timer } of shelf.idle.splice(0)) {
          clearTimeout(timer);
          retire(key, shelf, session);
        }
      }
    },
  };
};
