/** Change notifications for one mailbox: asked for, renewed before they end, taken back. */
import type { NoticePlace } from '../../ports/change-notices.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GraphClient } from './graph-client.ts';
import { failureOf, GraphRefusal } from './graph-refusal.ts';

export interface Subscribing {
  readonly client: GraphClient;
  readonly clock: Clock;
  readonly place: NoticePlace;
  /** The mailbox is read, and the subscription looked at, so often. */
  readonly everyMs: number;
  /** True once after the service asked to be asked again. */
  readonly mustRenew: () => boolean;
  /** `users/…/messages` */
  readonly resource: string;
}

/** Short, so that what a process left behind when it was killed ends soon. */
const usualLifetimeMs = 3_600_000;
/** A mailbox that is read once a day keeps its subscription until after the next time; the service allows seven days. */
const livesForPolls = 3;
/** The service could not reach us, or does not let us: until then it is only asked for mail. */
const restMs = 3_600_000;
/** Nobody waits longer for the service; asking is not cut short, so that it is known what stands there. */
const withinMs = 10_000;

interface Standing {
  readonly id: string;
  readonly endsAt: number;
}

export interface Subscription {
  /** Sees to it that the service tells of news; where it cannot, nothing happens: polling goes on as before. */
  keep(): Promise<void>;
  end(): Promise<void>;
}

export const createSubscription = (subscribing: Subscribing): Subscription => {
  const { client, clock, place, everyMs, mustRenew, resource } = subscribing;
  const lifetimeMs = Math.max(usualLifetimeMs, livesForPolls * everyMs);
  let standing: Standing | null = null;
  let restsUntil = 0;

  const ask = async (method: 'POST' | 'PATCH', at: string, more: object, signal: AbortSignal): Promise<Standing> => {
    const endsAt = clock.now() + lifetimeMs;
    const body = { expirationDateTime: new Date(endsAt).toISOString(), ...more };
    const { json } = await client.send({ method, at, body }, signal);
    return { id: String(json['id']), endsAt };
  };
  const create = (signal: AbortSignal): Promise<Standing> =>
    ask(
      'POST',
      '/subscriptions',
      {
        changeType: 'created',
        resource,
        notificationUrl: place.url,
        lifecycleNotificationUrl: place.url,
        clientState: place.clientState,
      },
      signal,
    );
  const renew = async ({ id }: Standing, signal: AbortSignal): Promise<Standing> => {
    try {
      return await ask('PATCH', `/subscriptions/${encodeURIComponent(id)}`, {}, signal);
    } catch (error) {
      // It ended, or the service removed it.
      if (error instanceof GraphRefusal && error.status === 404) return create(signal);
      throw error;
    }
  };

  return {
    keep: async () => {
      const asked = mustRenew();
      const now = clock.now();
      if (now < restsUntil) return;
      if (standing !== null && !asked && standing.endsAt - now > lifetimeMs / 2) return;
      try {
        const signal = AbortSignal.timeout(withinMs);
        standing = standing === null ? await create(signal) : await renew(standing, signal);
      } catch (error) {
        // Polling goes on without it; what is wrong with the mailbox itself the next poll tells.
        standing = null;
        const { fields } = failureOf(error);
        restsUntil = now + Math.max(restMs, Number(fields['retryAfterMs'] ?? 0));
      }
    },
    end: async () => {
      if (standing === null) return;
      const at = `/subscriptions/${encodeURIComponent(standing.id)}`;
      standing = null;
      // Not taken back it ends by itself within the hour.
      await client.send({ method: 'DELETE', at }, AbortSignal.timeout(withinMs)).catch(() => undefined);
    },
  };
};
