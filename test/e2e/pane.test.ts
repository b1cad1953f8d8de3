import { randomBytes } from 'node:crypto';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { signInWindow } from '../support/pane.ts';
import { type PaneTenant, addPaneTenant, annasMail } from '../support/pane-tenant.ts';
import { dropMessage, openPane, openSimulator, selectMessage, setFault, togglePin } from '../support/simulator.ts';

let browser: Browser;
let installation: Installation;
let context: BrowserContext;
let page: Page;
let tenant: PaneTenant;
beforeAll(async () => {
  [browser, installation] = await Promise.all([launchBrowser(), startInstallation()]);
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
});
beforeEach(async () => {
  context = await browser.newContext({ ignoreHTTPSErrors: true });
  page = await context.newPage();
  tenant = await addPaneTenant(installation, page, randomBytes(4).toString('hex'));
});
afterEach(() => context.close());

/** The pane beside Anna's mail, signed in. */
const openSignedIn = async (profile: '1.5' | '1.9' | '1.16' = '1.16'): Promise<Frame> => {
  await openSimulator(page, installation.running.simulatorUrl!, { profile });
  await dropMessage(page, 'second.eml', annasMail(tenant, 'Second mail'));
  await dropMessage(page, 'first.eml', annasMail(tenant, 'First mail'));
  const pane = await openPane(page);
  await signInWindow(page, pane, tenant);
  await pane.getByText('Not tracked').waitFor();
  return pane;
};

const tracked = (pane: Frame) => pane.getByText('Tracked in CRM', { exact: true });
const activities = async (): Promise<CallOutput<'listActivities'>['items']> => {
  const response = await page.request.get(`${installation.running.localUrl}/api/v1/activities`, {
    headers: { authorization: `Bearer ${tenant.token}` },
  });
  return ((await response.json()) as CallOutput<'listActivities'>).items;
};

