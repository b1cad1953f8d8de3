import { type TemplateKind, templateLimits, type TemplateScope } from '#shared/contracts/templates.ts';
import type { Actor } from '../../domain/actor.ts';
import { checkTemplate } from '../../domain/templates/check-template.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store, StoreRead, StoreWrite } from '../../ports/store.ts';
import type { StoredTemplate, TemplateToStore } from '../../ports/template-store.ts';
import { listRecordTypes } from '../records/record-types.ts';
import { checkVersion, type ExpectedVersion } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';

export interface TemplateNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What a person writes. */
export interface TemplateText {
  readonly name: string;
  readonly subject: string;
  readonly html: string;
  readonly link: string | null;
  readonly scope: TemplateScope;
}
type Changes = { readonly [Key in keyof TemplateText]?: TemplateText[Key] | undefined };

/** The template, as if absent when it is another person's own. */
export const getTemplate = async (read: StoreRead, actor: Actor, templateId: string): Promise<StoredTemplate> => {
  const template = await read.templates.find(actor.userId, templateId);
  if (template === null) throw new Refusal('template_not_found', 'There is no template with this id that you may use.');
  return template;
};

/** What everybody writes from is changed by whoever made it, or by an administrator. */
const getOwn = async (tx: StoreWrite, actor: Actor, templateId: string): Promise<StoredTemplate> => {
  const template = await getTemplate(tx, actor, templateId);
  if (template.ownerId !== actor.userId && actor.role !== 'administrator')
    throw new Refusal('not_permitted', "Only its owner or an administrator may change the organization's template.");
  return template;
};

const checkKind = (kind: TemplateKind, { subject, html, link }: TemplateText): void => {
  const [field, message] =
    kind !== 'email' && subject !== ''
      ? ['subject', 'only an e-mail template has a subject; leave it out']
      : kind === 'email' && link !== null
        ? ['link', 'only sales literature and articles have a link; put it into the text']
        : html.trim() === '' && link === null
          ? ['html', kind === 'email' ? 'write the text of the mail' : 'write a text or give a link']
          : [null, ''];
  if (field !== null) throw new Refusal('invalid_request', `${field}: ${message}`, { issues: [{ field, message }] });
};

const checked = async (
  tx: StoreWrite,
  { kind, text }: { readonly kind: TemplateKind; readonly text: TemplateText },
): Promise<TemplateText & { readonly placeholders: readonly string[] }> => {
  checkKind(kind, text);
  const { placeholders, mistakes } = checkTemplate(text, await listRecordTypes(tx));
  const [first] = mistakes;
  if (first !== undefined)
    throw new Refusal('invalid_request', `${first.field}: ${first.message}`, { issues: mistakes });
  return { ...text, placeholders };
};

const note = (needs: TemplateNeeds, tx: StoreWrite, actor: Actor, change: { id: string; reason: string }) =>
  tx.journal.append([
    {
      kind: 'template.changed',
      subjectId: change.id,
      at: needs.clock.now(),
      actorId: actor.userId,
      reason: change.reason,
    },
  ]);

/** Writes a new one; refuses placeholders that no record could ever fill. */
export const createTemplate =
  (needs: TemplateNeeds) =>
  (actor: Actor, { kind, ...text }: TemplateText & { readonly kind: TemplateKind }): Promise<StoredTemplate> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      if ((await tx.templates.count()) >= templateLimits.perOrganization)
        throw new Refusal(
          'invalid_request',
          `There are ${templateLimits.perOrganization} templates already; delete some that nobody uses.`,
        );
      const id = needs.ids.next();
      const template = { id, kind, ownerId: actor.userId, ...(await checked(tx, { kind, text })) };
      await tx.templates.add(template, needs.clock.now());
      await note(needs, tx, actor, { id, reason: 'created' });
      return getTemplate(tx, actor, id);
    });

const textOf = ({ name, subject, html, link, scope }: StoredTemplate): TemplateText => ({
  name,
  subject,
  html,
  link,
  scope,
});

/** Changes what is named; with an expected version only when it still has that. */
export const changeTemplate =
  (needs: TemplateNeeds) =>
  (
    actor: Actor,
    templateId: string,
    { changes, expected }: { readonly changes: Changes; readonly expected: ExpectedVersion },
  ): Promise<StoredTemplate> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const standing = await getOwn(tx, actor, templateId);
      checkVersion(standing, expected);
      const { id, kind, ownerId } = standing;
      const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const text: TemplateText = { ...textOf(standing), ...named };
      const after: TemplateToStore = { id, kind, ownerId, ...(await checked(tx, { kind, text })) };
      if (!(await tx.templates.save(after, standing.version, needs.clock.now())))
        throw new Refusal('precondition_failed', 'Somebody changed it meanwhile; read it again.');
      await note(needs, tx, actor, { id, reason: 'changed' });
      // Whoever gives another's template back to them alone does not see it any more, and is shown what they did.
      return { ...standing, ...after, version: standing.version + 1, updatedAt: needs.clock.now() };
    });

/** Deletes it; mail that was written from it stays as it is. */
export const deleteTemplate =
  (needs: TemplateNeeds) =>
  (actor: Actor, templateId: string): Promise<void> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const { id } = await getOwn(tx, actor, templateId);
      await tx.templates.remove(id);
      await note(needs, tx, actor, { id, reason: 'deleted' });
    });
