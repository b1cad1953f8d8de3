import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { WorkflowPage } from '../../addin/console/pages/workflow-page.tsx';
import { builtInTypes } from '../../server/domain/records/record-types.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeServer } from './support/fake-server.ts';
import { renderRoom } from './support/render-room.tsx';

useBrowser();
type Workflow = CallOutput<'getWorkflow'>;

const solved: Workflow = {
  id: 'w1',
  name: 'Solved',
  state: 'paused',
  pausedBecause: 'It paused itself.',
  trigger: { event: 'recordChanged', type: 'case' },
  conditions: [{ field: 'status', is: 'becomes', value: 'solved' }],
  templateId: 't1',
  to: { kind: 'field', field: 'contact' },
  alsoOn: [],
  mailsPerHour: 2,
  owner: { type: 'user', id: 'u1', name: 'Clara Holt' },
  counts: { due: 0, sent: 2, skipped: 7, failed: 0 },
  keptBack: [{ origin: 'import', events: 6 }],
  createdAt: '2026-03-02T09:00:00.000Z',
  updatedAt: '2026-03-02T09:00:00.000Z',
  version: 2,
};
const run: CallOutput<'listWorkflowRuns'>['items'][number] = {
  sequence: 9,
  happenedAt: '2026-03-02T09:00:00.000Z',
  decidedAt: '2026-03-02T09:00:00.000Z',
  state: 'skipped',
  because: 'hourlyLimit',
  detail: null,
  origin: 'byHand',
  record: { type: 'case', id: 'k1', name: 'Leaking seal' },
  activityId: null,
  address: null,
  emailId: null,
};

const newServer = () => {
  const server = createFakeServer();
  let workflow = solved;
  server.answer('getWorkflow', () => workflow);
  server.answer('listWorkflowRuns', () => ({ items: [run], nextCursor: null }));
  server.answer('listRecordTypes', () => ({ items: [...builtInTypes] }));
  server.answer('listTemplates', () => ({
    items: [
      {
        id: 't1',
        kind: 'email',
        name: 'We are done',
        subject: 'Done',
        html: '<p>Done</p>',
        link: null,
        scope: 'organization',
        owner: null,
        placeholders: [],
        createdAt: solved.createdAt,
        updatedAt: solved.updatedAt,
        version: 1,
      },
    ],
    nextCursor: null,
  }));
  server.answer('changeWorkflow', (input) => {
    const { body } = input as { body: Partial<Workflow> };
    workflow = { ...workflow, ...body, pausedBecause: null };
    return workflow;
  });
  server.answer('createWorkflow', (input) => ({ ...solved, ...(input as { body: object }).body }));
  return server;
};

test('S14: a workflow that paused itself says why and how to go on; resumed it is on', async () => {
  const server = newServer();
  const user = await renderRoom(server, <WorkflowPage role="administrator" workflowId="w1" />);
  await screen.findByText('It paused itself.');
  screen.getByText(/more than 2 mails\. Look at the history below/);
  await screen.findByText('When a record is changed: Case: “We are done” to the record that a field names');
  const history = within(await screen.findByRole('list', { name: 'History' }));
  await history.findByText(/the limit of an hour was reached/);
  await user.click(screen.getByRole('button', { name: 'Resume' }));
  await screen.findByText('It is on again. What happened while it paused sends nothing later.');
  expect(server.callsOf('changeWorkflow')[0]?.['body']).toEqual({ state: 'active' });
});

test('S14: beside each box stands how many mails it would have sent, before it is ticked', async () => {
  const server = newServer();
  const user = await renderRoom(server, <WorkflowPage role="administrator" workflowId="w1" />);
  await user.click(await screen.findByRole('checkbox', { name: 'an import (6 mails were kept back in 30 days)' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved.');
  expect(server.callsOf('changeWorkflow')[0]?.['body']).toMatchObject({
    alsoOn: ['import'],
    conditions: solved.conditions,
    to: solved.to,
  });
});

test('S14: a new workflow is written from choices that fit what it listens to', async () => {
  const server = newServer();
  const user = await renderRoom(server, <WorkflowPage role="administrator" workflowId={null} />);
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Thanks');
  await user.selectOptions(screen.getByLabelText('When'), 'a mail went out');
  expect(screen.queryByLabelText('Kind of record')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Add a condition' }));
  await user.selectOptions(screen.getByLabelText('Comparison of condition 1'), 'contains');
  await user.type(screen.getByLabelText('Value of condition 1'), 'offer');
  await user.selectOptions(await screen.findByLabelText(/Send this template/), 'We are done');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved. It counts for what happens from now on.');
  expect(server.callsOf('createWorkflow')[0]?.['body']).toEqual({
    name: 'Thanks',
    trigger: { event: 'mailSent' },
    conditions: [{ field: 'subject', is: 'contains', value: 'offer' }],
    templateId: 't1',
    to: { kind: 'recipient' },
    alsoOn: [],
    mailsPerHour: 50,
    state: 'active',
  });
});

test('S14: who administers nothing reads what it does and did, in Spanish too, and changes nothing', async () => {
  await renderRoom(newServer(), <WorkflowPage role="user" workflowId="w1" />, 'es');
  await screen.findByText('Se puso en pausa solo.');
  await screen.findByText(/se alcanzó el límite por hora/);
  expect(screen.queryByRole('button', { name: 'Reanudar' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Guardar' })).toBeNull();
});
