import type { CallOutput } from '#shared/contracts/api.ts';
import type { Frame, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { annasMail } from '../support/pane-tenant.ts';
import { usePaneSession } from '../support/pane-session.ts';
import { dropMessage, openPane, openSimulator, setFault } from '../support/simulator.ts';

const session = usePaneSession();

const tracked = (pane: Frame) => pane.getByText('Tracked in CRM', { exact: true });
const kept = (pane: Frame) => pane.getByText('Kept here', { exact: true });
const isPromotion = (request: Request) => request.method() === 'POST' && request.url().includes('/promotions');

const openSignedIn = async (subject: string): Promise<Frame> => {
  await session.open({ profile: '1.16' });
  await dropMessage(session.page, 'mail.eml', annasMail(session.tenant, subject));
  const pane = await session.signedInPane();
  await pane.getByText('Not tracked').waitFor();
  return pane;
};

const activities = async () => (await session.ask<CallOutput<'listActivities'>>('/activities')).items;

test('P14: offline a mail is kept, seen in the list, and tracked when the connection is back', async () => {
  const pane = await openSignedIn('Offline mail');
  // What shows it is fetched once the first view stands.
  await session.page.waitForLoadState('networkidle');
  await setFault(session.page, 'isOffline', 'true');
  await pane.getByRole('button', { name: 'Track in CRM' }).click();
  await kept(pane).waitFor();
  await pane.getByRole('button', { name: '1 mail waits for the server' }).click();
  await pane.getByText('Offline mail').last().waitFor();
  expect(await activities()).toEqual([]);
  await setFault(session.page, 'isOffline', 'false');
  await pane.getByText('Nothing waits: everything has been sent.').waitFor();
  await pane.getByRole('button', { name: 'Back' }).click();
  await tracked(pane).waitFor();
  expect(await activities()).toMatchObject([{ subject: 'Offline mail' }]);
});

test('P14: with the server stopped and started again two open panes send what is kept once', async () => {
  const { page, installation } = session;
  const pane = await openSignedIn('Kept mail');
  const second = await page.context().newPage();
  await openSimulator(second, installation.running.simulatorUrl!, { profile: '1.16' });
  await dropMessage(second, 'other.eml', annasMail(session.tenant, 'Other mail'));
  const other = await openPane(second);
  await other.getByText('Not tracked').waitFor();
  await Promise.all([page.waitForLoadState('networkidle'), second.waitForLoadState('networkidle')]);
  const answered: number[] = [];
  page.context().on('response', (response) => {
    if (isPromotion(response.request())) answered.push(response.status());
  });
  await installation.restart(async () => {
    await pane.getByRole('button', { name: 'Track in CRM' }).click();
    await kept(pane).waitFor();
    await other.getByRole('button', { name: '1 mail waits for the server' }).waitFor();
  });
  for (const frame of [pane, other]) await frame.evaluate(() => void window.dispatchEvent(new Event('online')));
  await tracked(pane).waitFor();
  await other.getByRole('button', { name: '1 mail waits for the server' }).waitFor({ state: 'detached' });
  expect(answered).toEqual([201]);
  expect(await activities()).toMatchObject([{ subject: 'Kept mail' }]);
});

test('P14: an answer that was lost on its way is given once more, and nothing is made twice', async () => {
  const { page } = session;
  const pane = await openSignedIn('Lost answer');
  await page.waitForLoadState('networkidle');
  const keys: (string | undefined)[] = [];
  await page.context().route(
    (url) => url.pathname.endsWith('/promotions'),
    async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      const response = await route.fetch();
      expect(response.status()).toBe(201);
      await (keys.length === 1 ? route.abort('connectionreset') : route.fulfill({ response }));
    },
  );
  await pane.getByRole('button', { name: 'Track in CRM' }).click();
  await kept(pane).waitFor();
  expect(await activities()).toHaveLength(1);
  await pane.getByRole('button', { name: 'Send now' }).click();
  await tracked(pane).waitFor();
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await activities()).toMatchObject([
    { subject: 'Lost answer', trackedBy: [{ user: { name: 'Uma Tracker' } }] },
  ]);
});
