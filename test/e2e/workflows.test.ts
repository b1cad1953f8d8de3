import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { type Installation, startSendingInstallation } from '../support/installation.ts';
import { callBeside } from '../support/pane.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';

let browser: Browser;
let smtp: ScriptedSmtp;
let installation: Installation;
let tenant: Tenant;
beforeAll(async () => {
  [browser, smtp] = await Promise.all([launchBrowser(), startScriptedSmtp()]);
  installation = await startSendingInstallation(smtp.port);
  tenant = await addTenant(installation.running.app, 'Flows', 'uma@contoso.test');
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
  await smtp.stop();
});

const focusedName = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0] : null;
    return at?.getAttribute('aria-label') ?? label?.textContent ?? at?.textContent ?? '';
  });

/** Goes on with Tab until this has the focus. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  await expect
    .poll(async () => {
      await page.keyboard.press('Tab');
      return focusedName(page);
    })
    .toMatch(name);
};

const lead = (firstName: string, company: string) => ({
  fields: { firstName, lastName: 'Pipe', company },
  addresses: [`${firstName}@pumps.example`.toLowerCase()],
});

test('S14: a workflow is written with the keyboard alone, sends one mail for each event that meets it, and shows what it did', async () => {
  const page = await openConsoleAt({ browser, installation, tenant }, '/workflows/new');
  const beside = { page, installation, tenant };
  await page.getByText('There is no e-mail template with a subject that everybody may use').waitFor();
  await page.getByRole('link', { name: 'Open the templates' }).click();
  await page.getByText('No templates yet').waitFor();
  await callBeside(beside, '/templates', {
    name: 'Welcome',
    subject: 'Welcome {{recipient.firstName}}',
    html: '<p>Good to know you</p>',
    scope: 'organization',
  });
  await page.goto(`${installation.running.localUrl}/console/workflows`);
  await page.getByText('No workflows yet').waitFor();
  await page.getByRole('button', { name: 'New workflow' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New workflow' }).waitFor();
  await page.getByLabel('Send this template').waitFor();
  await expect.poll(() => focusedName(page)).toBe('New workflow');
  await tabTo(page, /^Name/);
  await page.keyboard.type('Welcome a lead');
  await tabTo(page, /^Kind of record/);
  await page.keyboard.type('Lead');
  await tabTo(page, /^Add a condition/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focusedName(page)).toBe('Field of condition 1');
  await tabTo(page, /^Remove condition 1/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focusedName(page)).toBe('Add a condition');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Company');
  await tabTo(page, /^Value of condition 1/);
  await page.keyboard.type('pumps');
  await tabTo(page, /^Send this template/);
  await page.keyboard.type('Welcome');
  expect(await seriousFindings(page)).toEqual([]);
  await tabTo(page, /^Save/);
  await page.keyboard.press('Enter');
  await page.getByText('When a record is created: Lead: “Welcome” to the record itself').waitFor();

  await callBeside(beside, '/records/lead', lead('Nora', 'Pumps'));
  await callBeside(beside, '/records/lead', lead('Otto', 'Bakery'));
  await callBeside(beside, '/records/lead', { ...lead('Gaps', 'Pumps'), addresses: [] });
  const history = page.getByRole('list', { name: 'History' });
  await history.getByRole('link', { name: 'Nora Pipe' }).waitFor({ timeout: 20_000 });
  await history.getByText(/no address/).waitFor({ timeout: 20_000 });
  await history.getByRole('link', { name: 'sent', exact: true }).waitFor({ timeout: 20_000 });
  await expect.poll(() => smtp.mails.map(({ to }) => to)).toEqual([['nora@pumps.example']]);
  expect(await history.getByRole('listitem').count()).toBe(2);
  await page.getByText('1 sent, 1 skipped, 0 failed').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await history.getByRole('link', { name: 'sent', exact: true }).click();
  await page.getByRole('heading', { name: /^Welcome Nora/ }).waitFor();
  await page.goBack();

  await page.getByLabel('What would it do for this record').fill('Nora');
  await page.getByRole('option', { name: /Nora Pipe/ }).click();
  await page.getByText('It would send to Nora Pipe, nora@pumps.example:').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('It is paused: nothing is sent.').waitFor();
  await callBeside(beside, '/records/lead', lead('Paula', 'Pumps'));
  await history.getByText(/the workflow was paused/).waitFor({ timeout: 20_000 });
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No workflows yet').waitFor();
  expect(smtp.mails).toHaveLength(1);
  await page.context().close();
});
