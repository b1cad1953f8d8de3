import { expect, test } from 'vitest';
import type { SyncAction } from '#shared/sync/action.ts';
import { dependsOnLinks, guardLimits, guardPlan } from '#shared/sync/guard.ts';
import type { SideItem, SideView } from '#shared/sync/item.ts';

const present = (id: string): SideItem => ({
  state: 'present',
  id,
  revision: '1',
  fields: {},
  modifiedAt: 0,
  writable: true,
  scope: 'wanted',
});

const view = (items: readonly SideItem[], complete = true): SideView => ({
  complete,
  items: new Map(items.map((item) => [item.id, item])),
});

const some = view([present('a')]);

const removals = (count: number): SyncAction[] =>
  Array.from({ length: count }, (_, at) => ({
    do: 'remove',
    side: 'mailbox',
    linkId: `l${at}`,
    item: { id: `m${at}`, revision: '1' },
  }));

test('Y8: a side that shows nothing although three items are linked stops the plan; two are believed', () => {
  const { emptyFrom } = guardLimits;
  const views = { crm: some, mailbox: view([]) };
  expect(guardPlan([], views, emptyFrom)).toEqual({ reason: 'sideEmpty', side: 'mailbox', links: emptyFrom });
  expect(guardPlan([], views, emptyFrom - 1)).toBeNull();
  expect(guardPlan([], { crm: view([]), mailbox: some }, emptyFrom)).toMatchObject({ side: 'crm' });
});

test('Y8: a side that lists only deleted items shows nothing', () => {
  const views = { crm: some, mailbox: view([{ state: 'gone', id: 'm1' }]) };
  expect(guardPlan([], views, 100)).toMatchObject({ reason: 'sideEmpty' });
});

test('Y8: no changes since the cursor are no empty side', () => {
  expect(guardPlan([], { crm: view([], false), mailbox: view([], false) }, 100)).toBeNull();
});

test.each([
  [10, 5, null],
  [10, 6, 6],
  [100, 20, null],
  [100, 21, 21],
])('Y8: of %i linked items %i removals', (linked, count, stopped) => {
  const stop = guardPlan(removals(count), { crm: some, mailbox: some }, linked);
  expect(stop).toEqual(stopped === null ? null : { reason: 'manyRemovals', removals: stopped, links: linked });
});

test('Y8: links are counted only where their number can stop the plan', () => {
  const views = { crm: some, mailbox: some };
  expect(dependsOnLinks([], views)).toBe(false);
  expect(dependsOnLinks(removals(guardLimits.removals), views)).toBe(false);
  expect(dependsOnLinks(removals(guardLimits.removals + 1), views)).toBe(true);
  expect(dependsOnLinks([], { crm: some, mailbox: view([]) })).toBe(true);
  expect(dependsOnLinks([], { crm: view([], false), mailbox: view([], false) })).toBe(false);
});
