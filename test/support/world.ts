import { createHash } from 'node:crypto';
import { pino } from 'pino';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import type { Problem } from '#shared/contracts/errors.ts';
import { type RouteName, routes } from '#shared/contracts/routes.ts';
import { fromWire, type Instant } from '#shared/model/instant.ts';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { type App, type AppOptions, createApp } from '../../server/app.ts';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import type { Clock } from '../../server/ports/clock.ts';
import type { Ids } from '../../server/ports/ids.ts';
import type { StoredAddress } from '../../server/ports/record-store.ts';
import { looseAddressKey } from '#shared/model/address.ts';
import { keyOf } from './build-facts.ts';
import { listen } from './listening.ts';

export interface TestClock extends Clock {
  advance(ms: number): void;
}

/** Stands still until it is told to go on. */
export const createTestClock = (start = '2026-03-02T09:00:00Z'): TestClock => {
  let at: number = fromWire(start);
  return { now: () => at as Instant, advance: (ms) => void (at += ms) };
};

/** Counted, in the form of a UUID; secrets are counted too. */
export const createCountedIds = (): Ids => {
  let count = 0;
  const next = () => `00000000-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`;
  return { next, secret: () => createHash('sha256').update(next()).digest('base64url') };
};

/** What an endpoint needs and nothing of what it does not. */
type Input<Name extends RouteName> = {
  [
    Key in keyof CallInput<Name> as [CallInput<Name>[Key]] extends [undefined] ? never : Key
  ]: CallInput<Name>[Key] extends object
    ? { [K in keyof CallInput<Name>[Key]]: CallInput<Name>[Key][K] }
    : CallInput<Name>[Key];
};
type Arguments<Name extends RouteName> = Partial<Input<Name>> & { readonly headers?: Readonly<Record<string, string>> };

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** Of an error it is the problem; of an empty answer undefined. */
  readonly body: Body;
}

/** Somebody who calls the interface with a token of their own. */
export interface Caller {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly token: string;
  /** The answer's body; throws with status and problem when it is not a success. */
  call<Name extends RouteName>(name: Name, input?: Arguments<Name>): Promise<CallOutput<Name>>;
  /** The answer as it came, errors too. */
  ask<Name extends RouteName>(name: Name, input?: Arguments<Name>): Promise<Answer<CallOutput<Name>>>;
  /** The problem of a call that is refused; throws when it is not. */
  refused<Name extends RouteName>(name: Name, input?: Arguments<Name>): Promise<Problem>;
  /** Tracks a message; the query as it stands behind `?`. */
  track(message: string | Uint8Array, query?: string): Promise<CallOutput<'promote'>>;
  /** Any request below /api/v1, signed in. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export interface World extends AsyncDisposable {
  readonly app: App;
  readonly store: App['store'];
  readonly clock: TestClock;
  readonly ids: Ids;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly contoso: { readonly id: string; readonly name: 'Contoso Pumps' };
  readonly fabrikam: { readonly id: string; readonly name: 'Fabrikam Air' };
  /** Contoso: Ana administers; Ben (alias ben.alias@) and Carla are users. */
  readonly ana: Caller;
  readonly ben: Caller;
  readonly carla: Caller;
  /** Fabrikam: Olga administers; Pete is a user. */
  readonly olga: Caller;
  readonly pete: Caller;
  addPerson(person: NewPerson): Promise<Caller>;
  close(): Promise<void>;
}

export interface NewPerson {
  readonly organizationId: string;
  readonly email: string;
  readonly name: string;
  readonly role?: 'user' | 'administrator';
  readonly aliases?: readonly string[];
}

const storedAddress = (address: string, index: number): StoredAddress => {
  const addressKey = keyOf(address);
  return { address, addressKey, looseKey: looseAddressKey(addressKey), primary: index === 0 };
};

const pathOf = (route: string, params: Readonly<Record<string, unknown>>): string =>
  route.replace(/:([A-Za-z]+)/g, (_whole, name: string) => encodeURIComponent(String(params[name])));

const queryOf = (query: Readonly<Record<string, unknown>>): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined).map((one) => [name, String(one)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
};

const readBody = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (text === '') return undefined;
  return /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text;
};

