import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api } from '#shared/contracts/api.ts';
import type { Endpoint } from '#shared/contracts/endpoint.ts';
import { errorStatus, type Problem } from '#shared/contracts/errors.ts';
import type { RouteName } from '#shared/contracts/routes.ts';
import { openApiRoutes } from '../../server/http/openapi.ts';
import { organizationRows } from '../support/organization-rows.ts';
import { createOwnThings, ownWord } from '../support/own-things.ts';
import { requestExample } from '../support/request-example.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const endpoints = Object.entries(api) as [RouteName, Endpoint][];
const signedIn = endpoints.filter(([, { access }]) => access !== 'public');
const paramsOf = ({ route }: Endpoint): string[] => [...route.matchAll(/:(\w+)/g)].map((found) => found[1] ?? '');

/** Members of requests by name, where the schema alone does not say what is accepted. */
const known = {
  type: 'contact',
  address: 'someone@strangers.example',
  internetMessageId: '<own-1@fabrikam.test>',
  key: 'own-1',
  n: 1,
  sentAt: '2026-03-02T09:00:00Z',
  start: '2026-03-02T09:00:00Z',
  end: '2026-03-02T10:00:00Z',
  at: '2026-03-02T09:00:00.000Z',
  since: '2026-03-02T09:00:00Z',
  until: '2026-03-03T09:00:00Z',
  email: 'new.person@contoso.test',
  url: 'https://dav.strangers.example/',
  from: { address: 'someone@strangers.example' },
  challenge: 'c'.repeat(43),
  verifier: 'v'.repeat(43),
  records: [{ externalId: 'own-1', name: 'Ours' }],
  q: ownWord,
  members: { kind: 'query', type: 'contact', q: '' },
  record: { type: 'contact', id: 'absent' },
  senderType: 'queue',
  contentBase64: 'YQ==',
};
/** Parameters that anybody may write: what they name is looked for in the caller's own organization. */
const free = new Set(Object.keys(known));
const namesAnId = ([, endpoint]: [RouteName, Endpoint]): boolean => paramsOf(endpoint).some((name) => !free.has(name));

/** What is not there is not pinned either: taking the pin away has nothing to refuse. */
const endsAsAsked = new Set<RouteName>(['unpinRecord']);

type Ids = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, unknown>>;

const fill = (path: string, values: Values): string =>
  path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = values[name];
    return typeof value === 'string' || typeof value === 'number' ? encodeURIComponent(value) : 'absent';
  });

const ask = (
  caller: Pick<Caller, 'fetch'>,
  endpoint: Endpoint,
  ids: Ids,
  init: RequestInit = {},
): Promise<Response> => {
  const [method = '', path = ''] = endpoint.route.split(' ');
  const values: Values = {
    ...known,
    ...ids,
    record: { type: 'contact', id: ids['id'] ?? 'absent' },
  };
  const filled = fill(path, values);
  const query = new URLSearchParams(
    endpoint.query === undefined ? {} : (requestExample(endpoint.query, values) as Record<string, string>),
  );
  if (endpoint === api.promote && ids['id'] !== undefined) query.set('regarding', `contact:${ids['id']}`);
  return caller.fetch(`${filled}?${query.toString()}`, {
    method,
    ...(endpoint.body === undefined
      ? {}
      : {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(requestExample(endpoint.body, values)),
        }),
    ...init,
  });
};

let directory: string;
let database: string;
let world: World;
let things: Ids;

const open = (path: string) =>
  createWorld({
    store: { engine: 'sqlite', path, contentDirectory: null },
    pages: () => [openApiRoutes('1.0.0')],
  });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'api-complete-'));
  database = join(directory, 'world.sqlite');
  world = await open(database);
  things = await createOwnThings(world, world.olga, world.pete);
});
afterAll(async () => {
  await world.close();
  await rm(directory, { recursive: true });
});

/** A fresh administrator of Contoso: some calls end the session of whoever makes them. */
const newAdministrator = (name: RouteName): Promise<Caller> =>
  world.addPerson({
    organizationId: world.contoso.id,
    email: `${name.toLowerCase()}@contoso.test`,
    name: 'An administrator',
    role: 'administrator',
  });

const anonymous = (headers: Record<string, string> = {}): Pick<Caller, 'fetch'> => ({
  fetch: (path, init) =>
    fetch(`${world.origin}/api/v1${path}`, {
      ...init,
      headers: { ...(init?.headers as Record<string, string> | undefined), ...headers },
    }),
});

const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;
const nothingHere = /^There is nothing at this address/;

