import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { eml } from '../support/eml.ts';
import { contact, define, openWorkflows, person, runs, settle, taken } from '../support/workflows.ts';

const hourMs = 3_600_000;

/** What workflows do, as it comes out over HTTP, on the engine that `newStore` opens. */
export const workflowsContract = (newStore: () => Promise<Partial<AppOptions>>): void => {
  const open = () => openWorkflows(newStore);

  test('S14: a new record gets the template, once, marked as automatic; the history says so', async () => {
    await using opened = await open();
    const { world, transport } = opened;
    await contact(opened, 'before@pumps.example');
    const { id } = await define(opened);
    const ana = await contact(opened, 'ana@pumps.example');
    await settle(opened);
    await settle(opened);
    expect(taken(opened)).toEqual(['ana@pumps.example']);
    const bytes = transport.taken[0]?.bytes ?? '';
    expect(bytes).toMatch(/^Auto-Submitted: auto-generated\r$/im);
    expect(bytes).toMatch(/^Subject: Welcome Ana/im);
    const [run, ...others] = await runs(opened, id);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      state: 'sent',
      because: null,
      origin: 'byHand',
      record: { type: 'contact', id: ana.id },
      address: 'ana@pumps.example',
    });
    const emailId = run?.emailId ?? '';
    expect(await world.ana.call('getEmail', { params: { emailId } })).toMatchObject({ status: 'sent' });
    expect(await world.ben.call('getWorkflow', { params: { workflowId: id } })).toMatchObject({
      state: 'active',
      counts: { due: 0, sent: 1, skipped: 0, failed: 0 },
    });
  });

  test('S14: a changed field sends to a record that another field names; other changes send nothing', async () => {
    await using opened = await open();
    const { world } = opened;
    const ana = await contact(opened, 'ana@pumps.example');
    const params = { type: 'case', id: '' };
    const body = { name: 'Leak', fields: { status: 'open', contact: { type: 'contact', id: ana.id } } };
    params.id = (await world.ben.call('createRecord', { params: { type: 'case' }, body })).id;
    await define(opened, {
      trigger: { event: 'recordChanged', type: 'case' },
      conditions: [
        { field: 'status', is: 'changed' },
        { field: 'status', is: 'equals', value: 'Solved' },
      ],
      to: { kind: 'field', field: 'contact' },
    });
    const change = async (input: Record<string, unknown>) => {
      await world.ben.call('changeRecord', { params, body: input });
      await settle(opened);
      return taken(opened).length;
    };
    const { id: becoming } = await define(opened, {
      trigger: { event: 'recordChanged', type: 'case' },
      conditions: [{ field: 'status', is: 'becomes', value: 'solved' }],
      to: { kind: 'owner' },
      state: 'paused',
    });
    expect(await change({ fields: { status: 'waiting' } })).toBe(0);
    expect(await change({ fields: { status: 'solved' } })).toBe(1);
    expect(await change({ name: 'A leak' })).toBe(1);
    expect((await runs(opened, becoming)).map(({ because }) => because)).toEqual(['paused']);
    expect(opened.transport.taken[0]?.bytes).toContain('About Leak');
    const { items } = await world.ben.call('listActivities', { query: { regarding: `case:${params.id}` } });
    expect(items).toMatchObject([{ direction: 'outgoing' }]);
  });

  test('S14: batches and restored records send nothing unless ticked, and their number is shown', async () => {
    await using opened = await open();
    const { world } = opened;
    const quiet = await define(opened);
    const ticked = await define(opened, { alsoOn: ['batch'] });
    await world.ben.call('upsertRecords', {
      params: { type: 'contact' },
      body: { records: [person('one@pumps.example'), person('two@pumps.example')] },
    });
    const ana = await contact(opened, 'ana@pumps.example');
    const params = { type: 'contact', id: ana.id };
    await settle(opened);
    await world.ben.call('deleteRecord', { params });
    await world.ben.call('restoreRecord', { params });
    await settle(opened);
    const shown = (workflowId: string) => world.ana.call('getWorkflow', { params: { workflowId } });
    expect(await shown(quiet.id)).toMatchObject({
      counts: { sent: 1, skipped: 3 },
      keptBack: [
        { origin: 'batch', events: 2 },
        { origin: 'restore', events: 1 },
      ],
    });
    expect(await shown(ticked.id)).toMatchObject({
      counts: { sent: 3, skipped: 1 },
      keptBack: [{ origin: 'restore', events: 1 }],
    });
  });

  test('S14: at its limit of an hour it pauses with a sentence and one alert, and sends nothing late', async () => {
    await using opened = await open();
    const { world } = opened;
    const { id } = await define(opened, { mailsPerHour: 2 });
    for (let n = 1; n <= 2; n += 1) await contact(opened, `n${n}@pumps.example`);
    await settle(opened);
    const params = { workflowId: id };
    expect(await world.ana.call('getWorkflow', { params })).toMatchObject({ state: 'active', pausedBecause: null });
    for (let n = 3; n <= 4; n += 1) await contact(opened, `n${n}@pumps.example`);
    await settle(opened);
    expect(taken(opened)).toHaveLength(2);
    const paused = await world.ana.call('getWorkflow', { params });
    expect(paused.state).toBe('paused');
    expect(paused.pausedBecause).toContain('more than 2 mails');
    expect((await runs(opened, id)).map(({ because }) => because)).toEqual(['paused', 'hourlyLimit', null, null]);
    const events = await world.store.read(world.contoso.id, (read) => read.workflows.eventsAfter(0, 1_000));
    expect(events.filter(({ kind }) => kind === 'workflow.paused')).toHaveLength(1);
    await world.ana.call('changeWorkflow', { params, body: { state: 'active' } });
    await contact(opened, 'n5@pumps.example');
    await settle(opened);
    expect(taken(opened)).toEqual(['n1@pumps.example', 'n2@pumps.example', 'n5@pumps.example']);
    world.clock.advance(hourMs);
    await contact(opened, 'n6@pumps.example');
    await settle(opened);
    expect(taken(opened)).toHaveLength(4);
  });

  test('S14: whoever wants no mail, has no address or bounces gets none, and the history says why', async () => {
    await using opened = await open();
    const { world } = opened;
    const { id } = await define(opened);
    await contact(opened, 'no@pumps.example', { doNotEmail: true });
    await world.ben.call('createRecord', { params: { type: 'contact' }, body: { name: 'No Address' } });
    await world.ben.call('createRecord', {
      params: { type: 'contact' },
      body: { name: 'Somebody', addresses: ['nameless@pumps.example'] },
    });
    opened.transport.say('gone@pumps.example', 'failed');
    await contact(opened, 'gone@pumps.example');
    await settle(opened);
    const key = 'bounces@pumps.example';
    await world.store.transact(world.contoso.id, (tx) =>
      tx.outbox.markBouncing({ addressKey: key, since: world.clock.now(), statusCode: '5.1.1', emailId: null }),
    );
    await contact(opened, key);
    await settle(opened);
    expect((await runs(opened, id)).map(({ state, because, detail }) => [state, because, detail])).toEqual([
      ['skipped', 'bounced', null],
      ['sent', null, null],
      ['skipped', 'missingFields', 'recipient.firstName'],
      ['skipped', 'noAddress', null],
      ['skipped', 'doNotEmail', null],
    ]);
  });

  test('S14, A19: the sender of a mail is answered once a day, and automatic mail never', async () => {
    await using opened = await open();
    const { world } = opened;
    await contact(opened, 'anna@fabrikam.example');
    const { id } = await define(opened, {
      trigger: { event: 'mailReceived' },
      conditions: [{ field: 'subject', is: 'contains', value: 'quote' }],
      to: { kind: 'sender' },
    });
    const incoming = (serial: number, headers: readonly string[] = []) =>
      world.ben.track(eml({ id: `q${serial}@fabrikam.example`, headers }), 'visibility=organization');
    await incoming(1, ['Auto-Submitted: auto-replied']);
    await settle(opened);
    expect(taken(opened)).toEqual([]);
    await incoming(2);
    await settle(opened);
    await incoming(3);
    await settle(opened);
    expect(taken(opened)).toEqual(['anna@fabrikam.example']);
    expect(opened.transport.taken[0]?.bytes).toMatch(/^Auto-Submitted: auto-replied\r$/im);
    expect((await runs(opened, id)).map(({ state, because }) => [state, because])).toEqual([
      ['skipped', 'notToBeAnswered'],
      ['sent', null],
      ['skipped', 'notToBeAnswered'],
    ]);
    await world.carla.track(eml({ id: 'q2@fabrikam.example' }), 'visibility=organization');
    await settle(opened);
    expect(await runs(opened, id)).toHaveLength(3);
  });

  test('S14: a mail that went out starts one run, however it went; what programs write starts nothing', async () => {
    await using opened = await open();
    const { world } = opened;
    const anna = await contact(opened, 'anna@fabrikam.example');
    const { id } = await define(opened, { trigger: { event: 'mailSent' }, to: { kind: 'recipient' } });
    const written = await world.ben.call('createEmail', {
      body: {
        to: ['stranger@nowhere.example', 'anna@fabrikam.example'],
        subject: 'Offer',
        html: '<p>Here</p>',
        regarding: [{ type: 'contact', id: anna.id }],
      },
    });
    opened.transport.say('stranger@nowhere.example', 'failed');
    await world.ben.call('sendEmail', { params: { emailId: written.id } });
    await settle(opened);
    await settle(opened);
    await world.ben.call('resendEmail', { params: { emailId: written.id }, body: {} });
    await settle(opened);
    await settle(opened);
    const shown = async () => (await runs(opened, id)).map(({ state, because, origin }) => [state, because, origin]);
    const own = [
      ['skipped', 'origin', 'workflow'],
      ['sent', null, 'byHand'],
    ];
    expect(await shown()).toEqual(own);
    const fromOutlook = eml({
      id: 'o1@contoso.example',
      from: `Ben <${world.ben.email}>`,
      to: 'anna@fabrikam.example',
    });
    await world.ben.track(fromOutlook, 'visibility=organization');
    await world.ben.track(eml({ id: 'i1@fabrikam.example' }), 'visibility=organization');
    await settle(opened);
    await settle(opened);
    expect(await shown()).toEqual([['skipped', 'origin', 'workflow'], ['sent', null, 'byHand'], ...own]);
  });

  test.each(['instead of', 'after'])(
    'S14: a transaction that fails %s its commit leaves exactly one mail',
    async (when) => {
      await using opened = await open();
      const { world } = opened;
      const { id } = await define(opened);
      await settle(opened);
      const { store } = world;
      const transact = store.transact.bind(store);
      // Of the events, of the draft, of its handing over, of the history.
      for (let n = 1; n <= 4; n += 1) {
        await contact(opened, `n${n}@pumps.example`);
        let calls = 0;
        Object.assign(store, {
          transact: async (...given: Parameters<typeof transact>) => {
            calls += 1;
            if (calls === n && when === 'instead of') throw new Error('the process ends here');
            const answer = await transact(...given);
            if (calls === n) throw new Error('the process ends here');
            return answer;
          },
        });
        await expect(settle(opened)).rejects.toThrow('the process ends here');
        Object.assign(store, { transact });
        expect(taken(opened)).toHaveLength(n - 1);
        await settle(opened);
      }
      expect(taken(opened)).toEqual([1, 2, 3, 4].map((n) => `n${n}@pumps.example`));
      expect((await runs(opened, id)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent']);
      expect((await world.ana.call('listEmails', { query: { status: 'draft' } })).items).toEqual([]);
    },
  );

  test('S14: two processes that read the same events send one mail for each', async () => {
    await using opened = await open();
    const { id } = await define(opened);
    for (let n = 1; n <= 4; n += 1) await contact(opened, `n${n}@pumps.example`);
    await Promise.all([settle(opened), settle(opened)]);
    await settle(opened);
    expect(taken(opened).sort()).toEqual([1, 2, 3, 4].map((n) => `n${n}@pumps.example`));
    expect(await runs(opened, id)).toHaveLength(4);
  });
};
