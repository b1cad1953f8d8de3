import { describe, expect, test } from 'vitest';
import type { CallInput } from '#shared/contracts/api.ts';
import { freshSchemas } from '../support/fresh-schema.ts';
import { createScriptedTransport, oneProfile } from '../support/scripted-transport.ts';
import { type Caller, createWorld } from '../support/world.ts';

type Changes = CallInput<'changeEmail'>['body'];
const address = 'anna@fabrikam.example';

/** Every field of the content, with a value that is not the one that stands. */
const changes = {
  from: 'ben.alias@contoso.test',
  to: ['other@fabrikam.example'],
  cc: ['other@fabrikam.example'],
  bcc: ['other@fabrikam.example'],
  subject: 'Other',
  html: '<p>Other</p>',
  text: 'Other',
  regarding: [],
  sendAt: '2027-01-01T00:00:00.000Z',
  inReplyTo: null,
  priority: 'high',
  readReceipt: true,
  deliveryNotification: true,
  visibility: 'private',
} satisfies { readonly [Field in keyof Required<Changes>]: unknown };
const file = { name: 'offer.txt', type: 'text/plain', contentBase64: 'T2ZmZXI=' };

const newSchema = await freshSchemas();
const engines = [
  { engine: 'sqlite', newStore: () => Promise.resolve({}) },
  {
    engine: 'postgres',
    newStore: async () => ({ store: { engine: 'postgres' as const, url: await newSchema(), connections: 4 } }),
  },
];

const open = async (newStore: (typeof engines)[number]['newStore']) => {
  const transport = createScriptedTransport();
  const delivery = { transport, profiles: oneProfile };
  const world = await createWorld({ ...(await newStore()), delivery, publicUrl: () => 'https://crm.contoso.test' });
  return { world, transport, [Symbol.asyncDispose]: () => world.close() };
};
type Opened = Awaited<ReturnType<typeof open>>;

const addAnna = ({ world }: Opened) =>
  world.ben.call('createRecord', {
    params: { type: 'contact' },
    body: { fields: { firstName: 'Anna', lastName: 'Member' }, addresses: [address] },
  });
const settle = ({ world }: Opened) => world.app.runner.settle();

/** A mail to Anna from each place where mail begins, handed over and waiting. */
const sources = {
  'the web form': async ({ world }: Opened) => {
    const { id } = await world.ben.call('createEmail', { body: { to: [address] } });
    const params = { emailId: id };
    await world.ben.call('changeEmail', { params, body: { subject: 'Pumps', html: '<p>Here it is.</p>' } });
    await world.ben.call('addEmailAttachment', { params, body: file });
    await world.ben.call('sendEmail', { params });
  },
  'the HTTP API': async ({ world }: Opened) => {
    const body = { to: [address], subject: 'Pumps', text: 'Here it is.', attachments: [file] };
    const { id } = await world.ben.call('createEmail', { body });
    await world.ben.call('sendEmail', { params: { emailId: id } });
  },
  'a workflow': async ({ world }: Opened) => {
    const body = { name: 'Welcome', subject: 'Welcome', html: '<p>Welcome</p>', scope: 'organization' as const };
    const template = await world.ben.call('createTemplate', { body });
    await world.ana.call('createWorkflow', {
      body: {
        name: 'Welcome',
        trigger: { event: 'recordCreated', type: 'lead' },
        to: { kind: 'record' },
        templateId: template.id,
      } as never,
    });
    await world.ben.call('createRecord', {
      params: { type: 'lead' },
      body: { fields: { firstName: 'Anna', lastName: 'Lead' }, addresses: [address] },
    });
  },
  'a campaign': async (opened: Opened) => {
    const { world } = opened;
    await addAnna(opened);
    const members = { kind: 'query' as const, type: 'contact', q: 'Member' };
    const mail = { name: 'Spring', subject: 'Spring', html: '<p>Service</p>' };
    const { id } = await world.ben.call('createQuickCampaign', { body: { ...mail, members } });
    await world.ben.call('startQuickCampaign', { params: { quickCampaignId: id }, body: {} });
    world.clock.advance(120_000);
  },
} satisfies Record<string, (opened: Opened) => Promise<void>>;

const stateOf = async (caller: Caller, id: string) => {
  const {
    updatedAt: _moment,
    version: _version,
    regarding: _regarding,
    ...content
  } = await caller.call('getEmail', {
    params: { emailId: id },
  });
  return content;
};

/** Whoever wrote it, or in whose name it leaves. */
const authorOf = async ({ world }: Opened) => {
  for (const caller of [world.ben, world.ana]) {
    const { items } = await caller.call('listEmails');
    if (items[0] !== undefined) return { caller, id: items[0].id };
  }
  throw new Error('no mail was written');
};

