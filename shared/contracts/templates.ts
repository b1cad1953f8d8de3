import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { NamedRecordRef, RecordRef } from '../model/record-ref.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { routes } from './routes.ts';

/** Each is tested at its edge. */
export const templateLimits = {
  nameLength: 200,
  subjectLength: 500,
  htmlLength: 200_000,
  linkLength: 2_000,
  perOrganization: 5_000,
} as const;

/** A mail to begin from; sales literature to enclose or link; a knowledge article to quote. */
export const TemplateKind = z.enum(['email', 'salesLiterature', 'knowledgeArticle']);
export type TemplateKind = z.infer<typeof TemplateKind>;

/** Who finds it in the list: its owner, or everyone in the organization. */
export const TemplateScope = z.enum(['own', 'organization']);
export type TemplateScope = z.infer<typeof TemplateScope>;

/** Where sales literature or an article can be read as a document. */
const DocumentLink = z
  .string()
  .max(templateLimits.linkLength)
  .refine((text) => /^https?:\/\/[^\s"'<>\\]+$/.test(text), { error: 'write an address that begins with https://' });

export const WireTemplate = z.object({
  id: z.string(),
  kind: TemplateKind,
  name: z.string(),
  /** Empty for what is put into a mail that has a subject already. */
  subject: z.string(),
  html: z.string(),
  link: z.string().nullable(),
  scope: TemplateScope,
  owner: NamedRecordRef.nullable(),
  /** Fields it asks for, such as `recipient.firstName`. */
  placeholders: z.array(z.string()),
  createdAt: WireInstant,
  updatedAt: WireInstant,
  version: z.number().int(),
});
export type WireTemplate = z.infer<typeof WireTemplate>;

const Fields = z.object({
  name: z.string().trim().min(1).max(templateLimits.nameLength),
  subject: z.string().trim().max(templateLimits.subjectLength),
  html: z.string().max(templateLimits.htmlLength),
  link: DocumentLink.nullable(),
  scope: TemplateScope,
});

const TemplateParams = z.object({ templateId: z.string().max(64) });

export const listTemplates = endpoint({
  route: routes.listTemplates,
  access: 'user',
  summary: "Templates, sales literature and articles by name: the caller's own and the organization's",
  query: PageQuery.extend({ kind: TemplateKind.optional(), q: z.string().max(200).optional() }),
  returns: page(WireTemplate),
  errors: ['invalid_request', 'invalid_cursor'],
});

export const createTemplate = endpoint({
  route: routes.createTemplate,
  access: 'user',
  summary: 'Write a template, sales literature or an article',
  body: Fields.extend({
    kind: TemplateKind.default('email'),
    subject: Fields.shape.subject.default(''),
    html: Fields.shape.html.default(''),
    link: Fields.shape.link.default(null),
    scope: Fields.shape.scope.default('own'),
  }),
  returns: WireTemplate,
  status: 201,
  errors: ['invalid_request', 'not_permitted'],
});

export const getTemplate = endpoint({
  route: routes.getTemplate,
  access: 'user',
  summary: 'One of them; its version is the ETag',
  params: TemplateParams,
  returns: WireTemplate,
  errors: ['template_not_found'],
});

export const changeTemplate = endpoint({
  route: routes.changeTemplate,
  access: 'user',
  summary: 'Change it; with If-Match only when the version is still that one',
  params: TemplateParams,
  body: Fields.partial().strict(),
  returns: WireTemplate,
  errors: ['invalid_request', 'template_not_found', 'not_permitted', 'precondition_failed'],
});

export const deleteTemplate = endpoint({
  route: routes.deleteTemplate,
  access: 'user',
  summary: 'Delete it; mail that was written from it stays as it is',
  params: TemplateParams,
  status: 204,
  errors: ['template_not_found', 'not_permitted'],
});

export const TemplateRendering = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  link: z.string().nullable(),
  /** Fields that have no value for these records and no words of their own; nothing is sent with them unseen. */
  missing: z.array(z.string()),
});
export type TemplateRendering = z.infer<typeof TemplateRendering>;

export const renderTemplate = endpoint({
  route: routes.renderTemplate,
  access: 'user',
  summary: 'Fill a template (stored, or not yet) for a recipient and a regarding record',
  body: z.object({
    templateId: z.string().max(64).optional(),
    /** Instead of `templateId`: text that is not stored. */
    subject: Fields.shape.subject.optional(),
    html: Fields.shape.html.optional(),
    recipient: RecordRef.optional(),
    regarding: RecordRef.optional(),
  }),
  returns: TemplateRendering,
  errors: ['invalid_request', 'template_not_found', 'record_not_found'],
});
