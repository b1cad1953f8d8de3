import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { connect, createMailboxWorld } from '../support/mailboxes.ts';
import { activities, outcomes } from '../support/router.ts';

const mail = (subject: string) => eml({ id: `${subject.replace(' ', '-')}@fabrikam.example`, subject });

test('A10: other settings are tried on the mail of the last days; what would be tracked, for whom and why is listed, and nothing is written', async () => {
  await using stage = await createMailboxWorld();
  const { world } = stage;
  const folder = stage.folder('ben');
  const { id: mailboxId } = await connect(world, folder, {
    owner: { kind: 'user', id: world.ben.id },
    address: world.ben.email,
  });
  folder.put(mail('Mail 1'), new Date('2026-02-25T09:00:00Z'));
  folder.put(mail('Mail 2'), new Date('2026-02-20T09:00:00Z'));
  const params = { mailboxId };
  const asked = (changes: object) => ({ params, body: { days: 7, ...changes } });
  const standing = await world.ben.call('previewMailbox', asked({}));
  expect(standing.items).toMatchObject([
    { promote: false, reason: 'noCorrelationMatch', trackedFor: [], subject: 'Mail 1' },
  ]);
  const tried = await world.ben.call('previewMailbox', asked({ days: 30, acceptance: 'all' }));
  expect(tried.items).toMatchObject([
    {
      promote: true,
      code: 6,
      trackedFor: ['Ben Carter'],
      sender: 'anna@fabrikam.example',
      sentence: expect.stringContaining('takes all mail') as string,
    },
    { promote: true, subject: 'Mail 2' },
  ]);
  const excluded = { acceptance: 'all', exclusions: ['fabrikam.example'] };
  expect((await world.ben.call('previewMailbox', asked(excluded))).items).toMatchObject([
    { promote: false, code: 103 },
  ]);
  expect((await world.ana.call('previewMailbox', asked({}))).items).toMatchObject([
    { reason: 'noCorrelationMatch', sender: null, subject: null },
  ]);
  expect(await world.ana.refused('previewMailbox', asked(excluded))).toMatchObject({ code: 'not_permitted' });
  expect(await world.carla.refused('previewMailbox', asked({}))).toMatchObject({ code: 'mailbox_not_found' });
  const statuses = [];
  for (const days of [0, 1, 90, 91]) statuses.push((await world.ben.ask('previewMailbox', asked({ days }))).status);
  expect(statuses).toEqual([400, 200, 200, 400]);
  expect([await activities(world.ben), await outcomes(world.ben)]).toEqual([[], []]);
});

test('A10: an administrator tries other settings of the organization on a mailbox, and sees reasons alone; nobody else may', async () => {
  await using stage = await createMailboxWorld();
  const { world } = stage;
  const folder = stage.folder('ben');
  const { id: mailboxId } = await connect(world, folder, {
    owner: { kind: 'user', id: world.ben.id },
    address: world.ben.email,
  });
  folder.put(mail('Mail 1'), new Date('2026-02-25T09:00:00Z'));
  await world.ben.call('changeMySettings', { body: { acceptance: 'all' } });
  const asked = (organization: object) => ({ params: { mailboxId }, body: { days: 30, organization } });
  const tried = async (organization: object) =>
    (await world.ana.call('previewMailbox', asked(organization))).items.map(({ code, sender }) => [code, sender]);
  expect(await tried({})).toEqual([[6, null]]);
  expect(await tried({ acceptanceCeiling: 'replies' })).toEqual([[1, null]]);
  expect(await tried({ exclusions: ['@Fabrikam.Example'] })).toEqual([[103, null]]);
  expect(await tried({ trackEmail: false })).toEqual([[3, null]]);
  const params = { mailboxId };
  expect(await world.ben.refused('previewMailbox', asked({ trackEmail: false }))).toMatchObject({
    code: 'not_permitted',
    detail: expect.stringContaining('administrators alone') as string,
  });
  expect(await world.olga.refused('previewMailbox', { params, body: {} })).toMatchObject({ status: 404 });
  expect((await world.ana.ask('previewMailbox', asked({ messageLimitBytes: 1 }))).status).toBe(400);
  expect((await world.ana.call('getSettings')).acceptanceCeiling).toBe('all');
});
