/**
 * A service on loopback that speaks the mail, calendar, contacts and To Do parts of Microsoft Graph v1.0, over https, and holds every request and every
 * answer against the published shapes. It proves that we keep to them; it does not prove how the real service behaves.
 */
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Instant } from '#shared/model/instant.ts';
import { makeTestCertificate } from '../certificates.ts';
import { problemsIn } from './check-shape.ts';
import { BadRequest, failure, preference, type Exchange, type Reply, type Route } from './exchange.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { contactFolderRoutes, contactRoutes } from './contact-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { GraphMailbox, type GraphMessage } from './mailbox.ts';
import { mailRoutes } from './mail-routes.ts';
import { redirectedTo, ruleRoutes } from './rule-routes.ts';
import { notify, subscriptionRoute, tellLifecycle, type GraphSubscription } from './subscription-routes.ts';
import { todoRoutes } from './todo-routes.ts';
import { tokenRoute } from './token-route.ts';
import { postTo, readBody, sharedWithPages, write } from './wire.ts';

export interface GraphOptions {
  readonly users: readonly string[];
  /** Where notifications go is trusted by this certificate. */
  readonly trusts?: readonly string[];
  /** Mailboxes that the application may not open (application access policy). */
  readonly closed?: readonly string[];
  /** By it mail comes in and answers are dated. */
  readonly now?: () => number;
  readonly tokenSeconds?: number;
}

/** What is answered in place of the service; `cut`: the answer breaks off in its middle. */
export type Trouble =
  { readonly status: number; readonly headers?: Record<string, string>; readonly code?: string } | 'cut';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

export interface GivenMail {
  readonly folder?: string;
  readonly receivedAt?: number;
  readonly categories?: readonly string[];
  readonly isDraft?: boolean;
}

export interface GraphServer extends AsyncDisposable {
  /** `https://localhost:PORT/v1.0` */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly authority: string;
  readonly mailbox: (user: string) => GraphMailbox;
  addMailbox(user: string): GraphMailbox;
  /** Puts mail into a folder, as it comes in; gives where the user's rules redirect it to. */
  deliver(
    user: string,
    mail: string | Uint8Array,
    given?: GivenMail,
  ): { message: GraphMessage; redirectedTo: readonly string[] };
  /** Answers the next requests whose method and path hold this so, as in `POST /v1.0/…`; each trouble once. */
  trouble(pathHolds: string, ...troubles: readonly Trouble[]): void;
  /** The nth request to the service from now on is done, and its answer breaks off. */
  cutAt(nth: number): void;
  readonly seen: readonly SeenRequest[];
  /** Requests and answers that the published shapes do not know: a test wants none. */
  readonly violations: readonly string[];
  readonly tokens: { readonly live: Set<string>; readonly issued: () => number; readonly refreshToken: () => string };
  /** A token by which somebody reaches their own mailbox, and no other, as `/me`. */
  userToken(user: string): string;
  readonly subscriptions: ReadonlyMap<string, GraphSubscription>;
  notify(user: string, folder?: string): Promise<number[]>;
  tellLifecycle(subscription: GraphSubscription, event: string): Promise<number>;
  endSubscription(id: string): void;
  stop(): Promise<void>;
  /** Again on the same port, over the same mail. */
  start(): Promise<void>;
}

const graphClient = { clientId: 'client-1', clientSecret: 'client light', refreshToken: 'refresh-1' };

const problemsOf = ({ shape, json, many, check }: Reply): string[] => {
  if (shape === undefined) return [];
  const values = many === true ? (json as { value: unknown[] }).value : [json];
  return values.flatMap((value) => problemsIn(shape, value, check));
};

const fieldOf = (mail: Uint8Array, name: string): string =>
  new RegExp(`^${name}:(.*)$`, 'im').exec(Buffer.from(mail).toString('latin1'))?.[1]?.trim() ?? '';

