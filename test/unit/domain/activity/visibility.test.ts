import { describe, expect, test } from 'vitest';
import type { Visibility } from '#shared/model/activity.ts';
import type { ReadableRecord, SeenPromotion } from '../../../../server/domain/activity/visibility.ts';
import { mayReadRecord, maySee, maySeeActivity } from '../../../../server/domain/activity/visibility.ts';

const clara = { userId: 'clara', teamIds: ['sales'] };
const colleague = { userId: 'bruno', teamIds: ['sales', 'other'] };
const outsider = { userId: 'olga', teamIds: ['other'] };
const loner = { userId: 'leo', teamIds: [] };
const readers = { clara, colleague, outsider, loner };

const record = (access: ReadableRecord['access'], ownerId: string | null = 'clara'): ReadableRecord => ({
  access,
  ownerId,
  ownerTeamIds: ownerId === 'clara' ? ['sales'] : [],
});

const byClara = (visibility: Visibility, ...regarding: ReadableRecord[]): SeenPromotion => ({
  userId: 'clara',
  actorId: 'clara',
  teamIds: ['sales'],
  visibility,
  regarding,
});

const whoSees = (...promotions: SeenPromotion[]): string[] =>
  Object.entries(readers)
    .filter(([, reader]) => maySeeActivity(reader, promotions))
    .map(([name]) => name);

const everyone = ['clara', 'colleague', 'outsider', 'loner'];

describe('R9: who may read a record', () => {
  test.each([
    ['organization', 'clara', everyone],
    ['team', 'clara', ['clara', 'colleague']],
    ['owner', 'clara', ['clara']],
    ['organization', null, everyone],
    ['team', null, []],
    ['owner', null, []],
  ] as const)('%s, owned by %s: %j', (access, ownerId, expected) => {
    const seeing = Object.entries(readers).filter(([, reader]) => mayReadRecord(reader, record(access, ownerId)));
    expect(seeing.map(([name]) => name)).toEqual(expected);
  });
});

describe('O1: who sees a tracked mail', () => {
  test.each([
    ['private', [], ['clara']],
    ['private', [record('organization')], ['clara']],
    ['team', [], ['clara', 'colleague']],
    ['organization', [], everyone],
    ['organization', [record('owner')], everyone],
    ['regarding', [], ['clara']],
    ['regarding', [record('organization')], everyone],
    ['regarding', [record('team')], ['clara', 'colleague']],
    ['regarding', [record('owner')], ['clara']],
    ['regarding', [record('owner', 'olga')], ['clara', 'outsider']],
    ['regarding', [record('owner'), record('team')], ['clara', 'colleague']],
  ] as const)('%s with regarding %j: %j', (visibility, regarding, expected) => {
    expect(whoSees(byClara(visibility, ...regarding))).toEqual(expected);
  });

  test('P13: the delegate who acted sees what they tracked for another', () => {
    expect(whoSees({ ...byClara('private'), actorId: 'leo' })).toEqual(['clara', 'loner']);
  });

  test('a promoter without team shares with no team', () => {
    expect(maySee(loner, { userId: 'x', actorId: 'x', teamIds: [], visibility: 'team', regarding: [] })).toBe(false);
  });
});

describe('O9: visibility belongs to each promotion', () => {
  const byOlga = (visibility: Visibility): SeenPromotion => ({
    userId: 'olga',
    actorId: 'olga',
    teamIds: ['other'],
    visibility,
    regarding: [],
  });

  test('an activity is seen through any promotion that allows it', () => {
    expect(whoSees(byClara('private'), byOlga('private'))).toEqual(['clara', 'outsider']);
    expect(whoSees(byClara('private'), byOlga('organization'))).toEqual(everyone);
    expect(whoSees(byClara('team'), byOlga('private'))).toEqual(['clara', 'colleague', 'outsider']);
  });

  test("another's private promotion is not seen by one who tracked the same mail", () => {
    expect(maySee(outsider, byClara('private'))).toBe(false);
    expect(maySee(clara, byOlga('private'))).toBe(false);
  });

  test('without promotions nobody sees it', () => {
    expect(whoSees()).toEqual([]);
  });
});