const createCaller = (origin: string, who: Pick<Caller, 'id' | 'organizationId' | 'email' | 'token'>): Caller => {
  const request = (path: string, init: RequestInit = {}) =>
    fetch(`${origin}/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${who.token}`, ...(init.headers as Record<string, string> | undefined) },
    });
  const ask: Caller['ask'] = async (name, input) => {
    const { params, query, body, headers } = (input ?? {}) as Record<string, Record<string, unknown> | undefined>;
    const [method = '', route = ''] = routes[name].split(' ');
    const response = await request(`${pathOf(route, params ?? {})}${queryOf(query ?? {})}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(headers as Record<string, string> | undefined),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await readBody(response)) as never };
  };
  return {
    ...who,
    ask,
    call: async (name, input) => {
      const answer = await ask(name, input);
      if (answer.status >= 400) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    refused: async (name, input) => {
      const answer = await ask(name, input);
      if (answer.status < 400) throw new Error(`${name} was not refused: ${answer.status}`);
      return answer.body as unknown as Problem;
    },
    track: async (message, query = '') => {
      const response = await request(`/promotions${query === '' ? '' : `?${query}`}`, {
        method: 'POST',
        headers: { 'content-type': 'message/rfc822' },
        body: typeof message === 'string' ? message.replace(/\r?\n/g, '\r\n') : (message as BodyInit),
      });
      const body = await readBody(response);
      if (!response.ok) throw new Error(`promote: ${response.status} ${JSON.stringify(body)}`);
      return body as CallOutput<'promote'>;
    },
    fetch: request,
  };
};

const addOrganization = async ({ store, ids, clock }: App, name: string): Promise<string> => {
  const id = ids.next();
  const settings = defaultOrganizationSettings;
  await store.system.organizations.add({ id, name, demonstration: false, settings, at: clock.now() });
  return id;
};

const longAgo = 365 * 86_400_000;

const addPersonTo = async (app: App, person: NewPerson): Promise<Pick<Caller, 'id' | 'token'>> => {
  const { store, ids, clock } = app;
  const at = clock.now();
  const { organizationId, email } = person;
  const id = ids.next();
  await store.transact(organizationId, (tx) =>
    tx.records.add(
      {
        id,
        type: 'user',
        name: person.name,
        addresses: [email, ...(person.aliases ?? [])].map(storedAddress),
        ownerId: null,
        access: 'organization',
        active: true,
        externalId: null,
        fields: {},
      },
      at,
    ),
  );
  const login = await store.system.logins.findOrAdd({ id: ids.next(), email, emailKey: keyOf(email), at });
  const role = person.role ?? 'user';
  await store.system.logins.join({ loginId: login.id, organizationId, userId: id, role });
  const token = ids.secret();
  await store.system.access.add({
    tokenHash: createHash('sha256').update(token).digest('hex'),
    loginId: login.id,
    deviceId: null,
    organizationId,
    expiresAt: (at + longAgo) as Instant,
  });
  return { id, token };
};

/**
 * The real program on a loopback port with two organizations, so that a test can always ask what the other one sees.
 * The clock stands still and ids are counted. `await using world = await createWorld()`.
 */
export const createWorld = async (options: Partial<AppOptions> = {}): Promise<World> => {
  const clock = createTestClock();
  const ids = createCountedIds();
  const app = await createApp({
    store: { engine: 'sqlite', path: ':memory:', contentDirectory: null },
    log: createPinoLog('silent', pino.destination({ dest: '/dev/null', sync: true })),
    clock,
    ids,
    ...options,
  });
  const server = await listen(app.http);
  const addPerson = async (person: NewPerson): Promise<Caller> => {
    const { organizationId, email } = person;
    return createCaller(server.origin, { organizationId, email, ...(await addPersonTo(app, person)) });
  };
  const contoso = { id: await addOrganization(app, 'Contoso Pumps'), name: 'Contoso Pumps' } as const;
  const fabrikam = { id: await addOrganization(app, 'Fabrikam Air'), name: 'Fabrikam Air' } as const;
  const inContoso = { organizationId: contoso.id };
  const inFabrikam = { organizationId: fabrikam.id };
  const close = async () => {
    await server[Symbol.asyncDispose]();
    await app.close();
  };
  return {
    app,
    store: app.store,
    clock,
    ids,
    origin: server.origin,
    contoso,
    fabrikam,
    ana: await addPerson({ ...inContoso, email: 'ana@contoso.test', name: 'Ana Ruiz', role: 'administrator' }),
    ben: await addPerson({
      ...inContoso,
      email: 'ben@contoso.test',
      name: 'Ben Carter',
      aliases: ['ben.alias@contoso.test'],
    }),
    carla: await addPerson({ ...inContoso, email: 'carla@contoso.test', name: 'Carla Weiss' }),
    olga: await addPerson({ ...inFabrikam, email: 'olga@fabrikam.test', name: 'Olga Stern', role: 'administrator' }),
    pete: await addPerson({ ...inFabrikam, email: 'pete@fabrikam.test', name: 'Pete Lund' }),
    addPerson,
    close,
    [Symbol.asyncDispose]: close,
  };
};
