import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { eml } from '../support/eml.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';

let browser: Browser;
let installation: Installation;
let tenant: Tenant;
beforeAll(async () => {
  browser = await launchBrowser();
  installation = await startInstallation();
  tenant = await addTenant(installation.running.app, 'Router rooms', 'uma@contoso.test');
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
});

/** A mail server hands a mail to Uma over. */
const deliver = async (page: Page, id: string, mail: Parameters<typeof eml>[0] = {}): Promise<void> => {
  const address = `${installation.running.localUrl}/api/v1/router/deliver?mailbox=uma%40contoso.test`;
  const response = await page.request.post(address, {
    headers: { authorization: `Bearer ${tenant.token}`, 'content-type': 'message/rfc822' },
    data: eml({ id: `${id}@fabrikam.example`, to: 'uma@contoso.test', ...mail }),
  });
  expect(response.ok()).toBe(true);
};

test('A4, A14, A24: a mail that is not tracked says why; what is held is read, tried and discarded; a rule tracks the next', async () => {
  const page = await openConsoleAt({ browser, installation, tenant }, '/log', {
    viewport: { width: 1280, height: 900 },
  });
  await page.getByRole('heading', { name: 'Nothing came yet' }).waitFor();
  await deliver(page, 'first', { subject: 'Tender for pumps' });
  await deliver(page, 'broken', { headers: [`X-Long: ${'x'.repeat(110 * 1024)}`] });

  await page.reload();
  await page.getByText('Tender for pumps').waitFor();
  await page.getByRole('button', { name: 'Continues no tracked mail', exact: true }).press('Enter');
  await page.getByText('Not tracked because it continues no tracked mail, and only such mail is taken.').waitFor();
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('held');
  await page.getByText('Tender for pumps').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Could not be read', exact: true }).press('Enter');
  await page.getByRole('link', { name: 'Go to held mail' }).click();

  await page.getByRole('button', { name: 'View the source of <broken@fabrikam.example>' }).click();
  await page.getByRole('region', { name: 'View source' }).getByText('X-Long: xxx').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Try all again' }).click();
  await page.getByText('1 done, 1 without success.').waitFor();
  await page.getByText('2 attempts').waitFor();
  await page.getByRole('button', { name: 'Discard <broken@fabrikam.example>' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('heading', { name: 'Nothing is held' }).waitFor();

  await page.getByRole('link', { name: 'Automatic tracking' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByRole('textbox', { name: /^Name/ }).fill('Tenders');
  await page.getByRole('textbox', { name: 'Words in the subject' }).fill('tender, pumps');
  await page.getByRole('button', { name: 'Keep the rule' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. It counts from the next mail on.').waitFor();
  await deliver(page, 'second', { subject: 'Tender for more pumps' });
  await page.getByRole('link', { name: 'Router log' }).click();
  await page.getByRole('button', { name: 'Tracked by a rule', exact: true }).press('Enter');
  await page.getByText('Tracked because it meets the rule “Tenders” of Uma Tracker.').waitFor();
  await page.getByRole('link', { name: 'Open the tracked mail' }).click();
  await page.getByRole('heading', { name: 'Tender for more pumps' }).waitFor();
  await page.context().close();
});
