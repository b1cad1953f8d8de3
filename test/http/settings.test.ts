import { expect, test } from 'vitest';
import { longestSignature } from '#shared/contracts/settings.ts';
import { createWorld } from '../support/world.ts';

test('an administrator changes what is named, everybody reads it, the other organization keeps its own', async () => {
  await using world = await createWorld();
  const changed = await world.ana.call('changeSettings', {
    body: { candidatePolicy: 'oldest', plusTagDomains: ['Bücher.example'] },
  });
  expect(changed).toMatchObject({
    candidatePolicy: 'oldest',
    plusTagDomains: ['xn--bcher-kva.example'],
    trackEmail: true,
  });
  expect(await world.ben.call('getSettings')).toEqual(changed);
  expect((await world.pete.call('getSettings')).candidatePolicy).toBe('ask');
  expect(await world.ben.refused('changeSettings', { body: { trackEmail: false } })).toMatchObject({ status: 403 });
});

test.each([
  [{ messageLimitBytes: 67_108_865 }, 'messageLimitBytes'],
  [{ messageLimitBytes: 1_048_575 }, 'messageLimitBytes'],
  [{ candidatePolicy: 'guess' }, 'candidatePolicy'],
  [{ dotlessDomains: ['no domain'] }, 'dotlessDomains[0]'],
])('refuses %j and names the field', async (body, field) => {
  await using world = await createWorld();
  const problem = await world.ana.refused('changeSettings', { body: body as never });
  expect(problem).toMatchObject({ status: 400, code: 'invalid_request', issues: [{ field }] });
});

test('P20: a person changes their own settings; an administrator those of the users of their organization', async () => {
  await using world = await createWorld();
  const mine = await world.ben.call('changeMySettings', { body: { language: 'es', acceptance: 'known' } });
  expect(mine).toMatchObject({ language: 'es', acceptance: 'known', markCategory: false });
  const params = { userId: world.ben.id };
  await world.ana.call('changeUserSettings', { params, body: { acceptance: 'none' } });
  expect(await world.ben.call('getMySettings')).toEqual({ ...mine, acceptance: 'none' });
  expect(await world.carla.refused('getUserSettings', { params })).toMatchObject({ status: 403 });
  for (const refusal of [
    await world.olga.refused('getUserSettings', { params }),
    await world.olga.refused('changeUserSettings', { params, body: { acceptance: 'all' } }),
  ])
    expect(refusal).toMatchObject({ status: 404, code: 'user_not_found' });
  const { exclusions: _exclusions, rules: _rules, ...shared } = mine;
  expect(await world.ana.call('getUserSettings', { params })).toEqual({ ...shared, acceptance: 'none' });
});

test('P20: a signature is kept as its owner wrote it, up to 20,000 characters; it is no one else’s', async () => {
  await using world = await createWorld();
  expect(await world.ben.call('getMySettings')).toMatchObject({ signature: '', signatureIn: 'allMail' });
  const signature = '<p>Ben <b>Carter</b></p>'.padEnd(longestSignature, 'x');
  const kept = await world.ben.call('changeMySettings', { body: { signature, signatureIn: 'newMail' } });
  expect(kept).toMatchObject({ signature, signatureIn: 'newMail' });
  expect(await world.carla.call('getMySettings')).toMatchObject({ signature: '', signatureIn: 'allMail' });
  const tooLong = { body: { signature: `${signature}x` } };
  expect(await world.ben.refused('changeMySettings', tooLong)).toMatchObject({
    code: 'invalid_request',
    issues: [{ field: 'signature' }],
  });
  const unknown = { body: { signatureIn: 'sometimes' as never } };
  expect(await world.ben.refused('changeMySettings', unknown)).toMatchObject({ issues: [{ field: 'signatureIn' }] });
  expect(await world.ben.call('getMySettings')).toEqual(kept);
});
