import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import { databaseNow } from './engine.ts';
import { inForm, jsonText, type Place, prepared, type ValueOf } from './prepared.ts';

/** The handle every statement of an organization is written with. */
export interface Scope extends Place {
  readonly organizationId: string;
}

/** A scope that also tells the moment by the clock of the database: what several processes agree on. */
export interface TimedScope extends Scope {
  readonly now: RawBuilder<number>;
  /** The moment that another clock tells in its place; null: the database's own. */
  readonly toldNow: number | null;
}

/** `now` of a timed scope. */
export const nowOf = (engine: Scope['engine'], told: number | null): RawBuilder<number> =>
  told === null ? databaseNow(engine) : sql<number>`cast(${told} as bigint)`;

/** A statement of an organization that is written once; its organization is bound with the other values. */
export const preparedIn = <Given extends object, Row = unknown>(
  build: (scope: Scope, value: ValueOf<Given>) => CompiledQuery<Row>,
): ((scope: Scope, given: Given) => Promise<Row[]>) => {
  const run = prepared<Given & { organizationId: string }, Row>((value, place) =>
    build({ ...place, organizationId: value('organizationId') }, value),
  );
  return (scope, given) => run(scope, { ...given, organizationId: scope.organizationId });
};

/** The same for a statement that asks what time it is. */
export const preparedNow = <Given extends object, Row = unknown>(
  build: (scope: TimedScope, value: ValueOf<Given>) => CompiledQuery<Row>,
): ((scope: TimedScope, given: Given) => Promise<Row[]>) => {
  const byDatabase = preparedIn<Given, Row>((scope, value) =>
    build({ ...scope, now: nowOf(scope.engine, null), toldNow: null }, value),
  );
  const told = preparedIn<Given & { now: number }, Row>((scope, value) =>
    build({ ...scope, now: nowOf(scope.engine, value('now')), toldNow: null }, value),
  );
  return (scope, given) =>
    scope.toldNow === null ? byDatabase(scope, given) : told(scope, { ...given, now: scope.toldNow });
};

/** `column in (values)` as one bound parameter, so that any number of values is the same prepared statement. */
export const isAnyOf = (scope: Scope, column: string, values: readonly string[]): RawBuilder<boolean> =>
  scope.engine === 'sqlite'
    ? sql<boolean>`${sql.ref(column)} in (select value from json_each(${jsonText(values)}))`
    : sql<boolean>`${sql.ref(column)} = any(${values}::text[])`;

/** What a column of given rows holds. */
export type GivenType = 'text' | 'whole';

/**
 * Rows of values as the table `g`, bound as one parameter: so that what is done to many rows is one statement, the same
 * for any number of them. PostgreSQL would take them for a hundred rows, which while a table is small is less to walk along
 * than to look up, and would keep to that plan while the table grows; a condition that each of them meets has it expect
 * one row, and look up each by its key.
 */
export const givenRows = <Column extends string>(
  scope: Pick<Scope, 'engine'>,
  columns: Readonly<Record<Column, GivenType>>,
  rows: readonly Readonly<Record<NoInfer<Column>, string | number | null>>[],
): RawBuilder<unknown> => {
  const names = Object.entries(columns) as [Column, GivenType][];
  const given = inForm(rows, (each) => JSON.stringify(each.map((row) => names.map(([name]) => row[name]))));
  if (scope.engine === 'sqlite') {
    const picked = names.map(([name], index) => sql`value ->> ${sql.lit(index)} as ${sql.ref(name)}`);
    // Made first and walked along (the limit does that): else SQLite walks along the whole table and looks into the text.
    return sql`(select ${sql.join(picked)} from json_each(${given}) limit -1) as g`;
  }
  const picked = names.map(
    ([name, type], index) =>
      sql`(row_of ->> ${sql.lit(index)})::${type === 'text' ? sql`text` : sql`bigint`} as ${sql.ref(name)}`,
  );
  return sql`(select ${sql.join(picked)} from jsonb_array_elements(${given}::jsonb) as given (row_of)
    where jsonb_typeof(row_of) = 'array') as g`;
};

/**
 * `column in (values)` where each value is a row, or a few: PostgreSQL looks up each by its key, as it does for
 * `givenRows`.
 */
export const isKeyAmong = (scope: Scope, column: string, values: readonly string[]): RawBuilder<boolean> =>
  scope.engine === 'sqlite'
    ? isAnyOf(scope, column, values)
    : sql<boolean>`${sql.ref(column)} in (select text_of #>> '{}'
        from jsonb_array_elements(${jsonText(values)}::jsonb) as given (text_of) where jsonb_typeof(text_of) = 'string')`;

