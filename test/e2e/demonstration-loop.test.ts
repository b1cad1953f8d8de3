import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demonstrationAccounts } from '../../server/seed/demonstration-accounts.ts';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Installation, startDemonstration } from '../support/installation.ts';
import { callBeside, signInWindow } from '../support/pane.ts';
import { messageRow, openFolder, openPane, openSimulator, selectMessage } from '../support/simulator.ts';
import { tokenOf } from '../support/tenant.ts';

let browser: Browser;
let installation: Installation;
beforeAll(async () => {
  browser = await launchBrowser();
  installation = await startDemonstration();
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
});

const robin = demonstrationAccounts[0]!;

const openConsole = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${installation.running.localUrl}/console${path}`);
  await page.getByLabel('E-mail').fill(robin.email);
  await page.getByLabel('Password', { exact: true }).fill(robin.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

const writeTo = async (page: Page, name: RegExp, subject: string): Promise<void> => {
  const to = page.getByRole('combobox', { name: 'To' });
  await to.fill('Anna');
  await page.getByRole('option', { name }).click();
  await page.getByRole('textbox', { name: 'Subject' }).fill(subject);
  await page.getByRole('textbox', { name: 'Text' }).click();
  await page.keyboard.type('Shall we come on Thursday?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
};

test('S16: sent from the console it reaches the sandbox, and an answer written there stands on the timeline with its why', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, bypassCSP: true, locale: 'en-US' });
  const crm = await context.newPage();
  await openConsole(crm, '/write');
  await writeTo(crm, /Anna Keller/, 'Commissioning date');
  await crm.getByText('Sent to the sandbox', { exact: true }).first().waitFor();
  expect(await crm.getByText(/· sent$/).count()).toBe(0);
  const outlook = await context.newPage();
  await openSimulator(outlook, installation.running.simulatorUrl!, { profile: '1.16', manifest: 'admin' });
  await openFolder(outlook, 'sandbox');
  const row = await outlook.getByRole('option').filter({ hasText: 'Commissioning date' }).innerText();
  const token = /\[CRM-[^\]]+\]/.exec(row)![0];
  await selectMessage(outlook, `Commissioning date ${token}`);
  await outlook.getByRole('button', { name: 'Reply', exact: true }).click();
  await outlook.getByText('Anna Keller <anna.keller@harborwater.example>').waitFor();
  await outlook.getByRole('textbox', { name: 'Message body' }).click();
  await outlook.keyboard.type('Thursday suits us.');
  await outlook.getByRole('button', { name: 'Send', exact: true }).click();
  await openFolder(outlook, 'sent');
  expect(await messageRow(outlook, `Re: Commissioning date ${token}`).count()).toBe(0);
  await openFolder(outlook, 'inbox');
  await messageRow(outlook, `Re: Commissioning date ${token}`).waitFor();
  await crm.getByRole('link', { name: 'Open as activity' }).click();
  await crm.getByRole('link', { name: 'Anna Keller' }).first().click();
  await crm.getByRole('heading', { name: 'Anna Keller' }).waitFor();
  await crm.getByRole('link', { name: `Re: Commissioning date ${token}` }).click();
  await crm.frameLocator('iframe').getByText('Thursday suits us.').waitFor();
  await crm.getByText(/it continues tracked mail/).waitFor();
  expect(await seriousFindings(crm)).toEqual([]);
  await context.close();
});

test('P7, A20: installed by oneself, with no router and no mailbox, the blind copy records the mail once it is sent', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  const page = await context.newPage();
  const tenant = await tokenOf(installation.running.app, 'Northbrook Pumps', robin);
  const beside = { page, installation, tenant };
  const changed = await page.request.patch(`${installation.running.localUrl}/api/v1/settings`, {
    headers: { authorization: `Bearer ${tenant.token}` },
    data: { dropDomain: 'drop.northbrook.example' },
  });
  expect(changed.status()).toBe(200);
  await openSimulator(page, installation.running.simulatorUrl!, { profile: '1.9', manifest: 'user' });
  await page.getByRole('button', { name: 'New mail' }).click();
  await page.getByLabel('To', { exact: true }).fill('anna.keller@harborwater.example');
  await page.getByLabel('Subject').fill('Drawings of station 4');
  const pane = await openPane(page);
  await signInWindow(page, pane, tenant);
  await pane.getByRole('switch', { name: 'Track when sent' }).click();
  await pane.getByRole('checkbox', { name: /^Put drop-.*@drop\.northbrook\.example into Bcc$/ }).click();
  await pane.getByText('A blind copy, which you see in the Bcc field').waitFor();
  expect(await page.getByLabel('Bcc').inputValue()).toMatch(/^drop-[0-9a-f]{25}@drop\.northbrook\.example$/);
  expect(await seriousFindings(pane)).toEqual([]);
  await expect
    .poll(() => page.getByLabel('Subject').inputValue())
    .toMatch(/^Drawings of station 4 \[CRM-[0-9A-Z]+-[0-9A-Z]{13}\]$/);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Select an item to read').waitFor();
  const ask = async <Answer>(path: string) => (await (await callBeside(beside, path)).json()) as Answer;
  const recorded = async () =>
    (await ask<{ items: { subject: string; why: string }[] }>('/activities?limit=50')).items.filter(({ subject }) =>
      subject.startsWith('Drawings of station 4'),
    );
  await expect.poll(recorded).toMatchObject([
    {
      direction: 'outgoing',
      status: 'sent',
      source: 'original',
      why: expect.stringContaining('Tracked on sending by Robin Novak') as string,
    },
  ]);
  expect(JSON.stringify(await recorded())).not.toContain('drop-');
  expect((await ask<{ items: unknown[] }>('/track-tickets')).items).toEqual([]);
  await context.close();
});
