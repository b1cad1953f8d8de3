/** `subscriptions` of the fake service: creating with the handshake, renewing, ending, notifying. */
import { randomUUID } from 'node:crypto';
import { problemsIn } from './check-shape.ts';
import { BadRequest, failure, jsonBody, type Exchange, type Reply } from './exchange.ts';

export interface GraphSubscription {
  readonly id: string;
  readonly resource: string;
  readonly changeType: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  expirationDateTime: string;
}
export interface SubscriptionWorld {
  readonly subscriptions: Map<string, GraphSubscription>;
  readonly now: () => number;
  /** Over https to addresses that the test trusts. */
  readonly post: (
    url: string,
    contentType: string,
    body: string,
  ) => Promise<{ status: number; type: string; text: string }>;
}

/** Mail: under seven days. */
const longestMs = 10_080 * 60_000;

const handshake = async (world: SubscriptionWorld, url: string): Promise<boolean> => {
  const token = `Validation: ${randomUUID()} <&+%>`;
  const joined = `${url}${url.includes('?') ? '&' : '?'}validationToken=${encodeURIComponent(token)}`;
  const { status, type, text } = await world.post(joined, 'text/plain; charset=utf-8', '');
  return status === 200 && type.startsWith('text/plain') && text === token;
};

const checkedExpiry = (world: SubscriptionWorld, value: unknown): string => {
  const at = Date.parse(String(value));
  if (!(at > world.now()) || at > world.now() + longestMs) throw new BadRequest('expirationDateTime out of range');
  return String(value);
};

const create = async (exchange: Exchange, world: SubscriptionWorld): Promise<Reply> => {
  const given = jsonBody(exchange, 'subscription');
  const missing = problemsIn('subscription', { id: 'x', ...given }, { partial: false });
  if (missing.length > 0) throw new BadRequest(missing.join('; '));
  const urls = [given['notificationUrl'], given['lifecycleNotificationUrl']].filter((url) => url !== undefined);
  for (const url of urls as string[]) {
    if (!url.startsWith('https://')) return failure(400, 'InvalidRequest');
    if (!(await handshake(world, url))) return failure(400, 'ValidationError');
  }
  const subscription: GraphSubscription = {
    id: randomUUID(),
    resource: String(given['resource']),
    changeType: String(given['changeType']),
    notificationUrl: String(given['notificationUrl']),
    lifecycleNotificationUrl: (given['lifecycleNotificationUrl'] as string | undefined) ?? null,
    clientState: (given['clientState'] as string | undefined) ?? null,
    expirationDateTime: checkedExpiry(world, given['expirationDateTime']),
  };
  world.subscriptions.set(subscription.id, subscription);
  return { status: 201, json: subscription, shape: 'subscription', check: { partial: false } };
};

export const subscriptionRoute = async (exchange: Exchange, world: SubscriptionWorld): Promise<Reply | null> => {
  const [, id, call] = exchange.path;
  if (id === undefined) return exchange.method === 'POST' ? create(exchange, world) : null;
  const subscription = world.subscriptions.get(id);
  if (subscription === undefined || Date.parse(subscription.expirationDateTime) <= world.now()) {
    world.subscriptions.delete(id);
    return failure(404, 'ResourceNotFound');
  }
  if (exchange.method === 'POST' && call === 'reauthorize') return { status: 204 };
  if (exchange.method === 'DELETE') {
    world.subscriptions.delete(id);
    return { status: 204 };
  }
  if (exchange.method === 'PATCH') {
    const given = jsonBody(exchange, 'subscription');
    subscription.expirationDateTime = checkedExpiry(world, given['expirationDateTime']);
  }
  return ['PATCH', 'GET'].includes(exchange.method) ? { status: 200, json: subscription, shape: 'subscription' } : null;
};

const common = (subscription: GraphSubscription) => ({
  subscriptionId: subscription.id,
  subscriptionExpirationDateTime: subscription.expirationDateTime,
  clientState: subscription.clientState,
  tenantId: '84bd8158-6d4d-4958-8b9f-9d6445542f95',
});

const send = async (world: SubscriptionWorld, url: string, value: Record<string, unknown>): Promise<number> => {
  const problems = problemsIn('changeNotification', value);
  if (problems.length > 0) throw new Error(problems.join('; '));
  return (await world.post(url, 'application/json', JSON.stringify({ value: [value] }))).status;
};

/** Tells whoever subscribed to this folder of this user; gives the status that each answered. */
export const notify = async (world: SubscriptionWorld, user: string, folders: readonly string[]): Promise<number[]> => {
  const prefix = `users/${user}/`.toLowerCase();
  const live = [...world.subscriptions.values()].filter(
    ({ resource, expirationDateTime }) =>
      decodeURIComponent(resource).replace(/^\//, '').toLowerCase().startsWith(prefix) &&
      Date.parse(expirationDateTime) > world.now() &&
      (!/mailFolders/i.test(resource) || folders.some((folder) => resource.includes(`'${folder}'`))),
  );
  return Promise.all(
    live.map((subscription) =>
      send(world, subscription.notificationUrl, {
        ...common(subscription),
        id: randomUUID(),
        changeType: 'created',
        resource: `Users/${user}/Messages/AAkA=`,
        resourceData: { '@odata.type': '#Microsoft.Graph.Message', id: 'AAkA=' },
      }),
    ),
  );
};

/** `missed`, `subscriptionRemoved` or `reauthorizationRequired` for one subscription. */
export const tellLifecycle = (
  world: SubscriptionWorld,
  subscription: GraphSubscription,
  event: string,
): Promise<number> =>
  send(world, subscription.lifecycleNotificationUrl ?? '', { ...common(subscription), lifecycleEvent: event });
