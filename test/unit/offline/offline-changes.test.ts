import { describe, expect, test } from 'vitest';
import { offlineLimits, openedAgain } from '#shared/offline/limits.ts';
import { answered, type Choice, type Conflict, nextStep, type Step } from '#shared/offline/next-step.ts';
import { inputOf, type Seen, seenOf } from '#shared/offline/record-values.ts';
import { afterSent, type Edit, shownValues, type WaitingChange, withEdit } from '#shared/offline/waiting-change.ts';
import type { SyncFields } from '#shared/sync/item.ts';
import { answersRememberedMs } from '../../../server/usecases/purge-expired.ts';

const set = (values: SyncFields): Edit => ({ kind: 'set', values });
const remove: Edit = { kind: 'delete' };
const seen = (version: number, values: SyncFields): Seen => ({ version, values });
const base = seen(3, { name: 'Anna Berg', 'fields.phone': '1', 'fields.city': 'Berlin', addresses: ['a@x.test'] });

const edited = (from: Seen | null, ...edits: Edit[]): WaitingChange | null =>
  edits.reduce<WaitingChange | null>((standing, edit) => withEdit(standing, from, edit), null);
const must = (change: WaitingChange | null): WaitingChange => {
  if (change === null) throw new Error('nothing waits');
  return change;
};
const asked = (change: WaitingChange, conflict: Conflict): WaitingChange => ({
  ...change,
  state: { kind: 'conflict', conflict },
});
const conflictOf = (step: Step): Conflict => {
  if (step.kind !== 'ask') throw new Error(`it asks nothing: ${step.kind}`);
  return step.conflict;
};

describe('Y12: the queue holds one change for each record', () => {
  const cases: [string, Seen | null, Edit[], Pick<WaitingChange, 'wish' | 'values'> | null][] = [
    ['a new record', null, [set({ name: 'Jon' })], { wish: 'create', values: { name: 'Jon' } }],
    [
      'a new one that is edited',
      null,
      [set({ name: 'Jon' }), set({ name: 'Jo' })],
      { wish: 'create', values: { name: 'Jo' } },
    ],
    ['a new one that is deleted again', null, [set({ name: 'Jon' }), remove], null],
    ['a change', base, [set({ 'fields.phone': '2' })], { wish: 'change', values: { 'fields.phone': '2' } }],
    ['what is as before', base, [set({ 'fields.phone': '1', name: 'Anna Berg' })], null],
    ['an empty text for nothing', base, [set({ 'fields.website': '' })], null],
    ['a change that is taken back', base, [set({ 'fields.phone': '2' }), set({ 'fields.phone': '1' })], null],
    [
      'two fields after each other',
      base,
      [set({ 'fields.phone': '2' }), set({ 'fields.city': 'Rom' })],
      { wish: 'change', values: { 'fields.phone': '2', 'fields.city': 'Rom' } },
    ],
    [
      'a list',
      base,
      [set({ addresses: ['a@x.test', 'b@x.test'] })],
      { wish: 'change', values: { addresses: ['a@x.test', 'b@x.test'] } },
    ],
    ['a deletion', base, [remove], { wish: 'delete', values: {} }],
    ['a change, then a deletion', base, [set({ 'fields.phone': '2' }), remove], { wish: 'delete', values: {} }],
    [
      'a deletion, then a change',
      base,
      [remove, set({ 'fields.phone': '2' })],
      { wish: 'change', values: { 'fields.phone': '2' } },
    ],
  ];
  test.each(cases)('%s', (_name, from, edits, expected) => {
    const change = edited(from, ...edits);
    expect(change === null ? null : { wish: change.wish, values: change.values }).toEqual(expected);
  });

  test('a new record that may be there already is created with its first values before it is deleted', () => {
    const handedOver = { values: { name: 'Jon' }, at: 1_000 };
    const change = must(withEdit({ ...must(edited(null, set({ name: 'Jon' }))), handedOver }, null, remove));
    expect(nextStep(change, null, 2_000)).toEqual({ kind: 'create', values: { name: 'Jon' } });
    const there = must(afterSent(change, change, seen(1, { name: 'Jon' })));
    expect(nextStep(there, seen(1, { name: 'Jon' }), 2_000)).toEqual({ kind: 'delete', version: 1 });
  });

  test('the record is shown with what waits', () => {
    expect(shownValues(base, edited(base, set({ 'fields.phone': '2' })))).toMatchObject({
      name: 'Anna Berg',
      'fields.phone': '2',
    });
  });
});

