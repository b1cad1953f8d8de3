import { randomBytes } from 'node:crypto';
import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { signInWindow } from '../support/pane.ts';
import { addPaneTenant, annasMail, overflowOf, type PaneTenant } from '../support/pane-tenant.ts';
import { dropMessage, openPane, openSimulator, paneFrame } from '../support/simulator.ts';

type Contact = CallOutput<'getRecord'>;

interface Beside {
  readonly page: Page;
  readonly installation: Installation;
  readonly tenant: PaneTenant;
}

/** Another program's call: the browser's network is not its own. */
const ask = async (
  { page, installation, tenant }: Beside,
  method: 'GET' | 'PATCH',
  data?: object,
): Promise<Contact> => {
  const answer = await page.request.fetch(`${installation.running.localUrl}/api/v1/records/contact/${tenant.anna.id}`, {
    method,
    headers: { authorization: `Bearer ${tenant.token}` },
    ...(data === undefined ? {} : { data }),
  });
  if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as Contact;
};

const toRecords = async (pane: Frame): Promise<void> => {
  await pane.getByRole('button', { name: /^Account of/ }).click();
  await pane.getByRole('button', { name: 'Records offline' }).click();
};

const reopen = async (page: Page): Promise<Frame> => {
  await page.locator('.task-pane-head button').last().click();
  await page.locator('iframe[data-frame=pane]').waitFor({ state: 'detached' });
  await page.locator('.addin-command').first().click();
  return paneFrame(page);
};

test('Y12: a contact is changed offline and by somebody else, and both values are put to the person', async () => {
  await using browser = await launchBrowser(['--ignore-certificate-errors']);
  await using installation = await startInstallation();
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const tenant = await addPaneTenant(installation, page, randomBytes(4).toString('hex'));
  const beside = { page, installation, tenant };
  await openSimulator(page, installation.running.simulatorUrl!, { profile: '1.16' });
  await dropMessage(page, 'mail.eml', annasMail(tenant, 'First mail'));
  const first = await openPane(page);
  await signInWindow(page, first, tenant);
  await first.getByText('Not tracked').waitFor();
  await first.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // office.js of the simulated Outlook is kept once it was used.
  const online = await reopen(page);
  await online.getByText('Not tracked').waitFor();
  await toRecords(online);
  await online.getByRole('checkbox', { name: 'Contact' }).check();
  await online.getByRole('button', { name: 'Keep these here' }).click();
  await online.getByText('1 record is kept here. Last synchronized').waitFor();

  await context.setOffline(true);
  const offline = await reopen(page);
  await toRecords(offline);
  await offline.getByRole('button', { name: 'Anna Berg' }).click();
  await offline.getByLabel('Phone', { exact: true }).fill('+34 91 000');
  await offline.getByLabel('Job title').fill('Buyer');
  await offline.getByRole('button', { name: 'Save' }).click();
  await offline.getByText('Changed · sent when the server is reached').waitFor();
  await offline.getByRole('button', { name: 'New record' }).click();
  await offline.getByLabel('First name').fill('Jon');
  await offline.getByLabel('Last name').fill('Oak');
  await offline.getByRole('button', { name: 'Save' }).click();
  await offline.getByText('New · sent when the server is reached').waitFor();
  expect(await overflowOf(offline)).toBe(0);
  await ask(beside, 'PATCH', { fields: { phone: '+34 91 999', city: 'Madrid' } });
  expect((await ask(beside, 'GET')).fields['jobTitle']).toBeUndefined();

  await context.setOffline(false);
  await offline.evaluate(() => void window.dispatchEvent(new Event('online')));
  const decision = offline.getByRole('form', { name: 'Decision about “Anna Berg”' });
  await decision.getByText('Mine: +34 91 000').waitFor();
  await decision.getByText('On the server: +34 91 999').click();
  await decision.getByRole('button', { name: 'Decide so' }).click();
  await offline.getByText('Nothing waits: everything has been sent.').waitFor();
  expect((await ask(beside, 'GET')).fields).toMatchObject({ phone: '+34 91 999', city: 'Madrid', jobTitle: 'Buyer' });
  await offline.getByText('2 records are kept here.').waitFor();
  await offline.getByRole('button', { name: 'Jon Oak' }).waitFor();
});