interface World {
  readonly options: GraphOptions;
  readonly mailboxes: Map<string, GraphMailbox>;
  readonly tokens: Parameters<typeof tokenRoute>[1];
  /** Whose a token is, where it is somebody's own. */
  readonly owners: Map<string, string>;
  readonly subscriptions: Parameters<typeof subscriptionRoute>[1];
  readonly seen: SeenRequest[];
  readonly violations: string[];
  readonly troubles: { readonly pathHolds: string; readonly trouble: Trouble }[];
  /** Requests until one whose answer breaks off; 0: none does. */
  untilCut: number;
}

const routes: Readonly<Record<string, Route>> = {
  ...mailRoutes,
  contactFolders: contactFolderRoutes,
  contacts: contactRoutes,
  todo: todoRoutes,
  calendar: calendarRoutes,
  calendars: calendarRoutes,
  events: eventRoutes,
};

const mailboxReply = async (exchange: Exchange, world: World): Promise<Reply | null> => {
  const [, user = '', kind = ''] = exchange.path;
  const mailbox = world.mailboxes.get(user.toLowerCase());
  if (mailbox === undefined) return failure(404, 'ErrorInvalidUser');
  if ((world.options.closed ?? []).includes(user.toLowerCase())) return failure(403, 'ErrorAccessDenied');
  const inner = { ...exchange, path: exchange.path.slice(2) };
  if (kind === 'mailFolders' && inner.path[2] === 'messageRules') return ruleRoutes(inner, mailbox);
  return (await routes[kind]?.(inner, mailbox)) ?? null;
};

const service = async (exchange: Exchange, world: World): Promise<Reply> => {
  const token = /^Bearer (\S+)$/.exec(exchange.headers.authorization ?? '')?.[1] ?? '';
  if (!world.tokens.live.has(token)) return failure(401, 'InvalidAuthenticationToken');
  const owner = world.owners.get(token);
  if ((exchange.path[0] === 'me') !== (owner !== undefined)) return failure(403, 'ErrorAccessDenied');
  const reply =
    owner !== undefined
      ? await mailboxReply({ ...exchange, path: ['users', owner, ...exchange.path.slice(1)] }, world)
      : exchange.path[0] === 'subscriptions'
        ? await subscriptionRoute(exchange, world.subscriptions)
        : exchange.path[0] === 'users'
          ? await mailboxReply(exchange, world)
          : null;
  if (reply === null) throw new BadRequest(`${exchange.method} ${exchange.url.pathname} does not exist`);
  return reply;
};

/** The answer to one request; what does not keep to the shapes is noted and refused. */
const answerTo = async (exchange: Exchange, world: World): Promise<Reply> => {
  try {
    if (exchange.url.pathname === '/tenant-1/oauth2/v2.0/token') return tokenRoute(exchange, world.tokens);
    const reply = await service(exchange, world);
    const problems = problemsOf(reply);
    world.violations.push(...problems);
    return problems.length === 0 ? reply : failure(500, 'InternalServerError');
  } catch (error) {
    world.violations.push(error instanceof Error ? error.message : String(error));
    return failure(400, 'BadRequest');
  }
};

const takeTrouble = (world: World, asked: string): Trouble | null => {
  if (world.untilCut > 0 && asked.includes(' /v1.0/')) {
    world.untilCut -= 1;
    if (world.untilCut === 0) return 'cut';
  }
  const at = world.troubles.findIndex(({ pathHolds }) => asked.includes(pathHolds));
  return at < 0 ? null : (world.troubles.splice(at, 1)[0]?.trouble ?? null);
};

const onRequest =
  (world: World, base: () => string) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (sharedWithPages(request, response)) return;
    const url = new URL(request.url ?? '/', base());
    const path = url.pathname.split('/').slice(2).map(decodeURIComponent);
    world.seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    const exchange: Exchange = {
      method: request.method ?? '',
      path,
      url,
      headers: request.headers,
      body: await readBody(request),
      base: base(),
      immutable: false,
    };
    const immutable = preference(exchange, 'IdType') === 'ImmutableId';
    const trouble = takeTrouble(world, `${request.method ?? ''} ${decodeURIComponent(request.url ?? '')}`);
    const reply =
      trouble !== null && trouble !== 'cut'
        ? failure(trouble.status, trouble.code ?? 'TooManyRequests', trouble.headers)
        : await answerTo({ ...exchange, immutable }, world);
    response.setHeader('date', new Date((world.options.now ?? Date.now)()).toUTCString());
    write(response, reply, trouble === 'cut');
  };