describe.each(engines)('what was handed over, on $engine', ({ newStore }) => {
  test.each(Object.keys(sources) as (keyof typeof sources)[])(
    'S1: from %s every field of its content is read-only from Pending Send on; regarding and notes are not',
    async (source) => {
      await using opened = await open(newStore);
      const { world, transport } = opened;
      transport.say(address, 'deferred');
      await sources[source](opened);
      await settle(opened);
      const { caller, id } = await authorOf(opened);
      const params = { emailId: id };
      const deal = await world.ben.call('createRecord', {
        params: { type: 'opportunity' },
        body: { name: '40 pumps' },
      });
      const refuseAll = async (status: string) => {
        const before = await stateOf(caller, id);
        expect(before.status).toBe(status);
        for (const [field, value] of Object.entries(changes)) {
          const refused = await caller.refused('changeEmail', { params, body: { [field]: value } });
          expect({ field, code: refused.code }).toEqual({ field, code: 'conflict' });
        }
        expect((await caller.refused('addEmailAttachment', { params, body: file })).code).toBe('conflict');
        expect((await caller.refused('deleteEmail', { params })).code).toBe('conflict');
        if (before.attachments.length > 0)
          expect((await caller.refused('removeEmailAttachment', { params: { ...params, n: 1 } })).code).toBe(
            'conflict',
          );
        expect(await stateOf(caller, id)).toEqual(before);
        await caller.call('changeActivity', { params: { activityId: id }, body: { notes: `asked while ${status}` } });
        const regarding = [{ type: deal.type, id: deal.id }];
        await caller.call('setRegarding', { params: { activityId: id }, body: { regarding } });
        const activity = await caller.call('getActivity', { params: { activityId: id } });
        expect(activity).toMatchObject({ notes: `asked while ${status}`, regarding: [{ id: deal.id }] });
        expect(await stateOf(caller, id)).toEqual(before);
        await caller.call('setRegarding', { params: { activityId: id }, body: { regarding: [] } });
      };
      await refuseAll('pendingSend');
      transport.say(address, 'uncertain');
      world.clock.advance(3_600_000);
      await settle(opened);
      await refuseAll('sending');
      await caller.call('settleUncertain', { params, body: { verdict: 'arrived' } });
      await refuseAll('sent');
    },
    60_000,
  );

  test('S9, S10: who asked not to get mail gets none, also where the sender may not read their record', async () => {
    await using opened = await open(newStore);
    const { world, transport } = opened;
    const record = await world.carla.call('createRecord', {
      params: { type: 'contact' },
      body: { name: 'Anna Berg', addresses: [address], fields: { doNotEmail: true }, access: 'owner' },
    });
    expect((await world.ben.refused('getRecord', { params: { type: 'contact', id: record.id } })).status).toBe(404);
    const { id } = await world.ben.call('createEmail', {
      body: { to: ['bo@fabrikam.example'], cc: ['Anna@Fabrikam.example'], subject: 'Pumps', text: 'Here it is.' },
    });
    const params = { emailId: id };
    const refused = await world.ben.refused('sendEmail', { params });
    expect(refused).toMatchObject({ code: 'email_not_sendable', issues: [{ field: 'cc[0]' }] });
    expect(refused.detail).toContain('asked not to get mail');
    expect(JSON.stringify(refused)).not.toContain('Anna Berg');
    await settle(opened);
    expect(transport.taken).toEqual([]);
    await world.carla.call('changeRecord', {
      params: { type: 'contact', id: record.id },
      body: { fields: { doNotEmail: false } },
    });
    await world.ben.call('sendEmail', { params });
    await settle(opened);
    expect(transport.taken).toHaveLength(1);
  });

  test('S9, S10: a deleted record asks for nothing any more; an inactive one still does', async () => {
    await using opened = await open(newStore);
    const { world } = opened;
    const record = await world.ben.call('createRecord', {
      params: { type: 'contact' },
      body: { name: 'Anna Berg', addresses: [address], fields: { doNotEmail: true }, active: false },
    });
    const { id } = await world.ben.call('createEmail', { body: { to: [address], subject: 'Pumps', text: 'Here.' } });
    expect((await world.ben.refused('sendEmail', { params: { emailId: id } })).code).toBe('email_not_sendable');
    await world.ben.call('deleteRecord', { params: { type: 'contact', id: record.id } });
    expect(await world.ben.call('sendEmail', { params: { emailId: id } })).toMatchObject({ status: 'pendingSend' });
  });
});
