import { describe, expect, test } from 'vitest';
import { CampaignState, type Exclusion } from '#shared/contracts/campaigns.ts';
import type { Instant } from '#shared/model/instant.ts';
import {
  type CampaignWish,
  confirmationNeeded,
  mayWrite,
  nextCampaignState,
} from '../../../../server/domain/campaigns/campaign-state.ts';
import { exclusionOf, type MemberRecord } from '../../../../server/domain/campaigns/exclusion.ts';
import { keyOf } from '../../../support/build-facts.ts';

const ana: MemberRecord = {
  active: true,
  fields: {},
  address: 'ana@pumps.example',
  addressKey: keyOf('ana@pumps.example'),
};
const nothingKnown = { unsubscribed: new Set<never>(), bounced: new Set<never>(), taken: new Set<never>() };
const has = (...addresses: string[]) => new Set(addresses.map(keyOf));

describe('S9: who gets nothing, and why', () => {
  test.each<[string, Partial<MemberRecord>, Partial<Parameters<typeof exclusionOf>[1]>, Exclusion | null]>([
    ['a record like any other', {}, {}, null],
    ['an inactive one', { active: false }, {}, 'inactive'],
    ['one without address', { address: null, addressKey: null }, {}, 'noAddress'],
    ['one that wants no mail', { fields: { doNotEmail: true, doNotBulkEmail: true } }, {}, 'doNotEmail'],
    ['one that wants no bulk mail', { fields: { doNotBulkEmail: true } }, {}, 'doNotBulkEmail'],
    ['one whose field says no', { fields: { doNotEmail: false, doNotBulkEmail: false } }, {}, null],
    ['an address that unsubscribed', {}, { unsubscribed: has('ana@pumps.example') }, 'unsubscribed'],
    ['an address that bounces', {}, { bounced: has('ana@pumps.example') }, 'bounced'],
    ['an address that another member has', {}, { taken: has('ana@pumps.example') }, 'sameAddress'],
    ['somebody else’s marks', {}, { unsubscribed: has('x@pumps.example'), taken: has('y@pumps.example') }, null],
    [
      'a person’s decision before what a machine found',
      { fields: { doNotEmail: true } },
      { bounced: has('ana@pumps.example') },
      'doNotEmail',
    ],
  ])('%s', (_what, changes, known, because) => {
    expect(exclusionOf({ ...ana, ...changes }, { ...nothingKnown, ...known })).toBe(because);
  });
});

describe('S9: what can be asked of a campaign', () => {
  const wishes: CampaignWish[] = ['start', 'paused', 'running', 'stopped'];

  test('every state by every wish', () => {
    const table = Object.fromEntries(
      CampaignState.options.map((state) => [state, wishes.map((wish) => nextCampaignState(state, wish))]),
    );
    expect(table).toEqual({
      draft: ['releasing', null, null, null],
      releasing: ['releasing', 'paused', 'releasing', 'stopped'],
      running: ['running', 'paused', 'running', 'stopped'],
      paused: [null, 'paused', 'running', 'stopped'],
      stopped: [null, null, null, 'stopped'],
      done: ['done', 'paused', 'done', 'stopped'],
    });
  });

  test('mail is written when the moment for changing one’s mind is over, also when there was a pause in it', () => {
    const at = (ms: number) => ms as Instant;
    for (const state of ['releasing', 'running'] as const) {
      expect(mayWrite({ state, releaseAt: at(1_000) }, at(999))).toBe(false);
      expect(mayWrite({ state, releaseAt: at(1_000) }, at(1_000))).toBe(true);
    }
    for (const state of ['draft', 'paused', 'stopped', 'done'] as const)
      expect(mayWrite({ state, releaseAt: at(1_000) }, at(2_000))).toBe(false);
  });

  test('above the number of the settings it must be typed', () => {
    expect([confirmationNeeded(50, 50), confirmationNeeded(51, 50)]).toEqual([null, '51']);
  });
});
