import { expect, test } from 'vitest';
import type { PromotionStory } from '../../../../server/domain/activity/why.ts';
import { explainPromotion } from '../../../../server/domain/activity/why.ts';

const story: PromotionStory = {
  because: null,
  promoter: 'Clara Ruiz',
  actor: null,
  direction: 'incoming',
  from: 'anna@fabrikam.test',
  correlation: null,
  regarding: 'none',
  parties: [
    {
      role: 'from',
      address: 'anna@fabrikam.test',
      resolution: { kind: 'resolved', record: { type: 'contact', id: '1', name: 'A' } },
    },
    { role: 'to', address: 'info@contoso.test', resolution: { kind: 'ambiguous', candidates: [] } },
    { role: 'to', address: 'x@y.test', resolution: { kind: 'unresolved' } },
  ],
};

test.each<[string, Partial<PromotionStory>, string]>([
  [
    'by hand, nothing known',
    {},
    'Tracked by hand by Clara Ruiz; incoming because From (anna@fabrikam.test) is not an address of our own; it follows no tracked mail; 1 of 3 addresses matched a record and 1 matched several.',
  ],
  [
    'by a delegate, outgoing, no people',
    { actor: 'Bruno Gil', direction: 'outgoing', from: 'clara@contoso.test', parties: [] },
    'Tracked by hand by Bruno Gil for Clara Ruiz; outgoing because From (clara@contoso.test) is an address of our own; it follows no tracked mail; 0 of 0 addresses matched a record.',
  ],
  [
    'a reply that inherits',
    {
      correlation: { method: 'inReplyTo', evidence: '<a@b.test>', trusted: true },
      regarding: 'inherited',
      parties: story.parties.slice(0, 1),
    },
    'Tracked by hand by Clara Ruiz; incoming because From (anna@fabrikam.test) is not an address of our own; it follows a tracked mail by In-Reply-To (<a@b.test>); its regarding was copied from that mail; 1 of 1 address matched a record.',
  ],
  [
    'a stranger',
    {
      correlation: { method: 'references', evidence: '<a@b.test>', trusted: false },
      parties: story.parties.slice(0, 1),
    },
    'Tracked by hand by Clara Ruiz; incoming because From (anna@fabrikam.test) is not an address of our own; References (<a@b.test>) names a tracked mail, but its sender is a stranger to that conversation or not authenticated, so it is not linked until someone confirms; 1 of 1 address matched a record.',
  ],
])('P5: %s', (_, changes, sentence) => {
  expect(explainPromotion({ ...story, ...changes })).toBe(sentence);
});

test('P5: a recipient whose matches all became parties counts once', () => {
  const twice = [story.parties[0]!, { ...story.parties[0]!, role: 'to' as const }];
  expect(explainPromotion({ ...story, parties: twice })).toContain('1 of 1 address matched');
});
