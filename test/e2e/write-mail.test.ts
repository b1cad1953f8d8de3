import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';

let browser: Browser;
let installation: Installation;
let tenant: Tenant;
beforeAll(async () => {
  browser = await launchBrowser();
  installation = await startInstallation();
  tenant = await addTenant(installation.running.app, 'Writers', 'uma@contoso.test');
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
});

const api = (page: Page, path: string, data: unknown) =>
  page.request.post(`${installation.running.localUrl}/api/v1${path}`, {
    headers: { authorization: `Bearer ${tenant.token}` },
    data,
  });

const openConsole = (path: string): Promise<Page> => openConsoleAt({ browser, installation, tenant }, path);

test('S1: a mail written in the console is saved while it is written, handed over, and its state is shown', async () => {
  const page = await openConsole('/write');
  await api(page, '/records/contact', { name: 'Anna Berg', addresses: ['anna@fabrikam.example'] });
  const to = page.getByRole('combobox', { name: 'To' });
  await to.fill('Anna');
  await page.getByRole('option', { name: /Anna Berg/ }).click();
  await page
    .getByRole('button', { name: /Anna Berg, anna@fabrikam.example, known as Anna Berg/ })
    .first()
    .waitFor();
  await to.fill('stranger@nowhere.example');
  await to.press('Enter');
  await page
    .getByRole('button', { name: /stranger@nowhere.example, no record has this address/ })
    .first()
    .waitFor();
  await page.getByRole('textbox', { name: 'Subject' }).fill('Pumps for station 4');
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.click();
  await page.keyboard.type('Here is the ');
  await page.getByRole('button', { name: 'Bold' }).click();
  await page.keyboard.type('quote');
  await page.getByText('Saved', { exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('heading', { name: /Pumps for station 4 \[CRM-/ }).waitFor();
  await page
    .getByText(/Pending send|Sending|Failed/)
    .first()
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const listed = await page.request.get(`${installation.running.localUrl}/api/v1/emails`, {
    headers: { authorization: `Bearer ${tenant.token}` },
  });
  const { items } = (await listed.json()) as { items: { id: string; recipients: { address: string }[] }[] };
  expect(items).toHaveLength(1);
  expect(items[0]?.recipients.map(({ address }) => address)).toEqual([
    'anna@fabrikam.example',
    'stranger@nowhere.example',
  ]);
  await page.context().close();
});

test('S9: a quick campaign is prepared, looked at and started in the console', async () => {
  const page = await openConsole('/campaigns');
  await api(page, '/records/lead', {
    fields: { firstName: 'Lea', lastName: 'Long' },
    addresses: ['lea@fabrikam.example'],
  });
  await page.getByRole('button', { name: 'New campaign' }).click();
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Spring');
  await page.getByLabel('Kind of record').selectOption('lead');
  await page.getByRole('textbox', { name: 'Subject' }).fill('Service for {{recipient.firstName}}');
  await page.getByRole('textbox', { name: 'Text' }).click();
  await page.keyboard.type('Dear {{recipient.firstName}}');
  await page.getByRole('button', { name: 'Find the members' }).click();
  await page.getByText('1 member: 1 gets the mail, 0 do not.').waitFor();
  await page.getByRole('button', { name: 'Preview for Lea Long' }).click();
  await page.getByRole('heading', { name: 'Service for Lea' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Start sending' }).click();
  await page.getByText('Starting', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('Stopped', { exact: true }).waitFor();
  await page.context().close();
});

test('S14: a workflow is written, tried and switched off in the console, and its history tells what it did', async () => {
  const page = await openConsole('/workflows');
  await page.getByText('No workflows yet').waitFor();
  await api(page, '/templates', {
    name: 'Welcome',
    subject: 'Welcome {{recipient.firstName}}',
    html: '<p>Good to know you</p>',
    scope: 'organization',
  });
  await page.getByRole('button', { name: 'New workflow' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Welcome a lead');
  await page.getByLabel('Kind of record').selectOption('lead');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByLabel('Field of condition 1').selectOption('company');
  await page.getByLabel('Value of condition 1').fill('pumps');
  await page.getByLabel('Send this template').selectOption('Welcome');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('When a record is created: Lead: “Welcome” to the record itself').waitFor();
  await api(page, '/records/lead', {
    fields: { firstName: 'Nora', lastName: 'Pipe', company: 'Pumps' },
    addresses: ['nora@pumps.example'],
  });
  const history = page.getByRole('list', { name: 'History' });
  await history.getByRole('link', { name: 'Nora Pipe' }).waitFor({ timeout: 20_000 });
  await history.getByRole('link', { name: 'sent', exact: true }).waitFor({ timeout: 20_000 });
  await page.getByLabel('What would it do for this record').fill('Nora');
  await page.getByRole('option', { name: /Nora Pipe/ }).click();
  await page.getByText('It would send to Nora Pipe, nora@pumps.example:').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('It is paused: nothing is sent.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No workflows yet').waitFor();
  await page.context().close();
});
