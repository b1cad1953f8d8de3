import type { TemplateKind, TemplateScope } from '#shared/contracts/templates.ts';
import type { Instant } from '#shared/model/instant.ts';
import { type RawBuilder, sql } from 'kysely';
import { searchWords } from '../../../domain/search-words.ts';
import type { StoredTemplate, TemplateStoreWrite, TemplateToStore } from '../../../ports/template-store.ts';
import type { Scope } from '../scope.ts';
import type { TemplateTable } from './schema.ts';

const presentTemplate = (row: TemplateTable): StoredTemplate => ({
  id: row.id,
  kind: row.kind as TemplateKind,
  name: row.name,
  nameKey: row.name_key,
  subject: row.subject,
  html: row.html,
  link: row.link,
  scope: row.scope as TemplateScope,
  ownerId: row.owner_id,
  placeholders: JSON.parse(row.placeholders) as string[],
  createdAt: row.created_at as Instant,
  updatedAt: row.updated_at as Instant,
  version: row.version,
});

/** Words of the name, each after a space: searched by the start of a word, and sorted by. */
const nameKey = (name: string): string =>
  searchWords(name)
    .map((word) => ` ${word}`)
    .join('');

const written = (template: TemplateToStore) => ({
  kind: template.kind,
  name: template.name,
  name_key: nameKey(template.name),
  subject: template.subject,
  html: template.html,
  link: template.link,
  scope: template.scope,
  owner_id: template.ownerId,
  placeholders: JSON.stringify(template.placeholders),
});

export const templateStore = ({ db, organizationId: org }: Scope): TemplateStoreWrite => {
  const visible = (readerId: string): RawBuilder<boolean> =>
    sql<boolean>`(scope = 'organization' or owner_id = ${readerId})`;
  const rows = (readerId: string) =>
    db.selectFrom('template').selectAll().where('organization_id', '=', org).where(visible(readerId));
  return {
    find: async (readerId, templateId) => {
      const row = await rows(readerId).where('id', '=', templateId).executeTakeFirst();
      return row === undefined ? null : presentTemplate(row);
    },
    list: async (readerId, { kind, words }, { limit, after }) => {
      let query = rows(readerId).orderBy('name_key').orderBy('id').limit(limit);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      for (const word of words) query = query.where('name_key', 'like', `% ${word}%`);
      if (after !== null)
        query = query.where(
          sql<boolean>`(name_key > ${after.nameKey} or (name_key = ${after.nameKey} and id > ${after.id}))`,
        );
      return (await query.execute()).map(presentTemplate);
    },
    count: async () => {
      const { found } = await db
        .selectFrom('template')
        .select((select) => select.fn.countAll<number | string>().as('found'))
        .where('organization_id', '=', org)
        .executeTakeFirstOrThrow();
      return Number(found);
    },
    add: async (template, at) => {
      await db
        .insertInto('template')
        .values({
          organization_id: org,
          id: template.id,
          ...written(template),
          created_at: at,
          updated_at: at,
          version: 1,
        })
        .execute();
    },
    save: async (template, version, at) => {
      const row = await db
        .updateTable('template')
        .set({ ...written(template), updated_at: at, version: version + 1 })
        .where('organization_id', '=', org)
        .where('id', '=', template.id)
        .where('version', '=', version)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    remove: async (templateId) => {
      await db.deleteFrom('template').where('organization_id', '=', org).where('id', '=', templateId).execute();
    },
  };
};
