import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { startScriptedSmtp } from '../support/scripted-smtp.ts';
import { card, synchronized } from '../support/synchronized.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const publicUrl = () => 'https://crm.contoso.test';
const smtpAt = ({ port }: { readonly port: number }) =>
  ({ host: '127.0.0.1', port, tls: 'none', credentials: null }) as const;

/** Two workflows of an administrator that do the same: one as it is made, one with this origin ticked. */
const defineTwice = async (ana: Caller, body: Record<string, unknown>, ticked: string) => {
  const template = await ana.call('createTemplate', {
    body: { name: 'News', subject: 'News for {{recipient.name}}', html: '<p>News</p>', scope: 'organization' },
  });
  const define = async (more: Record<string, unknown>) =>
    (await ana.call('createWorkflow', { body: { name: 'News', templateId: template.id, ...body, ...more } as never }))
      .id;
  return { quiet: await define({}), ticked: await define({ alsoOn: [ticked] }) };
};

const shown = async (ana: Caller, workflowId: string) => {
  const { counts, keptBack } = await ana.call('getWorkflow', { params: { workflowId } });
  return { sent: counts.sent, keptBack };
};

const addressees = (server: { readonly mails: readonly { readonly to: readonly string[] }[] }) =>
  server.mails.flatMap(({ to }) => to).sort();

test('S14: contacts that a synchronization writes and changes send nothing unless ticked, and their number is shown', async () => {
  await using server = await startScriptedSmtp();
  await using sync = await synchronized({ parts: ['sync', 'outbox'], smtp: smtpAt(server), publicUrl });
  const { ana } = sync.world;
  const to = { kind: 'record' };
  const made = await defineTwice(ana, { trigger: { event: 'recordCreated', type: 'contact' }, to }, 'synchronization');
  const changed = await defineTwice(ana, { trigger: { event: 'recordChanged', type: 'contact' }, to }, 'import');
  const write = (phone: string) =>
    sync.server.person.put(
      `${sync.book}one.vcf`,
      card('one', 'Cora Customer', ['EMAIL:cora@pumps.example', `TEL:${phone}`, 'CATEGORIES:crm']),
    );
  await write('+49 1');
  await sync.cycle();
  expect(await sync.contacts()).toEqual(['Cora Customer']);
  await write('+49 2');
  await sync.cycle();
  const keptBack = [{ origin: 'synchronization', events: 1 }];
  expect(await shown(ana, made.quiet)).toEqual({ sent: 0, keptBack });
  expect(await shown(ana, made.ticked)).toEqual({ sent: 1, keptBack: [] });
  for (const workflowId of [changed.quiet, changed.ticked])
    expect(await shown(ana, workflowId)).toEqual({ sent: 0, keptBack });
  expect(addressees(server)).toEqual(['cora@pumps.example']);
});

const open = async () => {
  const server = await startScriptedSmtp();
  const world = await createWorld({ smtp: smtpAt(server), publicUrl });
  return { server, world, [Symbol.asyncDispose]: () => world.close().then(() => server.stop()) };
};
const settle = ({ app }: World) => app.runner.settle();
const contact = (world: World, address: string) =>
  world.ben.call('createRecord', {
    params: { type: 'contact' },
    body: { fields: { firstName: 'Cora', lastName: 'Customer' }, addresses: [address] },
  });

test('S14, P9: mails that are tracked several at a time are a batch; one by hand is not; untracked and brought back is neither', async () => {
  await using at = await open();
  const { world, server } = at;
  const { ana, ben } = world;
  const workflows = await defineTwice(ana, { trigger: { event: 'mailReceived' }, to: { kind: 'owner' } }, 'batch');
  const everyone = 'visibility=organization';
  for (const n of [1, 2]) await ben.track(eml({ id: `several-${n}@fabrikam.example` }), `${everyone}&batch=1`);
  const one = await ben.track(eml({ id: 'one@fabrikam.example' }), everyone);
  await settle(world);
  expect(await shown(ana, workflows.quiet)).toEqual({ sent: 1, keptBack: [{ origin: 'batch', events: 2 }] });
  expect(await shown(ana, workflows.ticked)).toEqual({ sent: 3, keptBack: [] });
  expect(addressees(server)).toEqual(Array(4).fill('ben@contoso.test'));
  const promotionId = one.promotion?.id ?? '';
  await ben.call('untrack', { params: { promotionId }, query: { activity: 'delete' } });
  await ben.call('restorePromotion', { params: { promotionId } });
  await settle(world);
  expect(server.mails).toHaveLength(4);
});

test('S14: mail of a campaign is a batch to workflows on sent mail; what a workflow sends starts none', async () => {
  await using at = await open();
  const { world, server } = at;
  // Its writer sees her own mail.
  const { ana } = world;
  for (const n of [1, 2]) await contact(world, `cora${n}@pumps.example`);
  const workflows = await defineTwice(ana, { trigger: { event: 'mailSent' }, to: { kind: 'recipient' } }, 'batch');
  const { id } = await ana.call('createQuickCampaign', {
    body: {
      name: 'Spring',
      subject: 'Spring',
      html: '<p>Service</p>',
      members: { kind: 'query', type: 'contact', q: 'Customer' },
    },
  });
  await ana.call('startQuickCampaign', { params: { quickCampaignId: id }, body: {} });
  world.clock.advance(120_000);
  for (let round = 0; round < 3; round += 1) await settle(world);
  const { keptBack } = await shown(ana, workflows.quiet);
  expect(keptBack).toContainEqual({ origin: 'batch', events: 2 });
  // Those of the campaign, and one each of the workflow that listens to batches.
  expect(addressees(server)).toEqual([1, 1, 2, 2].map((n) => `cora${n}@pumps.example`));
});

test('S14: a record that a program brings back by its external id is restored, and sends nothing unless ticked', async () => {
  await using at = await open();
  const { world, server } = at;
  const { ana, ben } = world;
  const to = { kind: 'record' };
  const trigger = { event: 'recordCreated', type: 'contact' };
  const { id } = await contact(world, 'cora@pumps.example');
  await ben.call('changeRecord', { params: { type: 'contact', id }, body: { externalId: 'erp-1' } });
  await ben.call('deleteRecord', { params: { type: 'contact', id } });
  const workflows = await defineTwice(ana, { trigger, to }, 'restore');
  await ben.call('upsertByExternalId', {
    params: { type: 'contact', key: 'erp-1' },
    body: { addresses: ['cora@pumps.example'], fields: { firstName: 'Cora', lastName: 'Customer' } },
  });
  await settle(world);
  expect(await shown(ana, workflows.quiet)).toEqual({ sent: 0, keptBack: [{ origin: 'restore', events: 1 }] });
  expect(await shown(ana, workflows.ticked)).toEqual({ sent: 1, keptBack: [] });
  expect(addressees(server)).toEqual(['cora@pumps.example']);
});