describe('Y12: what is sent', () => {
  const phone = must(edited(base, set({ 'fields.phone': '2' })));
  const two = must(edited(base, set({ 'fields.phone': '2', 'fields.city': 'Rom' })));
  const gone = must(edited(base, remove));
  const theirs = (values: SyncFields, version = 4) => seen(version, { ...base.values, ...values });
  const cases: [string, WaitingChange, Seen | null, Step][] = [
    ['nothing changed there', phone, base, { kind: 'write', values: { 'fields.phone': '2' }, version: 3 }],
    [
      'another field changed there',
      phone,
      theirs({ 'fields.city': 'Rom' }),
      { kind: 'write', values: { 'fields.phone': '2' }, version: 4 },
    ],
    ['the same value was written there', phone, theirs({ 'fields.phone': '2' }), { kind: 'settled' }],
    [
      'one of two is there',
      two,
      theirs({ 'fields.phone': '2' }),
      { kind: 'write', values: { 'fields.city': 'Rom' }, version: 4 },
    ],
    [
      'another value there',
      phone,
      theirs({ 'fields.phone': '9' }),
      {
        kind: 'ask',
        conflict: {
          kind: 'fields',
          fields: [{ field: 'fields.phone', mine: '2', theirs: '9' }],
          theirs: theirs({ 'fields.phone': '9' }),
        },
      },
    ],
    [
      'one conflict of two holds both',
      two,
      theirs({ 'fields.phone': '9' }),
      {
        kind: 'ask',
        conflict: {
          kind: 'fields',
          fields: [{ field: 'fields.phone', mine: '2', theirs: '9' }],
          theirs: theirs({ 'fields.phone': '9' }),
        },
      },
    ],
    [
      'it was emptied there',
      phone,
      theirs({ 'fields.phone': null }),
      {
        kind: 'ask',
        conflict: {
          kind: 'fields',
          fields: [{ field: 'fields.phone', mine: '2', theirs: null }],
          theirs: theirs({ 'fields.phone': null }),
        },
      },
    ],
    ['deleted there', phone, null, { kind: 'ask', conflict: { kind: 'goneThere' } }],
    ['deleted there, and wanted back', { ...phone, restores: true }, null, { kind: 'restore' }],
    ['a deletion', gone, base, { kind: 'delete', version: 3 }],
    ['deleted on both sides', gone, null, { kind: 'settled' }],
    [
      'deleted here, changed there',
      gone,
      theirs({ 'fields.phone': '9' }),
      {
        kind: 'ask',
        conflict: {
          kind: 'changedThere',
          fields: [{ field: 'fields.phone', mine: '1', theirs: '9' }],
          theirs: theirs({ 'fields.phone': '9' }),
        },
      },
    ],
  ];
  test.each(cases)('%s', (_name, change, there, step) => {
    expect(nextStep(change, there, 0)).toEqual(step);
  });

  test('a new record goes again as it first went, as long as the server knows its key; then the person is asked', () => {
    const handedOver = { values: { name: 'Jon' }, at: 1_000 };
    const change = { ...must(edited(null, set({ name: 'Jo' }))), handedOver };
    const last = 1_000 + offlineLimits.keyTrustedMs;
    expect(nextStep(change, null, last)).toEqual({ kind: 'create', values: { name: 'Jon' } });
    expect(nextStep(change, null, last + 1)).toEqual({ kind: 'ask', conflict: { kind: 'mayStand' } });
    expect(offlineLimits.keyTrustedMs).toBeLessThan(answersRememberedMs);
  });
});

describe('Y12: what waits after the server took it', () => {
  const sent = must(edited(base, set({ 'fields.phone': '2' })));
  const answer = seen(4, { ...base.values, 'fields.phone': '2' });

  test('nothing, where nobody edited it meanwhile, whatever form the server gave the value', () => {
    expect(afterSent(sent, sent, seen(4, { ...base.values, 'fields.phone': '+2' }))).toBeNull();
    expect(afterSent(sent, null, answer)).toBeNull();
  });

  test('what was edited meanwhile, on top of the answer', () => {
    const later = withEdit(sent, base, set({ 'fields.city': 'Rom' }));
    expect(afterSent(sent, later, answer)).toMatchObject({
      wish: 'change',
      base: answer,
      values: { 'fields.city': 'Rom' },
    });
    expect(afterSent(sent, withEdit(sent, base, remove), answer)).toMatchObject({ wish: 'delete', base: answer });
  });

  test('of a new record what was edited after it was handed over', () => {
    const created = {
      ...must(edited(null, set({ name: 'Jo', 'fields.city': 'Rom' }))),
      handedOver: { values: { name: 'Jon' }, at: 0 },
    };
    expect(afterSent(created, created, seen(1, { name: 'Jon' }))).toMatchObject({
      wish: 'change',
      handedOver: null,
      values: { name: 'Jo', 'fields.city': 'Rom' },
    });
  });
});