/** Two users share a team that is there. */
const shareTeam = (scope: Scope, readerId: string, userColumn: string): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from team_member mine
  join team_member theirs on theirs.organization_id = mine.organization_id and theirs.team_id = mine.team_id
  join record team on team.organization_id = mine.organization_id and team.id = mine.team_id and team.deleted_at is null
  where mine.organization_id = ${scope.organizationId} and mine.user_id = ${readerId}
    and theirs.user_id = ${sql.ref(userColumn)})`;

/** R9: the reader may read the record that `alias` names. */
export const readableRecord = (scope: Scope, readerId: string, alias: string): RawBuilder<boolean> => sql<boolean>`(
  ${sql.ref(`${alias}.access`)} = 'organization'
  or ${sql.ref(`${alias}.owner_id`)} = ${readerId}
  or (${sql.ref(`${alias}.access`)} = 'team' and ${shareTeam(scope, readerId, `${alias}.owner_id`)}))`;

/**
 * O1, O9: the promotion that `alias` names lets the reader see its activity; a queue's (A16) whoever may read the queue.
 * The same rule as domain/activity/visibility.ts.
 */
export const visiblePromotion = (scope: Scope, readerId: string, alias: string): RawBuilder<boolean> => sql<boolean>`(
  ${sql.ref(`${alias}.state`)} <> 'removed' and (
    ${sql.ref(`${alias}.user_id`)} = ${readerId}
    or ${sql.ref(`${alias}.actor_id`)} = ${readerId}
    or ${sql.ref(`${alias}.visibility`)} = 'organization'
    or (${sql.ref(`${alias}.visibility`)} = 'team' and ${shareTeam(scope, readerId, `${alias}.user_id`)})
    or (${sql.ref(`${alias}.visibility`)} = 'regarding' and exists (
      select 1 from regarding seen_regarding
      join record seen_record on seen_record.organization_id = seen_regarding.organization_id
        and seen_record.id = seen_regarding.record_id
      where seen_regarding.organization_id = ${scope.organizationId}
        and seen_regarding.promotion_id = ${sql.ref(`${alias}.id`)}
        and seen_record.deleted_at is null
        and ${readableRecord(scope, readerId, 'seen_record')}))
    or (${sql.ref(`${alias}.visibility`)} = 'regarding' and exists (
      select 1 from record queue
      where queue.organization_id = ${scope.organizationId} and queue.id = ${sql.ref(`${alias}.user_id`)}
        and queue.type = 'queue' and queue.deleted_at is null and ${readableRecord(scope, readerId, 'queue')}))))`;

/** O1: some promotion lets the reader see the activity whose id stands in `column`. */
export const visibleActivity = (
  scope: Scope,
  readerId: string,
  column: string,
): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from promotion seen_promotion
  where seen_promotion.organization_id = ${scope.organizationId}
    and seen_promotion.activity_id = ${sql.ref(column)}
    and ${visiblePromotion(scope, readerId, 'seen_promotion')})`;

/**
 * S17: the reader may know who got a blind copy of the activity whose id stands in `column`: of mail that starts here its
 * author, in whose name it left, and who may send for them; of tracked mail whoever tracked it, or it was tracked for.
 */
export const seesBlindCopies = (
  scope: Scope,
  readerId: string,
  column: string,
): RawBuilder<boolean> => sql<boolean>`(case when exists (
    select 1 from outbound_email blind_email
    where blind_email.organization_id = ${scope.organizationId} and blind_email.id = ${sql.ref(column)})
  then case when exists (
    select 1 from outbound_email blind_own
    where blind_own.organization_id = ${scope.organizationId} and blind_own.id = ${sql.ref(column)}
      and (blind_own.author_id = ${readerId} or blind_own.principal_id = ${readerId} or exists (
        select 1 from sending_grant blind_grant
        where blind_grant.organization_id = ${scope.organizationId}
          and blind_grant.principal_id = blind_own.principal_id and blind_grant.user_id = ${readerId})))
    then 1 else 0 end
  else case when exists (
    select 1 from promotion blind_promotion
    where blind_promotion.organization_id = ${scope.organizationId}
      and blind_promotion.activity_id = ${sql.ref(column)}
      and (blind_promotion.user_id = ${readerId} or blind_promotion.actor_id = ${readerId}))
    then 1 else 0 end
  end = 1)`;
