import { expect, test } from 'vitest';
import { workflowLimits } from '#shared/contracts/workflows.ts';
import type { AppOptions } from '../../server/app.ts';
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
};