test('P12: with the keyboard alone a mail is tracked with a regarding, and untracked again', async () => {
  const pane = await openSignedIn();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 40; presses += 1) {
      const here = await pane.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      );
      if (here === name) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${name} cannot be reached by Tab`);
  };
  await pane.getByRole('button', { name: /^Account of/ }).focus();
  await tabTo('Set regarding');
  await press('Enter');
  await pane.getByRole('option', { name: /40 pumps/ }).waitFor();
  await page.keyboard.type('40 pumps');
  await pane.getByText(/^Results · 1 record$/).waitFor();
  await press('ArrowDown', 'Enter');
  await tabTo('Track');
  await press('Enter');
  await tracked(pane).waitFor();
  expect(await activities()).toMatchObject([{ subject: 'First mail', regarding: [{ id: tenant.deal.id }] }]);
  await tabTo('Untrack');
  await press('Enter');
  await pane.getByRole('alertdialog').waitFor();
  await press('ArrowDown');
  await tabTo('Untrack');
  await press('Enter');
  await pane.getByText('Not tracked').waitFor();
  expect(await activities()).toEqual([]);
});

test('P16: the pinned pane follows the selection, and what was begun for one mail stays with it', async () => {
  const pane = await openSignedIn();
  await togglePin(page);
  await setFault(page, 'latencyMs', '1000');
  await pane.getByRole('button', { name: 'Track in CRM' }).click();
  await selectMessage(page, 'Second mail');
  await pane.getByRole('heading', { name: 'Second mail' }).waitFor();
  await pane.getByText(/“First mail”/).waitFor();
  await pane.getByText('Not tracked').waitFor();
  expect((await activities()).map(({ subject }) => subject)).not.toContain('Second mail');
});

test('P17: under 1.9 the mail is rebuilt from its parts, and the pane says so', async () => {
  const pane = await openSignedIn('1.9');
  await pane.getByRole('button', { name: 'Track in CRM' }).click();
  await tracked(pane).waitFor();
  expect(await activities()).toMatchObject([{ source: 'reconstructed' }]);
  await pane.getByText('Why?').click();
  await pane.getByText(/Rebuilt from what this Outlook gives/).waitFor();
});

test('P17: when Outlook keeps answering 5001 the mail is tracked all the same', async () => {
  const pane = await openSignedIn();
  await setFault(page, 'eml', 'always');
  await pane.getByRole('button', { name: 'Track in CRM' }).click();
  await tracked(pane).waitFor();
  expect(await activities()).toMatchObject([{ source: 'reconstructed' }]);
});

test('P1: two Outlooks show the same, and the second restores nothing of the first', async () => {
  const pane = await openSignedIn();
  await pane.getByRole('button', { name: 'Track in CRM' }).click();
  await tracked(pane).waitFor();
  const other = await browser.newContext({ ignoreHTTPSErrors: true });
  const elsewhere = await other.newPage();
  await openSimulator(elsewhere, installation.running.simulatorUrl!, { profile: '1.12' });
  await dropMessage(elsewhere, 'first.eml', annasMail(tenant, 'First mail'));
  const second = await openPane(elsewhere);
  await signInWindow(elsewhere, second, tenant);
  await tracked(second).waitFor();
  await other.close();
});

test('P1: a pane that is opened again is signed in, with at most 3 requests before the answer', async () => {
  const pane = await openSignedIn();
  await pane.getByText('Anna Berg').first().waitFor();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/')) asked.push(new URL(request.url()).pathname);
  });
  await pane.evaluate(() => location.reload());
  await pane.getByText('Not tracked').waitFor();
  await pane.getByRole('button', { name: 'Show card of Anna Berg' }).waitFor();
  expect(asked).toHaveLength(3);
});

test('I2: a second Outlook is told who synchronizes, and takes over when asked to', async () => {
  const pane = await openSignedIn();
  await pane.getByRole('button', { name: 'Use this one' }).click();
  await pane.getByText('This Outlook is now the synchronizing one.').waitFor();
  const other = await browser.newContext({ ignoreHTTPSErrors: true });
  const elsewhere = await other.newPage();
  await openSimulator(elsewhere, installation.running.simulatorUrl!, { profile: '1.16' });
  await dropMessage(elsewhere, 'first.eml', annasMail(tenant, 'First mail'));
  const second = await openPane(elsewhere);
  await signInWindow(elsewhere, second, tenant);
  // The simulated Outlooks look alike; these are two.
  await second.getByRole('button', { name: 'No, keep both' }).click();
  await second.getByText(/Shall this Outlook take its place/).waitFor();
  await second.getByRole('button', { name: 'Use this one' }).click();
  await second.getByRole('button', { name: 'Yes, take over' }).click();
  await second.getByText('This Outlook is now the synchronizing one.').waitFor();
  await other.close();
});

test('I8: an Outlook with cleared storage takes the place of its former self and goes on synchronizing', async () => {
  const pane = await openSignedIn();
  await pane.getByRole('button', { name: 'Use this one' }).click();
  await pane.getByText('This Outlook is now the synchronizing one.').waitFor();
  const cleared = await browser.newContext({ ignoreHTTPSErrors: true });
  const again = await cleared.newPage();
  await openSimulator(again, installation.running.simulatorUrl!, { profile: '1.16' });
  await dropMessage(again, 'first.eml', annasMail(tenant, 'First mail'));
  const second = await openPane(again);
  await signInWindow(again, second, tenant);
  await second.getByText(/^This replaces Outlook on the web, .*, last seen/).waitFor();
  await second.getByRole('button', { name: 'Yes, it replaces it' }).click();
  await second.getByText(/^This Outlook has taken the place of/).waitFor();
  expect(await second.getByRole('button', { name: 'Use this one' }).count()).toBe(0);
  await second.getByRole('button', { name: /^Account of/ }).click();
  await second.getByText(/Synchronizes since/).waitFor();
  expect(await second.getByText(/this one/).count()).toBe(1);
  expect(await second.getByRole('button', { name: /^Sign out Outlook/ }).count()).toBe(0);
  await pane.evaluate(() => location.reload());
  await pane.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await cleared.close();
});

test('a pane whose program does not arrive says why within 10 s and shows the way to the browser', async () => {
  await context.route(/\/addin\/assets\/taskpane/, (route) => route.abort());
  await openSimulator(page, installation.running.simulatorUrl!, { profile: '1.16' });
  await dropMessage(page, 'first.eml', annasMail(tenant, 'First mail'));
  await page.locator('.addin-command').first().click();
  const pane = page.frameLocator('iframe[data-frame=pane]');
  await pane.getByRole('alert').getByText('The pane could not start.').waitFor({ timeout: 10_000 });
  expect(await pane.getByRole('link', { name: 'Open Correspond in the browser' }).getAttribute('href')).toBe(
    '/console',
  );
});

test('a pane whose office.js is kept away says so', async () => {
  await context.route(/office.*\.js/, (route) =>
    route.request().url().includes('/assets/') ? route.continue() : route.abort(),
  );
  await page.goto(`${installation.running.localUrl}/addin/taskpane.html`);
  const way = page.getByRole('link', { name: 'Sign in here instead' }).or(page.getByLabel('E-mail'));
  await way.first().waitFor({ timeout: 10_000 });
  await page.getByLabel('E-mail').fill(tenant.email);
  await page.getByLabel('Password', { exact: true }).fill(tenant.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText(/office.js\) did not load/).waitFor();
});

test('P14: a server that is away is named, and what was tracked meanwhile follows by itself', async () => {
  const pane = await openSignedIn();
  await context.route('**/api/v1/**', (route) => route.abort());
  await pane.getByRole('button', { name: 'Track in CRM' }).click();
  await pane
    .getByText(/The server cannot be reached. The mail is kept here/)
    .first()
    .waitFor();
  await context.unroute('**/api/v1/**');
  await tracked(pane).waitFor();
});

const withAttachments = (): Buffer => {
  const part = (name: string) =>
    [
      '--b',
      `Content-Type: application/pdf; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      'UERG',
    ].join('\r\n');
  const head = annasMail(tenant, 'With attachments').toString().split('\r\n\r\n')[0] ?? '';
  const headers = head
    .split('\r\n')
    .filter((line) => !/^(content-|mime-version)/i.test(line))
    .join('\r\n');
  const text = '--b\r\nContent-Type: text/plain\r\n\r\nHello';
  return Buffer.from(
    `${headers}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${[text, part('offer.pdf'), part('plan.pdf')].join('\r\n')}\r\n--b--\r\n`,
  );
};

