import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { doors } from '../../addin/console/rooms.ts';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { eml } from '../support/eml.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { callBeside } from '../support/pane.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';

let browser: Browser;
let installation: Installation;
let tenant: Tenant;
beforeAll(async () => {
  browser = await launchBrowser();
  installation = await startInstallation();
  tenant = await addTenant(installation.running.app, 'Console', 'uma@contoso.test');
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
});

const track = async (page: Page, message: string): Promise<void> => {
  const response = await page.request.post(`${installation.running.localUrl}/api/v1/promotions`, {
    headers: { authorization: `Bearer ${tenant.token}`, 'content-type': 'message/rfc822' },
    data: message,
  });
  expect(response.ok()).toBe(true);
};

interface Look {
  readonly language: 'en-US' | 'es-ES';
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

/** The console signed in, with its first room. */
const openConsole = async ({ language, width, colorScheme }: Look): Promise<Page> => {
  const look = { locale: language, viewport: { width, height: 800 }, colorScheme };
  const page = await openConsoleAt({ browser, installation, tenant }, '', look);
  await page.getByRole('heading', { name: language === 'es-ES' ? 'Registros' : 'Records', exact: true }).waitFor();
  return page;
};

test.each<Look>([
  { language: 'en-US', width: 1280, colorScheme: 'light' },
  { language: 'es-ES', width: 1280, colorScheme: 'dark' },
  { language: 'es-ES', width: 400, colorScheme: 'light' },
])('P12: every room of the console, $language, $width pixels, $colorScheme: nothing serious for axe', async (look) => {
  const page = await openConsole(look);
  await track(page, eml({ id: `axe-${look.width}-${look.colorScheme}@fabrikam.example` }));
  const rooms = await page
    .locator('nav a[href^="/console"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(rooms).toHaveLength(doors.flatMap((group) => group.rooms).length);
  const menu = page.locator('button[aria-controls][aria-expanded]').first();
  for (const room of rooms) {
    if (look.width < 760) await menu.click();
    await page.locator(`nav a[href="${room}"]`).click();
    await page.locator(`nav a[href="${room}"][aria-current=page]`).waitFor({ state: 'attached' });
    if (look.width < 760) expect(await menu.getAttribute('aria-expanded')).toBe('false');
    await page.locator('main h1, main h2').first().waitFor();
    expect(await seriousFindings(page), room).toEqual([]);
  }
  await page.context().close();
});

test('R6: an unresolved address is resolved everywhere with preview, and undone', async () => {
  const page = await openConsole({ language: 'en-US', width: 1280, colorScheme: 'light' });
  const stranger = 'zoe@stranger.example';
  await track(page, eml({ id: 'zoe-1@stranger.example', from: `Zoe Marsh <${stranger}>`, subject: 'First' }));
  await track(page, eml({ id: 'zoe-2@stranger.example', from: `Zoe Marsh <${stranger}>`, subject: 'Second' }));
  const beside = { page, installation, tenant };
  const created = await callBeside(beside, '/records/contact', { fields: { firstName: 'Zoe', lastName: 'Marsh' } });
  const { id } = (await created.json()) as { id: string };
  const linked = async () => {
    const list = await callBeside(beside, `/activities?party=contact:${id}`);
    return ((await list.json()) as { items: unknown[] }).items.length;
  };
  await page.getByRole('link', { name: 'Unresolved addresses' }).click();
  await page.getByRole('button', { name: `Resolve ${stranger}` }).click();
  await page
    .getByRole('button', { name: 'Contact: Zoe Marsh' })
    .or(page.getByTitle('Contact: Zoe Marsh'))
    .first()
    .click();
  await page.getByText('2 mails would be linked to Zoe Marsh.').waitFor();
  expect(await linked()).toBe(0);
  await page.getByRole('button', { name: 'Resolve everywhere' }).click();
  await page.getByText('2 mails are linked to Zoe Marsh.').waitFor();
  expect(await linked()).toBe(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone.', { exact: true }).waitFor();
  expect(await linked()).toBe(0);
  await page.context().close();
});
