import { expect, test } from 'vitest';
import type { CallInput } from '#shared/contracts/api.ts';
import { eml } from '../support/eml.ts';
import { connect, createMailboxWorld } from '../support/mailboxes.ts';
import { addRecord } from '../support/records.ts';
import { deliver } from '../support/router.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

type Rules = NonNullable<CallInput<'changeMySettings'>['body']['rules']>;

const setRules = (caller: Caller, rules: Rules) => caller.call('changeMySettings', { body: { rules } });

/** What becomes of a mail to Ben. */
const outcomeOf = async (world: World, mail: Parameters<typeof eml>[0] = {}) => {
  const id = `${world.ids.next()}@fabrikam.example`;
  const { code, sentence } = await deliver(world.ana, eml({ id, ...mail }));
  return `${code} ${/“(.+)”/.exec(sentence)?.[1] ?? ''}`.trim();
};

test('A24: sender, recipient, words and order decide; the first rule that is on and fits is named', async () => {
  await using world = await createWorld();
  await setRules(world.ben, [
    { name: 'Off', enabled: false, from: ['fabrikam.example'] },
    { name: 'Tender', from: ['anna@fabrikam.example'], subjectWords: ['tender', 'pumps'] },
    { name: 'Project box', to: ['project@contoso.test'] },
    { name: 'All Fabrikam', from: ['@Fabrikam.Example'] },
  ]);
  expect(await outcomeOf(world, { subject: 'TENDER for pumps' })).toBe('111 Tender');
  expect(await outcomeOf(world, { subject: 'Tenderness, pumps' })).toBe('111 All Fabrikam');
  expect(await outcomeOf(world, { from: 'eve@sub.fabrikam.example' })).toBe('1');
  const toProject = { from: 'eve@else.example', to: 'ben@contoso.test, project@contoso.test' };
  expect(await outcomeOf(world, toProject)).toBe('111 Project box');
  const { rules } = await world.ben.call('getMySettings');
  await setRules(world.ben, [...rules].reverse());
  expect(await outcomeOf(world, { subject: 'TENDER for pumps' })).toBe('111 All Fabrikam');
});

test('A24: folder and category of a fetched mailbox count', async () => {
  await using stage = await createMailboxWorld();
  const { world } = stage;
  const folder = stage.folder('ben');
  const owner = { kind: 'user' as const, id: world.ben.id };
  const { id: mailboxId } = await connect(world, folder, { owner, address: world.ben.email });
  folder.put(eml(), new Date('2026-02-25T09:00:00Z'));
  const preview = async (rules: Rules) => {
    const { items } = await world.ben.call('previewMailbox', { params: { mailboxId }, body: { days: 30, rules } });
    return items.map(({ code }) => code);
  };
  expect(await preview([{ name: 'Inbox', folder: 'inbox' }])).toEqual([111]);
  expect(await preview([{ name: 'Elsewhere', folder: 'Archive' }])).toEqual([1]);
  expect(await preview([{ name: 'Marked', category: 'Customers' }])).toEqual([1]);
});

test('A24: what a rule regards is set, as long as its user may read it; another’s record is refused', async () => {
  await using world = await createWorld();
  const deal = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
  const regarding = [{ type: 'opportunity', id: deal.id }];
  await setRules(world.ben, [{ name: 'Pumps', subjectWords: ['pumps'], regarding }]);
  const { activityId } = await deliver(world.ana, eml());
  const activity = await world.ben.call('getActivity', { params: { activityId: activityId! } });
  expect(activity.regarding).toMatchObject([{ id: deal.id, name: 'Twelve pumps' }]);
  const foreign = { body: { rules: [{ name: 'Pumps', subjectWords: ['pumps'], regarding }] } };
  expect(await world.pete.refused('changeMySettings', foreign)).toMatchObject({ code: 'record_not_found' });
});

test('A8, A24: no rule passes an exclusion of the organization or of the user, a veto, or the ceiling', async () => {
  await using world = await createWorld();
  await setRules(world.ben, [{ name: 'Fabrikam', from: ['fabrikam.example'] }]);
  expect(await outcomeOf(world)).toBe('111 Fabrikam');
  await world.ben.call('changeMySettings', { body: { exclusions: ['anna@fabrikam.example'] } });
  expect(await outcomeOf(world)).toBe('103');
  await world.ben.call('changeMySettings', { body: { exclusions: [] } });
  await world.ana.call('changeSettings', { body: { exclusions: ['fabrikam.example'] } });
  expect(await outcomeOf(world)).toBe('103');
  await world.ana.call('changeSettings', { body: { exclusions: [], acceptanceCeiling: 'known' } });
  expect(await outcomeOf(world)).toBe('1');
  await addRecord(world, world.ben, 'contact', { name: 'Anna', addresses: ['anna@fabrikam.example'] });
  expect(await outcomeOf(world)).toBe('111 Fabrikam');
});

test('A8: what is wider than the ceiling is refused with the reason, in settings and in a preview; as wide is taken', async () => {
  await using world = await createWorld();
  await world.ana.call('changeSettings', { body: { acceptanceCeiling: 'known' } });
  const wider = await world.ben.refused('changeMySettings', { body: { acceptance: 'anyRecord' } });
  expect(wider).toMatchObject({
    code: 'not_permitted',
    detail: expect.stringMatching(/allows at most “known”.*“anyRecord”.*is wider/) as string,
    issues: [{ field: 'acceptance' }],
  });
  expect(await world.ben.call('changeMySettings', { body: { acceptance: 'known' } })).toMatchObject({
    acceptance: 'known',
  });
});

test('A24: 100 rules, 100 addresses and 20 words are taken, one more is refused; a rule without a condition too', async () => {
  await using world = await createWorld();
  const many = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`);
  const status = async (rules: object[]) =>
    (await world.ben.ask('changeMySettings', { body: { rules: rules as Rules } })).status;
  const rule = { name: 'One', subjectWords: ['pumps'] };
  expect([await status(Array(100).fill(rule) as object[]), await status(Array(101).fill(rule) as object[])]).toEqual([
    200, 400,
  ]);
  const from = (count: number) => ({ name: 'One', from: many(count).map((name) => `${name}@x.example`) });
  expect([await status([from(100)]), await status([from(101)])]).toEqual([200, 400]);
  const words = (count: number) => ({ name: 'One', subjectWords: many(count) });
  expect([await status([words(20)]), await status([words(21)])]).toEqual([200, 400]);
  expect(await status([{ name: 'None' }])).toBe(400);
});
