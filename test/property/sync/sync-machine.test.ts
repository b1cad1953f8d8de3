import { expect, test } from 'vitest';
import { type CycleState, firstCycle } from '#shared/sync/cycle-ports.ts';
import { sameValue } from '#shared/sync/item.ts';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import type { ConflictPolicy, SyncPolicy } from '#shared/sync/policy.ts';
import { runCycle } from '#shared/sync/run-cycle.ts';
import { CutOff, failingAt, hostile } from '../../support/sync/hostile.ts';
import { randomFrom } from '../../support/sync/random.ts';
import { Walk } from '../../support/sync/walk.ts';

const policyOf = (conflicts: ConflictPolicy, onLeaving: 'unlink' | 'remove'): SyncPolicy => ({
  rules: { ...kinds.contact, onDeletion: { crm: 'remove', mailbox: onLeaving } },
  directions: kinds.contact.directions,
  conflicts,
  onLeaving,
  now: 0,
});

/** Cycles without hindrance until one finds nothing to do. */
const settle = async (walk: Walk, policy: SyncPolicy, from: CycleState): Promise<CycleState> => {
  let state = from;
  for (let cycle = 0; cycle < 10; cycle += 1) {
    const report = await runCycle(walk, policy, state, { confirmed: true });
    if (report.kind === 'stopped') throw new Error('a confirmed plan was stopped');
    ({ state } = report);
    const busy = report.results.filter(({ action, outcome }) => action.do !== 'leave' && outcome.kind !== 'refused');
    if (busy.length === 0) return state;
  }
  throw new Error('ten cycles brought no rest');
};

const check = (walk: Walk): void => {
  const { crm, mailbox } = walk;
  const links = [...crm.links.values()];
  expect(new Set(links.map(({ crmId }) => crmId)).size).toBe(links.length);
  expect(new Set(links.map(({ mailboxId }) => mailboxId)).size).toBe(links.length);
  const whole = links.filter(({ state }) => state === 'whole');
  for (const link of whole) {
    const record = crm.records.get(link.crmId);
    const item = mailbox.items.get(link.mailboxId);
    if (record === undefined || item === undefined) throw new Error(`link ${link.id} leads nowhere`);
    const differing = Object.keys(record.fields).filter(
      (field) =>
        !sameValue(record.fields[field] ?? null, item.fields[field] ?? null) && !link.unsettled.includes(field),
    );
    expect(differing, `${link.crmId} and ${link.mailboxId} agree`).toEqual([]);
  }
  const [ours, theirs] = [new Set(whole.map((link) => link.crmId)), new Set(links.map((link) => link.mailboxId))];
  const unlinked = [
    ...[...crm.records.values()].filter(
      ({ id, scope }) => scope === 'wanted' && !ours.has(id) && !crm.isApart('crm', id),
    ),
    ...[...mailbox.items.values()].filter(
      ({ id, tracked, mark }) => tracked && mark === undefined && !theirs.has(id) && !crm.isApart('mailbox', id),
    ),
  ];
  expect(unlinked, 'wanted and tracked items are linked').toEqual([]);
  expect(walk.missing(), 'values that stand nowhere').toEqual([]);
};

test.each<[ConflictPolicy, 'unlink' | 'remove', number]>([
  ['crm', 'unlink', 11],
  ['mailbox', 'remove', 12],
  ['newer', 'remove', 13],
  ['ask', 'unlink', 14],
])('Y11, Y5: 2,500 steps of people, failures and cycles (%s, %s, seed %i) end in agreement', async (...given) => {
  const [conflicts, onLeaving, seed] = given;
  const random = randomFrom(seed);
  const walk = new Walk(random);
  const policy = policyOf(conflicts, onLeaving);
  let state = firstCycle;
  for (let step = 0; step < 2_500; step += 1) {
    walk.step();
    if (random.happens(0.2)) {
      try {
        const report = await runCycle(
          hostile(walk, random, () => {
            walk.step();
          }),
          policy,
          state,
          { confirmed: true },
        );
        if (report.kind === 'done') ({ state } = report);
      } catch (error) {
        if (!(error instanceof CutOff)) throw error;
      }
    }
    if (step % 250 === 249) {
      state = await settle(walk, policy, state);
      check(walk);
    }
  }
});

