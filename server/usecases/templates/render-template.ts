import type { Actor } from '../../domain/actor.ts';
import { checkTemplate } from '../../domain/templates/check-template.ts';
import { merge } from '../../domain/templates/merge.ts';
import type { PlainText } from '../../ports/plain-text.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import { listRecordTypes } from '../records/record-types.ts';
import { Refusal } from '../refusal.ts';
import { mergeFacts, type MergeSubjects } from './merge-facts.ts';
import { getTemplate } from './write-template.ts';

/** A stored template, or text that is not stored. */
export type TemplateAsked =
  | { readonly kind: 'stored'; readonly templateId: string }
  | { readonly kind: 'text'; readonly subject: string; readonly html: string };

export interface RenderedTemplate {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly link: string | null;
  readonly missing: readonly string[];
}

const textAsked = async (read: StoreRead, actor: Actor, asked: TemplateAsked) => {
  if (asked.kind === 'text') return { subject: asked.subject, html: asked.html, link: null };
  return getTemplate(read, actor, asked.templateId);
};

/** Fills a template in a transaction of the caller's. Refuses text whose placeholders cannot be read. */
export const fillTemplate = async (
  read: StoreRead,
  actor: Actor,
  {
    template,
    subjects,
    plainText,
  }: {
    readonly template: TemplateAsked;
    readonly subjects: MergeSubjects;
    readonly plainText: PlainText;
  },
): Promise<RenderedTemplate> => {
  const { subject, html, link } = await textAsked(read, actor, template);
  const checked = checkTemplate({ subject, html }, await listRecordTypes(read));
  const [mistake] = checked.mistakes;
  if (mistake !== undefined)
    throw new Refusal('invalid_request', `${mistake.field}: ${mistake.message}`, { issues: checked.mistakes });
  const facts = await mergeFacts(read, actor, subjects);
  const filledSubject = merge(checked.subject, facts, 'plain');
  const filledHtml = merge(checked.html, facts, 'html');
  return {
    subject: filledSubject.text,
    html: filledHtml.text,
    text: plainText.fromHtml(filledHtml.text),
    link,
    missing: [...new Set([...filledSubject.missing, ...filledHtml.missing])],
  };
};

/** What a mail written from the template would say to this recipient, and which fields have nothing to say (P6). */
export const renderTemplate =
  ({ store, plainText }: { readonly store: Store; readonly plainText: PlainText }) =>
  (actor: Actor, template: TemplateAsked, subjects: MergeSubjects): Promise<RenderedTemplate> =>
    store.read(actor.organizationId, (read) => fillTemplate(read, actor, { template, subjects, plainText }));
