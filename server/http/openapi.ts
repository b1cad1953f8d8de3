import { Router } from 'express';
import { z } from 'zod';
import { api } from '#shared/contracts/api.ts';
import type { Endpoint } from '#shared/contracts/endpoint.ts';
import { errorStatus, type ErrorCode, Problem } from '#shared/contracts/errors.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
};

interface Properties {
  readonly properties?: Record<string, JsonSchema>;
  readonly required?: readonly string[];
}

const parameters = (schema: z.ZodType | undefined, place: 'path' | 'query') => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as Properties;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
};

/** Every code of one status in one answer, because OpenAPI has one answer a status. */
const problems = (codes: readonly ErrorCode[]) => {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const status = errorStatus[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      String(status),
      {
        description: ofStatus.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
};

const message = { 'message/rfc822': { schema: { type: 'string', format: 'binary' } } };
const takesMessage = new Set(['promote', 'previewPromotion', 'checkMail', 'deliverMail']);
const givesBytes = new Set(['getActivitySource', 'getAttachment', 'getUndeliverableSource']);
/** Calls that answer more than one good status. */
const furtherStatuses: Readonly<Record<string, Record<string, string>>> = {
  promote: { '201': 'tracked', '202': 'held: the mail is kept and can be looked at' },
  promoteFound: { '201': 'tracked', '202': 'held: the mail is kept and can be looked at' },
  upsertByExternalId: { '201': 'created' },
};

const answers = (name: string, { returns, status, errors, access }: Endpoint) => {
  const good = status ?? (returns === undefined && !givesBytes.has(name) ? 204 : 200);
  const content =
    returns !== undefined
      ? { content: { 'application/json': { schema: schemaOf(returns, 'input') } } }
      : givesBytes.has(name)
        ? { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
        : {};
  const further = Object.entries(furtherStatuses[name] ?? {}).map(([code, description]) => [
    code,
    { description, ...content },
  ]);
  const always: ErrorCode[] = access === 'public' ? ['internal_error'] : ['unauthenticated', 'internal_error'];
  return {
    [String(good)]: { description: 'done', ...content },
    ...(Object.fromEntries(further) as Record<string, unknown>),
    ...problems([...new Set([...errors, ...always, 'temporarily_unavailable' as const])]),
  };
};

const operation = (name: string, endpoint: Endpoint) => ({
  operationId: name,
  summary: endpoint.summary,
  ...(endpoint.access === 'public' ? { security: [] } : {}),
  parameters: [
    ...parameters(endpoint.params, 'path'),
    ...parameters(endpoint.query, 'query'),
    ...(endpoint.access === 'public' ? [] : [{ $ref: '#/components/parameters/Organization' }]),
  ],
  ...(endpoint.body === undefined
    ? {}
    : {
        requestBody: {
          content: {
            ...(takesMessage.has(name) ? message : {}),
            'application/json': { schema: schemaOf(endpoint.body, 'input') },
          },
        },
      }),
  responses: answers(name, endpoint),
});

const paths = () => {
  const all: Record<string, Record<string, unknown>> = {};
  for (const [name, endpoint] of Object.entries(api) as [string, Endpoint][]) {
    const [method = '', path = ''] = endpoint.route.split(' ');
    const template = `/api/v1${path.replace(/:(\w+)/g, '{$1}')}`;
    (all[template] ??= {})[method.toLowerCase()] = operation(name, endpoint);
  }
  return all;
};

/** The description of every endpoint, made from the contracts that the routes themselves use (OpenAPI 3.1). */
export const openApiDocument = (version: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Correspond',
    version,
    description: 'Mail tracked where the customer record is. Errors are RFC 9457 problems with a stable `code`.',
  },
  security: [{ bearer: [] }],
  paths: paths(),
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    parameters: {
      Organization: {
        name: 'X-Organization',
        in: 'header',
        required: false,
        description: 'Id or name; needed by who belongs to several organizations',
        schema: { type: 'string' },
      },
    },
    schemas: { Problem: schemaOf(Problem, 'output') },
  },
});

export const openApiRoutes = (version: string): Router => {
  const router = Router();
  let text: string | null = null;
  router.get('/api/openapi.json', (_request, response) => {
    text ??= JSON.stringify(openApiDocument(version));
    response.set('Cache-Control', 'no-cache').type('json').send(text);
  });
  return router;
};