const listenOn = async (server: Server, port = 0): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  return (server.address() as AddressInfo).port;
};
const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });

const makeWorld = (options: GraphOptions): World => ({
  options,
  mailboxes: new Map(options.users.map((user) => [user.toLowerCase(), new GraphMailbox(user, options.now)])),
  tokens: { ...graphClient, live: new Set(), issued: 0, lifetimeSeconds: options.tokenSeconds ?? 3_600 },
  owners: new Map(),
  subscriptions: { subscriptions: new Map(), now: options.now ?? Date.now, post: postTo(options.trusts ?? []) },
  seen: [],
  violations: [],
  troubles: [],
  untilCut: 0,
});

/** Starts the service on a free port; it ends when it is disposed of. */
export const startGraph = async (options: GraphOptions): Promise<GraphServer> => {
  const certificate = await makeTestCertificate();
  const world = makeWorld(options);
  let origin = '';
  const listener = onRequest(world, () => `${origin}/v1.0`);
  const server = createServer(certificate, (request, response) => void listener(request, response));
  origin = `https://localhost:${await listenOn(server)}`;
  const mailbox = (user: string): GraphMailbox => {
    const found = world.mailboxes.get(user.toLowerCase());
    if (found === undefined) throw new Error(`no mailbox of ${user}`);
    return found;
  };
  const folderOf = (user: string, name: string) => {
    const box = mailbox(user);
    const folder = box.folderNamed(name) ?? [...box.folders.values()].find((one) => one.displayName === name);
    return folder ?? box.addFolder(name);
  };
  return {
    baseUrl: `${origin}/v1.0`,
    tokenUrl: `${origin}/tenant-1/oauth2/v2.0/token`,
    authority: certificate.authority,
    mailbox,
    addMailbox: (user) => {
      const added = new GraphMailbox(user, options.now);
      world.mailboxes.set(user.toLowerCase(), added);
      return added;
    },
    deliver: (user, mail, given = {}) => {
      const bytes = Buffer.from(mail as Uint8Array);
      const message = mailbox(user).add({
        folderId: folderOf(user, given.folder ?? 'inbox').id,
        bytes,
        receivedAt: (given.receivedAt ?? (options.now ?? Date.now)()) as Instant,
        categories: [...(given.categories ?? [])],
        isRead: false,
        isDraft: given.isDraft ?? false,
      });
      const facts = { subject: fieldOf(bytes, 'Subject'), sender: fieldOf(bytes, 'From') };
      return { message, redirectedTo: redirectedTo(mailbox(user), facts) };
    },
    trouble: (pathHolds, ...troubles) => {
      world.troubles.push(...troubles.map((trouble) => ({ pathHolds, trouble })));
    },
    cutAt: (nth) => {
      world.untilCut = nth;
    },
    seen: world.seen,
    violations: world.violations,
    tokens: {
      live: world.tokens.live,
      issued: () => world.tokens.issued,
      refreshToken: () => world.tokens.refreshToken,
    },
    userToken: (user) => {
      const token = `user-${world.owners.size + 1}`;
      world.owners.set(token, user.toLowerCase());
      world.tokens.live.add(token);
      return token;
    },
    subscriptions: world.subscriptions.subscriptions,
    notify: (user, folder = 'inbox') => {
      const found = folderOf(user, folder);
      return notify(world.subscriptions, user, [found.id, found.wellKnown ?? found.id]);
    },
    tellLifecycle: (subscription, event) => tellLifecycle(world.subscriptions, subscription, event),
    endSubscription: (id) => void world.subscriptions.subscriptions.delete(id),
    stop: () => closed(server),
    start: async () => {
      await listenOn(server, Number(new URL(origin).port));
    },
    [Symbol.asyncDispose]: () => closed(server),
  };
};