test('Y13: items that nobody tracked leave nothing in records, links and undo log', async () => {
  const walk = new Walk(randomFrom(1));
  for (let at = 0; at < 500; at += 1)
    walk.mailbox.add(
      { fullName: `private ${at}`, emails: [`p${at}@home.example`], notes: 'private' },
      { tracked: false },
    );
  for (let at = 0; at < 3; at += 1)
    walk.mailbox.add({ fullName: `shared ${at}`, emails: [`s${at}@work.example`], notes: 'work' });
  await settle(walk, policyOf('crm', 'unlink'), firstCycle);
  expect(walk.crm.records.size).toBe(3);
  expect(JSON.stringify([...walk.crm.records.values(), ...walk.crm.links.values(), walk.crm.lost])).not.toContain(
    'private',
  );
});

/** A world in which a cycle has something of everything to do. */
const busyWorld = async () => {
  const walk = new Walk(randomFrom(7));
  const policy = policyOf('newer', 'remove');
  const crm = Array.from({ length: 8 }, (_, at) =>
    walk.crm.add({ fullName: `person ${at}`, emails: [`e${at}@fabrikam.example`], notes: '', jobTitle: null }),
  );
  walk.mailbox.add({ fullName: 'person 0', emails: ['e0@fabrikam.example'], notes: 'known', jobTitle: null });
  walk.mailbox.add({ fullName: 'newcomer', emails: ['n@fabrikam.example'], notes: '', jobTitle: null });
  const state = await settle(walk, policy, firstCycle);
  const itemOf = (id: string | undefined): string =>
    [...walk.crm.links.values()].find(({ crmId }) => crmId === id)?.mailboxId ?? '';
  const [edited, deleted, removed, restored, moved, both] = crm;
  walk.clock.now += 1;
  walk.crm.edit(edited ?? '', { notes: 'ours' });
  walk.mailbox.edit(itemOf(edited), { jobTitle: 'theirs' });
  walk.mailbox.edit(itemOf(restored), { notes: 'kept' });
  walk.crm.delete(restored ?? '');
  walk.crm.edit(both ?? '', { notes: 'kept too' });
  walk.mailbox.delete(itemOf(both));
  walk.mailbox.delete(itemOf(deleted));
  walk.crm.delete(removed ?? '');
  walk.crm.move(moved ?? '', 'outside');
  walk.crm.add({ fullName: 'late', emails: ['late@fabrikam.example'], notes: '', jobTitle: null });
  walk.mailbox.add({ fullName: 'later', emails: ['later@fabrikam.example'], notes: '', jobTitle: null });
  return { walk, policy, state };
};

/** What stands on both sides, by name, whatever the ids. */
const standing = ({ crm, mailbox }: Walk) => ({
  records: [...crm.records.values()].map(({ fields }) => JSON.stringify(fields)).sort(),
  items: [...mailbox.items.values()].map(({ fields }) => JSON.stringify(fields)).sort(),
  links: crm.links.size,
});

test('Y11: a cycle that is cut off at any call, before or after it is done, ends in what it would have been', async () => {
  const whole = await busyWorld();
  await settle(whole.walk, whole.policy, whole.state);
  const expected = standing(whole.walk);
  let cuts = 0;
  for (const when of ['before', 'after'] as const)
    for (let number = 1; ; number += 1) {
      const { walk, policy, state } = await busyWorld();
      try {
        await runCycle(failingAt(walk, number, when), policy, state, { confirmed: true });
        break;
      } catch (error) {
        if (!(error instanceof CutOff)) throw error;
      }
      cuts += 1;
      await settle(walk, policy, state);
      expect(standing(walk), `cut off ${when} call ${number}`).toEqual(expected);
    }
  expect(cuts).toBeGreaterThan(30);
});
