import { describe, expect, test } from 'vitest';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { eml, type Eml } from '../support/eml.ts';
import { createWorld, type World } from '../support/world.ts';

const smartMatch = { ...defaultOrganizationSettings.smartMatch, enabled: true };
const text = 'Please send us a quote for twelve of the large pumps by the end of May.';

test('C4: an answer without header fields is found by its subject, by what that was before, and by what it quotes', async () => {
  await using world = await createWorld();
  await world.ana.call('changeSettings', { body: { smartMatch } });
  const threadOf = async (id: string) => (await world.ben.call('getActivity', { params: { activityId: id } })).threadId;
  const first = await world.ben.track(eml({ text }));
  const thread = await threadOf(first.activity!.id);
  const answers = [
    eml({ id: 'a@fabrikam.example', subject: 'Re: Quote for pumps', text: 'Any news?' }),
    eml({ id: 'b@fabrikam.example', subject: 'Spare parts (was: Quote for pumps)', text: 'And these?' }),
    eml({
      id: 'c@fabrikam.example',
      from: 'carl@fabrikam.example',
      text: 'Carl here.\r\n\r\n  Anna> quote for twelve of the\r\n  Anna> large pumps by the end of May',
    }),
  ];
  for (const answer of answers) {
    const { activity } = await world.ben.track(answer);
    expect(activity).toMatchObject({ correlation: { method: 'smartMatch' } });
    expect(await threadOf(activity!.id)).toBe(thread);
  }
  const other = await world.ben.track(eml({ id: 'd@fabrikam.example', text: 'Twelve small ones.' }));
  expect(other.activity).toMatchObject({ correlation: null });
});

test('C4: each limit is taken at its bounds and refused beyond them, by the name of its field', async () => {
  await using world = await createWorld();
  const bounds = { words: [1, 20], difference: [0, 5], commonAddresses: [1, 10], days: [1, 3_650] } as const;
  for (const [field, [least, most]] of Object.entries(bounds)) {
    const given = (value: number) => world.ana.ask('changeSettings', { body: { smartMatch: { [field]: value } } });
    for (const value of [least, most]) {
      expect([field, value, (await given(value)).status]).toEqual([field, value, 200]);
      expect((await world.ana.call('getSettings')).smartMatch).toMatchObject({ [field]: value });
    }
    for (const value of [least - 1, most + 1, least + 0.5])
      expect(await world.ana.refused('changeSettings', { body: { smartMatch: { [field]: value } } })).toMatchObject({
        code: 'invalid_request',
        issues: [{ field: expect.stringContaining(field) as string }],
      });
  }
  const prefixes = async (...given: readonly string[]) =>
    (await world.ana.ask('changeSettings', { body: { smartMatch: { prefixes: [...given] } } })).status;
  const hundred = Array.from({ length: 101 }, (_, n) => `word${n}`);
  expect([await prefixes(...hundred.slice(1)), await prefixes(...hundred)]).toEqual([200, 400]);
  expect([await prefixes('x'.repeat(25)), await prefixes('x'.repeat(26)), await prefixes('')]).toEqual([200, 400, 400]);
});

describe('C4: over HTTP, at the bounds of what is set', () => {
  const dayMs = 86_400_000;
  const start = Date.parse('2026-01-01T08:00:00Z');
  const dated = (days: number) => new Date(start + days * dayMs).toUTCString().replace('GMT', '+0000');
  let number = 0;
  /** Whether an answer without header fields is found to follow the first mail. */
  const follows = async (world: World, first: Eml, answer: Eml): Promise<boolean> => {
    number += 1;
    const stored = await world.ben.track(eml({ id: `first-${number}@fabrikam.example`, date: dated(0), ...first }));
    const { activity } = await world.ben.track(
      eml({ id: `answer-${number}@fabrikam.example`, date: dated(1), text: 'Any news?', ...answer }),
    );
    return activity!.correlation?.activityId === stored.activity!.id;
  };
  const withSettings = async (world: World, changes: Partial<typeof smartMatch> = {}) => {
    await world.ana.call('changeSettings', { body: { smartMatch: { ...smartMatch, ...changes } } });
  };

  test('90 days apart and a second more', async () => {
    await using world = await createWorld();
    await withSettings(world);
    const at = (days: number, subject: string) =>
      follows(world, { subject }, { subject: `Re: ${subject}`, date: dated(days) });
    expect(await at(90, 'Quote for valves')).toBe(true);
    expect(await at(90 + 1 / 86_400, 'Quote for hoses')).toBe(false);
    await withSettings(world, { days: 7 });
    expect([await at(7, 'Quote for belts'), await at(7 + 1 / 86_400, 'Quote for wheels')]).toEqual([true, false]);
  });

  test('two common addresses and one', async () => {
    await using world = await createWorld();
    await withSettings(world);
    const from = (address: string, subject: string) =>
      follows(world, { subject }, { subject: `Re: ${subject}`, from: address });
    expect(await from('anna@fabrikam.example', 'Quote for valves')).toBe(true);
    expect(await from('carl@fabrikam.example', 'Quote for hoses')).toBe(false);
    await withSettings(world, { commonAddresses: 1 });
    expect(await from('carl@fabrikam.example', 'Quote for belts')).toBe(true);
  });

  test('no word that differs, and as many as are set', async () => {
    await using world = await createWorld();
    const differing = (first: string, second: string) =>
      follows(world, { subject: first }, { subject: `Re: ${second}` });
    await withSettings(world);
    expect(await differing('Offer alpha', 'Offer alpha beta')).toBe(false);
    await withSettings(world, { difference: 1 });
    expect(await differing('Order gamma', 'Order gamma delta')).toBe(true);
    expect(await differing('Visit zeta', 'Visit zeta eta theta')).toBe(false);
  });

  test('twenty words of a subject are compared, and the next counts no more', async () => {
    await using world = await createWorld();
    await withSettings(world);
    const words = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}${n}`).join(' ');
    const twentieth = (name: string) =>
      follows(world, { subject: words(name, 20) }, { subject: `Re: ${words(name, 19)} else` });
    const next = (name: string) =>
      follows(world, { subject: words(name, 21) }, { subject: `Re: ${words(name, 20)} else` });
    expect([await twentieth('pump'), await next('valve')]).toEqual([false, true]);
  });

  test('a word before a colon counts unless it is listed', async () => {
    await using world = await createWorld();
    await withSettings(world);
    const invoice = (subject: string) => follows(world, { subject }, { subject: `Re: Invoice: ${subject}` });
    expect(await invoice('Quote for valves')).toBe(false);
    await withSettings(world, { prefixes: ['invoice'] });
    expect(await invoice('Quote for hoses')).toBe(true);
  });
});
