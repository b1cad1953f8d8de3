import * as contracts from '#shared/contracts/templates.ts';
import type { Response } from 'express';
import { z } from 'zod';
import { toWire } from '#shared/model/instant.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import { askedWords } from '../../domain/search-words.ts';
import type { PlainText } from '../../ports/plain-text.ts';
import type { StoredTemplate } from '../../ports/template-store.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { renderTemplate, type TemplateAsked } from '../../usecases/templates/render-template.ts';
import {
  changeTemplate,
  createTemplate,
  deleteTemplate,
  getTemplate,
  type TemplateNeeds,
} from '../../usecases/templates/write-template.ts';
import { pageOf, readCursor } from '../cursor.ts';
import { answered, type RouteMaker } from '../route.ts';
import { readIfMatch, sendVersion } from '../version-tag.ts';

const NameCursor = z.object({ nameKey: z.string().max(1_000), id: z.string().max(64) });

const presentTemplate = (template: StoredTemplate, owners: readonly NamedRecordRef[]): contracts.WireTemplate => ({
  id: template.id,
  kind: template.kind,
  name: template.name,
  subject: template.subject,
  html: template.html,
  link: template.link,
  scope: template.scope,
  owner: owners.find(({ id }) => id === template.ownerId) ?? null,
  placeholders: [...template.placeholders],
  createdAt: toWire(template.createdAt),
  updatedAt: toWire(template.updatedAt),
  version: template.version,
});

const askedTemplate = (body: {
  readonly templateId?: string | undefined;
  readonly subject?: string | undefined;
  readonly html?: string | undefined;
}): TemplateAsked => {
  const { templateId, subject, html } = body;
  const text = subject !== undefined || html !== undefined;
  if (templateId !== undefined && !text) return { kind: 'stored', templateId };
  if (templateId === undefined && text) return { kind: 'text', subject: subject ?? '', html: html ?? '' };
  const message = 'give either the id of a template or a text (subject, html)';
  throw new Refusal('invalid_request', `templateId: ${message}`, { issues: [{ field: 'templateId', message }] });
};

/** Templates, sales literature and articles (P6). */
export const templateRoutes = (route: RouteMaker, needs: TemplateNeeds & { readonly plainText: PlainText }): void => {
  const { store } = needs;
  const presented = (actor: Actor, templates: readonly StoredTemplate[]) =>
    store.read(actor.organizationId, async (read) => {
      const owners = templates.map(({ ownerId }) => ({ type: 'user', id: ownerId }));
      const named = await read.records.names(actor.userId, owners);
      return templates.map((template) => presentTemplate(template, named));
    });
  const send = async (
    response: Response,
    actor: Actor,
    {
      template,
      status = 200,
    }: {
      readonly template: StoredTemplate;
      readonly status?: number;
    },
  ): Promise<typeof answered> => {
    const [wire] = await presented(actor, [template]);
    sendVersion(response, template.version);
    response.status(status).json(wire);
    return answered;
  };
  route(contracts.listTemplates, async ({ actor, query }) => {
    const after = readCursor(query.cursor, NameCursor);
    const filter = { words: askedWords(query.q ?? ''), ...(query.kind === undefined ? {} : { kind: query.kind }) };
    const found = await store.read(actor.organizationId, (read) =>
      read.templates.list(actor.userId, filter, { limit: query.limit + 1, after }),
    );
    const { items, nextCursor } = pageOf(found, query.limit, ({ nameKey, id }) => ({ nameKey, id }));
    return { items: await presented(actor, items), nextCursor };
  });
  const create = createTemplate(needs);
  route(contracts.createTemplate, async ({ actor, body, response }) =>
    send(response, actor, { template: await create(actor, body), status: 201 }),
  );
  route(contracts.getTemplate, async ({ actor, params, response }) => {
    const template = await store.read(actor.organizationId, (read) => getTemplate(read, actor, params.templateId));
    return send(response, actor, { template });
  });
  const change = changeTemplate(needs);
  route(contracts.changeTemplate, async ({ actor, params, body, request, response }) => {
    const template = await change(actor, params.templateId, { changes: body, expected: readIfMatch(request) });
    return send(response, actor, { template });
  });
  const remove = deleteTemplate(needs);
  route(contracts.deleteTemplate, async ({ actor, params }) => {
    await remove(actor, params.templateId);
    return undefined;
  });
  const render = renderTemplate(needs);
  route(contracts.renderTemplate, async ({ actor, body }) => {
    const { recipient = null, regarding = null } = body;
    const { missing, ...rendered } = await render(actor, askedTemplate(body), { recipient, regarding });
    return { ...rendered, missing: [...missing] };
  });
};
