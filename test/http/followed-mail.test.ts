import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { createWorld, type World } from '../support/world.ts';

const headers = ['In-Reply-To: <quote-1@fabrikam.example>'];
const follow = async ({ ben }: World, given: Parameters<typeof eml>[0]) =>
  (await ben.track(eml({ headers, ...given }))).activity!;

test('C3: an answer under another subject follows the mail it answers, and says that the subject changed', async () => {
  await using world = await createWorld();
  const first = (await world.ben.track(eml())).activity!;
  for (const [id, subject, subjectChanged] of [
    ['1@fabrikam.example', 'Antw: Quote for pumps', false],
    ['2@fabrikam.example', '回复：Quote for pumps', false],
    ['3@fabrikam.example', 'Lunch on Friday', true],
    ['4@fabrikam.example', '', true],
  ] as const) {
    const correlation = { method: 'inReplyTo', activityId: first.id };
    expect(await follow(world, { id, subject })).toMatchObject({ correlation, subjectChanged });
  }
});

test('C1: of several signs the first in order decides: the reply header, then the newest reference that is known', async () => {
  await using world = await createWorld();
  const [older, newer] = [
    (await world.ben.track(eml({ id: 'older@fabrikam.example' }))).activity!,
    (await world.ben.track(eml({ id: 'newer@fabrikam.example', subject: 'Another matter' }))).activity!,
  ];
  const references =
    'References: <older@fabrikam.example>\r\n <newer@fabrikam.example>\r\n\t<unknown@fabrikam.example>';
  const both = ['In-Reply-To: <older@fabrikam.example>', references];
  expect(await follow(world, { id: 'a@fabrikam.example', headers: both })).toMatchObject({
    correlation: { method: 'inReplyTo', activityId: older.id },
  });
  expect(await follow(world, { id: 'b@fabrikam.example', headers: [references] })).toMatchObject({
    correlation: { method: 'references', activityId: newer.id },
  });
  // Only the last 32 count.
  const far = ['older', ...Array.from({ length: 32 }, (_, n) => `unknown-${n}`)];
  const line = (ids: readonly string[]) => [`References: ${ids.map((id) => `<${id}@fabrikam.example>`).join('\r\n ')}`];
  expect(await follow(world, { id: 'c@fabrikam.example', headers: line(far) })).toMatchObject({ correlation: null });
  expect(await follow(world, { id: 'd@fabrikam.example', headers: line(far.slice(0, 32)) })).toMatchObject({
    correlation: { method: 'references', activityId: older.id },
  });
});

test('C5: by setting a forward to colleagues alone belongs to no conversation; one to a customer too does', async () => {
  await using world = await createWorld();
  await world.ben.track(eml());
  const forward = { from: 'ben@contoso.test', to: 'carla@contoso.test', subject: 'FW: Quote for pumps' };
  const method = { correlation: { method: 'inReplyTo' } };
  expect(await follow(world, { ...forward, id: '1@contoso.test' })).toMatchObject(method);
  await world.ana.call('changeSettings', { body: { skipInternalForwards: true } });
  expect(await follow(world, { ...forward, id: '2@contoso.test' })).toMatchObject({ correlation: null });
  expect(await follow(world, { ...forward, id: '3@contoso.test', cc: 'anna@fabrikam.example' })).toMatchObject(method);
  expect(await follow(world, { ...forward, id: '4@contoso.test', subject: 'RE: Quote for pumps' })).toMatchObject(
    method,
  );
});
