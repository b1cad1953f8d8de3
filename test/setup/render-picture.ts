/**
 * Makes the pictures of README.md from the demonstration: docs/images/pane.png is the simulated Outlook with the pane
 * beside a mail that was just tracked, docs/images/timeline.png the timeline of its sender in the console. `npx tsx` runs
 * it after a build.
 */
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { northbrookPeople } from '../../server/seed/demonstration-accounts.ts';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { startDemonstration } from '../support/installation.ts';
import { signInWindow } from '../support/pane.ts';
import { openPane, openSimulator, selectMessage } from '../support/simulator.ts';
import { tokenOf } from '../support/tenant.ts';

const folder = 'docs/images';
const subject = 'Station 4: measuring the base plates, Thursday 26 November';
const look = { locale: 'en-US', viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' } as const;

const take = async (page: Page, name: string): Promise<void> => {
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
};

const [robin] = northbrookPeople;
if (robin === undefined) throw new Error('The demonstration has nobody.');
await using installation = await startDemonstration();
const tenant = await tokenOf(installation.running.app, 'Northbrook Pumps', robin);
const browser = await launchBrowser();
try {
  await mkdir(folder, { recursive: true });
  const context = await browser.newContext({ ignoreHTTPSErrors: true, ...look });
  const outlook = await context.newPage();
  await openSimulator(outlook, installation.running.simulatorUrl ?? '', { profile: '1.16', theme: 'light' });
  await selectMessage(outlook, subject);
  const pane = await openPane(outlook);
  await signInWindow(outlook, pane, tenant);
  await pane.getByText('Not tracked').waitFor();
  await pane.getByRole('button', { name: 'Set regarding' }).click();
  await pane
    .getByRole('option', { name: /Station 4/ })
    .first()
    .click();
  await pane.getByRole('button', { name: 'Track', exact: true }).click();
  await pane.getByText('Tracked in CRM', { exact: true }).first().waitFor();
  await take(outlook, 'pane');
  const crm = await openConsoleAt({ browser, installation, tenant }, '', look);
  await crm.getByRole('link', { name: 'Anna Keller' }).click();
  await crm.getByRole('link', { name: subject }).waitFor();
  await take(crm, 'timeline');
} finally {
  await browser.close();
}