test.each(['1.16', '1.9'] as const)(
  'P8: under %s the attachment that was left out is the one that is not stored',
  async (profile) => {
    await openSimulator(page, installation.running.simulatorUrl!, { profile });
    await dropMessage(page, 'mail.eml', withAttachments());
    const pane = await openPane(page);
    await signInWindow(page, pane, tenant);
    await pane.getByRole('button', { name: 'Options' }).click();
    await pane.getByRole('checkbox', { name: 'offer.pdf' }).uncheck();
    await pane.getByRole('switch', { name: 'Private' }).check();
    await pane.getByRole('button', { name: 'Track in CRM' }).click();
    await tracked(pane).waitFor();
    expect(await activities()).toMatchObject([{ visibility: 'private', attachments: [{ name: 'plan.pdf' }] }]);
  },
);

test('P15: with the setting on, a tracked mail carries the category in the list', async () => {
  const pane = await openSignedIn();
  await pane.getByRole('button', { name: /^Account of/ }).click();
  // The switch shows what the server keeps, so it turns when the answer is there.
  await pane.getByRole('switch', { name: /category CRM/, disabled: false }).click();
  await pane.getByRole('switch', { name: /category CRM/, checked: true }).waitFor();
  await pane.getByRole('button', { name: 'Back' }).click();
  await pane.getByRole('button', { name: 'Track in CRM' }).click();
  await tracked(pane).waitFor();
  const categories = () =>
    page.evaluate(() => {
      const { openKey, items } = window.simulatedOutlook!.state();
      return openKey === null ? [] : [...(items.get(openKey)?.categories ?? [])];
    });
  await expect.poll(categories).toEqual(['CRM']);
});
