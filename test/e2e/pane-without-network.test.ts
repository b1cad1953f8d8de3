import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startInstallation } from '../support/installation.ts';
import { signInWindow } from '../support/pane.ts';
import { addPaneTenant, annasMail } from '../support/pane-tenant.ts';
import { dropMessage, openPane, openSimulator, paneFrame } from '../support/simulator.ts';

test('P14: a pane that was open once opens without the server, keeps what is tracked there, and sends it later', async () => {
  // A service worker is fetched only over a certificate that the browser takes, whatever its pages were allowed.
  await using browser = await launchBrowser(['--ignore-certificate-errors']);
  await using installation = await startInstallation();
  const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  const tenant = await addPaneTenant(installation, page, randomBytes(4).toString('hex'));
  await openSimulator(page, installation.running.simulatorUrl!, { profile: '1.16' });
  await dropMessage(page, 'mail.eml', annasMail(tenant, 'First mail'));
  const first = await openPane(page);
  await signInWindow(page, first, tenant);
  await first.getByText('Not tracked').waitFor();
  await first.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const reopen = async () => {
    const button = page.locator('.addin-command').first();
    await page.locator('.task-pane-head button').last().click();
    await page.locator('iframe[data-frame=pane]').waitFor({ state: 'detached' });
    await button.click();
    return paneFrame(page);
  };
  // office.js of the simulated Outlook is kept when it is used; Microsoft's lies in the browser's own cache.
  const second = await reopen();
  await second.getByText('Not tracked').waitFor();
  await installation.restart(async () => {
    const pane = await reopen();
    await pane.getByText('Not known').waitFor();
    await pane.getByRole('button', { name: 'Track in CRM' }).click();
    await pane.getByText('Kept here', { exact: true }).waitFor();
    const kept = await pane.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    const own = /^\/(addin\/(assets\/|taskpane\.html$)|officejs\/)/;
    expect(kept.length).toBeGreaterThan(20);
    expect(kept.filter((path) => !own.test(path))).toEqual([]);
  });
  const pane = await paneFrame(page);
  await pane.evaluate(() => void window.dispatchEvent(new Event('online')));
  await pane.getByText('Tracked in CRM', { exact: true }).waitFor();
  await pane.getByText('The server cannot be reached.').waitFor({ state: 'detached' });
});
