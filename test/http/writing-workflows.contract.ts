import { expect, test } from 'vitest';
import { workflowLimits } from '#shared/contracts/workflows.ts';
import type { AppOptions } from '../../server/app.ts';
import { eml } from '../support/eml.ts';
import { contact, define, onContact, openWorkflows, settle, taken } from '../support/workflows.ts';

/** How workflows are written and tried, on the engine that `newStore` opens. */
export const writingWorkflowsContract = (newStore: () => Promise<Partial<AppOptions>>): void => {
  const open = () => openWorkflows(newStore);

  test('S14: a preview tells whom, what and what is missing, and sends nothing', async () => {
    await using opened = await open();
    const { world } = opened;
    const { id } = await define(opened, { conditions: [{ field: 'jobTitle', is: 'isSet' }] });
    const params = { workflowId: id };
    const preview = async (made: { readonly id: string }) =>
      world.ben.call('previewWorkflow', { params, body: { record: { type: 'contact', id: made.id } } });
    const ana = await contact(opened, 'ana@pumps.example');
    expect(await preview(ana)).toMatchObject({ matches: false, wouldSend: false, subject: 'Welcome Ana' });
    const buyer = await contact(opened, 'buyer@pumps.example', { jobTitle: 'Buyer', firstName: '' });
    expect(await preview(buyer)).toMatchObject({
      matches: true,
      wouldSend: false,
      because: 'missingFields',
      missing: ['recipient.firstName'],
      to: { address: 'buyer@pumps.example' },
    });
    expect(await world.ben.refused('previewWorkflow', { params, body: {} })).toMatchObject({
      issues: [{ field: 'record' }],
    });
    expect(taken(opened)).toEqual([]);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ name: 'x'.repeat(workflowLimits.nameLength + 1) }, 'name'],
    [{ mailsPerHour: workflowLimits.mailsPerHour + 1 }, 'mailsPerHour'],
    [{ mailsPerHour: 0 }, 'mailsPerHour'],
    [{ conditions: Array(workflowLimits.conditions + 1).fill({ field: 'name', is: 'isSet' }) }, 'conditions'],
    [{ conditions: [{ field: 'shoeSize', is: 'isSet' }] }, 'conditions[0].field'],
    [{ to: { kind: 'sender' } }, 'to.kind'],
    [{ to: { kind: 'field', field: 'phone' } }, 'to.field'],
    [{ alsoOn: ['workflow'] }, 'alsoOn[0]'],
  ])('S14: %j is refused, naming the field', async (wrong, field) => {
    await using opened = await open();
    const { world, template } = opened;
    const problem = await world.ana.refused('createWorkflow', {
      body: { name: 'W', trigger: onContact, to: { kind: 'record' }, templateId: template.id, ...wrong } as never,
    });
    expect(problem).toMatchObject({ status: 400, issues: [{ field }] });
  });

  test('S14: only an administrator writes; a template of one person is refused; deleted it is gone', async () => {
    await using opened = await open();
    const { world } = opened;
    const { id, version } = await define(opened);
    const params = { workflowId: id };
    const body = { name: 'Mine', trigger: onContact, to: { kind: 'record' }, templateId: opened.template.id } as const;
    expect(await world.ben.refused('createWorkflow', { body })).toMatchObject({ code: 'not_permitted' });
    expect(await world.ben.refused('changeWorkflow', { params, body: { name: 'x' } })).toMatchObject({
      code: 'not_permitted',
    });
    const own = await world.ana.call('createTemplate', { body: { name: 'Own', subject: 'Own', html: '<p>x</p>' } });
    expect(await world.ana.refused('createWorkflow', { body: { ...body, templateId: own.id } })).toMatchObject({
      issues: [{ field: 'templateId' }],
    });
    const headers = { 'if-match': `"${version + 1}"` };
    expect(await world.ana.refused('changeWorkflow', { params, body: { name: 'x' }, headers })).toMatchObject({
      code: 'precondition_failed',
    });
    expect((await world.ben.call('listWorkflows')).items).toMatchObject([{ id }]);
    expect((await world.olga.call('listWorkflows')).items).toEqual([]);
    await world.ana.call('deleteWorkflow', { params });
    expect(await world.ana.refused('getWorkflow', { params })).toMatchObject({ code: 'workflow_not_found' });
    await contact(opened, 'ana@pumps.example');
    await settle(opened);
    expect(taken(opened)).toEqual([]);
  });

  test('S14: a new matching and its undo send nothing unless ticked, and their number is shown', async () => {
    await using opened = await open();
    const { world } = opened;
    const trigger = { event: 'recordChanged', type: 'contact' };
    const quiet = await define(opened, { trigger });
    const ticked = await define(opened, { trigger, alsoOn: ['rematch'] });
    const { id } = await world.ben.call('createRecord', {
      params: { type: 'contact' },
      body: { fields: { firstName: 'Sam', lastName: 'Marsh' } },
    });
    await world.ben.track(eml({ from: 'Sam <sam@new.test>' }));
    const record = { type: 'contact', id };
    const { resolutionId } = await world.ben.call('resolveEverywhere', {
      body: { address: 'sam@new.test', record, mode: 'apply' },
    });
    await settle(opened);
    await world.ben.call('undoResolveEverywhere', { params: { resolutionId: resolutionId! } });
    await settle(opened);
    const shown = (workflowId: string) => world.ana.call('getWorkflow', { params: { workflowId } });
    expect(await shown(quiet.id)).toMatchObject({
      counts: { sent: 0, skipped: 2 },
      keptBack: [
        { origin: 'rematch', events: 1 },
        { origin: 'undo', events: 1 },
      ],
    });
    expect(await shown(ticked.id)).toMatchObject({ keptBack: [{ origin: 'undo', events: 1 }] });
    expect(taken(opened)).toEqual(['sam@new.test']);
  });
};