describe('every endpoint of the interface', () => {
  test('an address without a route is answered by the last one, which the next tests rely on', async () => {
    const answer = await problemOf(await world.ana.fetch('/no-such-thing'));
    expect(answer).toMatchObject({ code: 'not_found', detail: expect.stringMatching(nothingHere) as string });
  });

  test.each(endpoints)('%s is routed', async (name, endpoint) => {
    const answer = await ask(await newAdministrator(name), endpoint, {});
    expect(answer.status).not.toBe(500);
    expect(await answer.text()).not.toContain('There is nothing at this address');
  });

  test.each(signedIn)('%s refuses whoever has not signed in', async (_name, endpoint) => {
    for (const headers of [{}, { authorization: 'Bearer not-a-token-that-anybody-has' }]) {
      const answer = await ask(anonymous(headers), endpoint, things);
      expect(answer.status).toBe(401);
      expect((await problemOf(answer)).code).toBe('unauthenticated');
    }
  });

  test.each(endpoints.filter(([, { access }]) => access === 'public'))('%s needs no token', async (_name, endpoint) => {
    const answer = await ask(anonymous(), endpoint, {});
    expect(await answer.text()).not.toContain('"unauthenticated"');
  });

  test.each(endpoints.filter(([, { access }]) => access === 'administrator' || access === 'router'))(
    '%s refuses whoever is no administrator, and changes nothing',
    async (_name, endpoint) => {
      const before = organizationRows(database, world.fabrikam.id);
      const answer = await ask(world.pete, endpoint, { ...things, userId: world.pete.id });
      expect([answer.status, (await problemOf(answer)).code]).toEqual([403, 'not_permitted']);
      expect(organizationRows(database, world.fabrikam.id)).toEqual(before);
    },
  );
});

describe("another organization's things", () => {
  test.each(signedIn)('%s neither shows nor changes them', async (name, endpoint) => {
    const before = organizationRows(database, world.fabrikam.id);
    expect(before).toMatchObject({ activity: expect.stringMatching(/^2 rows/) as string });
    const answer = await ask(await newAdministrator(name), endpoint, things);
    expect(answer.status).not.toBe(500);
    expect(await answer.text()).not.toContain(ownWord);
    expect(organizationRows(database, world.fabrikam.id)).toEqual(before);
  });

  test.each(signedIn.filter(namesAnId).filter(([name]) => !endsAsAsked.has(name)))(
    '%s finds nothing by their ids',
    async (name, endpoint) => {
      const answer = await ask(await newAdministrator(name), endpoint, things);
      expect([403, 404]).toContain(answer.status);
      expect(errorStatus).toHaveProperty((await problemOf(answer)).code);
    },
  );

  test.each(signedIn)("%s refuses their organization's name in the header", async (name, endpoint) => {
    const caller = await newAdministrator(name);
    const [headers] = [{ 'content-type': 'application/json', 'x-organization': world.fabrikam.id }];
    const answer = await ask(caller, endpoint, things, { headers });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([404, 'organization_not_found']);
  });

  test('each of those calls finds them for their own people', async () => {
    await using own = await open(':memory:');
    const found = [];
    for (const [index, [name, endpoint]] of signedIn.filter(namesAnId).entries()) {
      const answer = await ask(own.olga, endpoint, await createOwnThings(own, own.olga, own.pete, index + 1));
      found.push([name, [403, 404].includes(answer.status) ? await answer.text() : 'found']);
    }
    expect(found.filter(([, how]) => how !== 'found')).toEqual([]);
  });
});

describe('the description of the interface', () => {
  interface Operation {
    readonly operationId: string;
    readonly security?: unknown;
    readonly parameters: readonly { readonly name?: string; readonly in?: string }[];
    readonly requestBody?: unknown;
    readonly responses: Readonly<Record<string, { readonly description: string }>>;
  }

  const namesIn = (place: string, operation: Operation | undefined) =>
    (operation?.parameters ?? []).flatMap((each) => (each.in === place ? [each.name] : [])).sort();

  const read = async (): Promise<Readonly<Record<string, Record<string, Operation>>>> => {
    const response = await fetch(`${world.origin}/api/openapi.json`);
    return ((await response.json()) as { paths: Record<string, Record<string, Operation>> }).paths;
  };

  test.each(endpoints)('%s is described', async (name, endpoint) => {
    const [method = '', path = ''] = endpoint.route.split(' ');
    const operation = (await read())[`/api/v1${path.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()];
    expect(operation?.operationId).toBe(name);
    expect(operation?.security).toEqual(endpoint.access === 'public' ? [] : undefined);
    expect(namesIn('path', operation)).toEqual(paramsOf(endpoint).sort());
    expect(operation?.requestBody !== undefined).toBe(endpoint.body !== undefined);
    for (const code of endpoint.errors)
      expect(operation?.responses[String(errorStatus[code])]?.description.split(', ')).toContain(code);
  });

  test('nothing else is described', async () => {
    const operations = Object.values(await read()).flatMap((methods) => Object.keys(methods));
    expect(operations).toHaveLength(endpoints.length);
  });
});