describe('Y12: what the person answers', () => {
  const two = must(edited(base, set({ 'fields.phone': '2', 'fields.city': 'Rom' })));
  const there = seen(5, { ...base.values, 'fields.phone': '9', 'fields.city': 'Wien' });
  const choose = (choices: Record<string, Choice>) =>
    answered(asked(two, conflictOf(nextStep(two, there, 0))), choices);

  test('each field by itself', () => {
    const after = must(choose({ 'fields.phone': 'mine', 'fields.city': 'theirs' }));
    expect(nextStep(after, there, 0)).toEqual({ kind: 'write', values: { 'fields.phone': '2' }, version: 5 });
    expect(choose({ 'fields.phone': 'theirs', 'fields.city': 'theirs' })).toBeNull();
  });

  test('an answer is for the value that was shown: another one there asks again', () => {
    const after = must(choose({ 'fields.phone': 'mine', 'fields.city': 'theirs' }));
    const again = nextStep(after, seen(6, { ...there.values, 'fields.phone': '10' }), 0);
    expect(conflictOf(again)).toMatchObject({ fields: [{ field: 'fields.phone', mine: '2', theirs: '10' }] });
  });

  test('the whole record', () => {
    const restored = must(answered(asked(two, { kind: 'goneThere' }), { record: 'mine' }));
    expect(nextStep(restored, null, 0)).toEqual({ kind: 'restore' });
    expect(answered(asked(two, { kind: 'goneThere' }), { record: 'theirs' })).toBeNull();
    const gone = must(edited(base, remove));
    const conflict = conflictOf(nextStep(gone, there, 0));
    expect(nextStep(must(answered(asked(gone, conflict), { record: 'mine' })), there, 0)).toEqual({
      kind: 'delete',
      version: 5,
    });
    const created = { ...must(edited(null, set({ name: 'Jon' }))), handedOver: { values: { name: 'Jon' }, at: 0 } };
    const again = must(answered(asked(created, { kind: 'mayStand' }), { record: 'mine' }));
    expect(again).toMatchObject({ handedOver: null, values: { name: 'Jon' } });
  });
});

describe('Y12: what is not opened for 14 days locks', () => {
  const day = 86_400_000;
  test('on the last moment of the 14th day it opens, a moment later it is locked, and stays so', () => {
    const before = { openedAt: 0, locked: false };
    expect(openedAgain(before, 14 * day)).toEqual({ openedAt: 14 * day, locked: false });
    expect(openedAgain(before, 14 * day + 1)).toEqual({ openedAt: 0, locked: true });
    expect(openedAgain({ openedAt: 0, locked: true }, 1)).toEqual({ openedAt: 0, locked: true });
  });

  test('a clock that is put back makes nothing younger or older', () => {
    expect(openedAgain({ openedAt: 20 * day, locked: false }, day)).toEqual({ openedAt: 20 * day, locked: false });
  });
});

test('Y12: values go to a request as they came from the record, references left alone', () => {
  const { values } = seenOf({
    id: 'c1',
    type: 'contact',
    name: 'Anna Berg',
    addresses: [
      { address: 'b@x.test', primary: false },
      { address: 'a@x.test', primary: true },
    ],
    owner: null,
    access: 'organization',
    active: true,
    createdAt: '2026-03-02T09:00:00.000Z',
    updatedAt: '2026-03-02T09:00:00.000Z',
    version: 3,
    fields: { phone: '1', doNotEmail: true, account: { type: 'account', id: 'a1' } },
  });
  expect(values).toEqual({
    name: 'Anna Berg',
    active: true,
    addresses: ['a@x.test', 'b@x.test'],
    'fields.phone': '1',
    'fields.doNotEmail': true,
  });
  expect(inputOf(values)).toEqual({
    name: 'Anna Berg',
    active: true,
    addresses: [
      { address: 'a@x.test', primary: true },
      { address: 'b@x.test', primary: false },
    ],
    fields: { phone: '1', doNotEmail: true },
  });
});
