import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { type DavServer, startRadicale } from '../support/dav-server.ts';
import { type Installation, startInnerInstallation } from '../support/installation.ts';
import { addColleague, addTenant, type Tenant } from '../support/tenant.ts';

let browser: Browser;
let installation: Installation;
let server: DavServer;
let uma: Tenant;
let vera: Tenant;
let zoe: Tenant;
beforeAll(async () => {
  [browser, installation, server] = await Promise.all([launchBrowser(), startInnerInstallation(), startRadicale()]);
  const { app } = installation.running;
  uma = await addTenant(app, 'Mapping', 'uma@mapping.test');
  vera = await addColleague(app, uma, { email: 'vera@mapping.test', name: 'Vera Neu' });
  zoe = await addTenant(app, 'Elsewhere', 'zoe@elsewhere.test');
  await server.person.makeBook('contacts');
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const isEnabled = async (page: Page, { token }: Tenant): Promise<boolean | undefined> => {
  const url = `${installation.running.localUrl}/api/v1/me/synchronization`;
  const response = await page.request.fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return ((await response.json()) as { account: { enabled: boolean } | null }).account?.enabled;
};

const openSynchronization = async (tenant: Tenant): Promise<Page> => {
  const look = { viewport: { width: 1280, height: 900 } };
  const page = await openConsoleAt({ browser, installation, tenant }, '/synchronization', look);
  page.setDefaultTimeout(15_000);
  return page;
};

/** Enters the account and presses the button. */
const connect = async (page: Page): Promise<void> => {
  const form = page.getByRole('region', { name: 'Connect your account' });
  await form.getByRole('textbox', { name: 'Address' }).fill(server.url);
  await form.getByRole('textbox', { name: 'User name' }).fill(server.user);
  await form.getByLabel('Password or app password').fill(server.secret);
  await form.getByRole('button', { name: 'Test and enable' }).click();
};

const expectAccessible = async (page: Page): Promise<void> => {
  expect(await seriousFindings(page)).toEqual([]);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await over(), `at ${width} px`).toBeLessThanOrEqual(0);
  }
};

test('I5: whoever connects a mailbox that another has is asked; no changes nothing, yes takes it over, and the other is alerted', async () => {
  const hers = await openSynchronization(uma);
  await connect(hers);
  await hers.getByRole('region', { name: 'Your account' }).getByText('Works').waitFor();

  const page = await openSynchronization(vera);
  await connect(page);
  const dialog = page.getByRole('alertdialog', { name: 'Connect this mailbox for you?' });
  await dialog.getByText(/Uma Tracker has had this mailbox connected since/).waitFor();
  await dialog.getByText('No: everything stays as it is.').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'No', exact: true }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect([await isEnabled(page, uma), await isEnabled(page, vera)]).toEqual([true, undefined]);

  await page.getByRole('button', { name: 'Test and enable' }).click();
  await dialog.getByRole('button', { name: 'Yes', exact: true }).click();
  await page.getByRole('region', { name: 'Your account' }).getByText('Works').waitFor();
  expect([await isEnabled(page, uma), await isEnabled(page, vera)]).toEqual([false, true]);

  await hers.reload();
  const alerts = hers.getByRole('region', { name: 'What you should know' });
  await alerts.getByText(/Vera Neu has connected your mailbox/).waitFor();
  await hers.getByRole('region', { name: 'Your account' }).getByText('Switched off').waitFor();
  await expectAccessible(hers);
  await alerts.getByRole('button', { name: /^Put away/ }).press('Enter');
  await alerts.waitFor({ state: 'detached' });
});

test('I6: a mailbox that another organization synchronizes stays connected here without being synchronized, unless the person says yes', async () => {
  const page = await openSynchronization(zoe);
  await connect(page);
  const dialog = page.getByRole('alertdialog', { name: 'Synchronize this mailbox here?' });
  await dialog.getByText(/Another organization has synchronized this mailbox since/).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'No', exact: true }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect([await isEnabled(page, vera), await isEnabled(page, zoe)]).toEqual([true, false]);
  await page.getByRole('button', { name: 'Test and enable' }).click();
  await dialog.getByRole('button', { name: 'Yes', exact: true }).click();
  await page.getByRole('region', { name: 'Your account' }).getByText('Works').waitFor();
  expect([await isEnabled(page, vera), await isEnabled(page, zoe)]).toEqual([false, true]);
  const theirs = await openSynchronization(vera);
  await theirs
    .getByText(/Another organization synchronizes your mailbox now/)
    .first()
    .waitFor();
});
