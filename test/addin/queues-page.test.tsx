import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { QueuesPage } from '../../addin/console/pages/queues-page.tsx';
import type { QueueItem } from '../../addin/queries/queues.ts';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { useBrowser } from './support/browser.ts';
import { membershipOf, renderRoom } from './support/console-page.tsx';
import { activityOf, clara, createFakeServer } from './support/fake-server.ts';

useBrowser();

const item: QueueItem = {
  id: 'i1',
  queueId: 'q1',
  queueName: 'Sales',
  state: 'waiting',
  worker: null,
  enteredAt: '2026-03-02T09:00:00Z',
  changedAt: '2026-03-02T09:00:00Z',
  activity: activityOf('m1'),
  actions: ['pick', 'route', 'resolve'],
};

const newServer = (queues: { id: string; name: string }[]) => {
  const server = createFakeServer();
  server.answer(
    'listRecords',
    () => ({ items: queues.map((queue) => ({ ...queue, active: true })), nextCursor: null }) as never,
  );
  server.answer('listQueueItems', () => ({ items: [item], nextCursor: null }));
  server.answer('pickQueueItem', () => ({ ...item, state: 'picked', worker: clara }));
  server.answer('routeQueueItem', () => item);
  server.answer('getQueueSettings', () => ({ acceptance: 'all' }));
  server.answer('changeQueueSettings', () => ({ acceptance: 'known' }));
  server.answer('getSettings', () => defaultOrganizationSettings);
  return server;
};

const [sales, help] = [
  { id: 'q1', name: 'Sales' },
  { id: 'q2', name: 'Help' },
];

test('A16: an item is picked, and routed to another queue from a menu', async () => {
  const server = newServer([sales, help]);
  const user = await renderRoom(server, <QueuesPage membership={membershipOf('user')} queueId={null} />);
  await user.click(await screen.findByRole('button', { name: 'Pick: Quote for pumps' }));
  expect(await screen.findByText('It is yours now.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Route: Quote for pumps' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Help' }));
  await waitFor(() => expect(server.callsOf('routeQueueItem')).toMatchObject([{ body: { toQueue: 'q2' } }]));
  expect(screen.queryByRole('combobox', { name: /^Which mail/ })).toBeNull();
  expect(server.callsOf('listQueueItems')[0]).toMatchObject({ params: { queueId: 'q1' }, query: { state: 'waiting' } });
});

test('A2: an administrator says which mail the queue takes', async () => {
  const server = newServer([sales]);
  const user = await renderRoom(server, <QueuesPage membership={membershipOf('administrator')} queueId="q1" />);
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Which mail the queue takes' }), 'known');
  expect(await screen.findByText('Saved.')).toBeDefined();
  expect(server.callsOf('changeQueueSettings')).toMatchObject([{ body: { acceptance: 'known' } }]);
  expect(screen.queryByRole('button', { name: /^Route/ })).toBeNull();
});

test('A16: without a queue the room says how to make one, also in Spanish', async () => {
  await renderRoom(newServer([]), <QueuesPage membership={membershipOf('user')} queueId={null} />, 'es');
  expect(await screen.findByText('Todavía no hay colas')).toBeDefined();
});
