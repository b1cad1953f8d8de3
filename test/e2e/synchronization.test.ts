import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { type DavServer, startRadicale } from '../support/dav-server.ts';
import { type Installation, startInnerInstallation } from '../support/installation.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';

let browser: Browser;
let installation: Installation;
let server: DavServer;
let tenant: Tenant;
let page: Page;
let book: string;
beforeAll(async () => {
  [browser, installation, server] = await Promise.all([launchBrowser(), startInnerInstallation(), startRadicale()]);
  tenant = await addTenant(installation.running.app, 'Synchronization', 'uma@contoso.test');
  const look = { viewport: { width: 1280, height: 900 } };
  page = await openConsoleAt({ browser, installation, tenant }, '/synchronization', look);
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** A call beside the browser, as another program of the same person makes it. */
const api = async <Answer>(method: string, path: string, data?: unknown): Promise<Answer> => {
  const response = await page.request.fetch(`${installation.running.localUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${tenant.token}` },
    ...(data === undefined ? {} : { data }),
  });
  expect(response.ok(), `${method} ${path}: ${response.status()}`).toBe(true);
  return (response.status() === 204 ? null : await response.json()) as Answer;
};

const addContact = async (name: string, fields: Record<string, string> = {}): Promise<string> => {
  const body = { name, addresses: [`${name.replace(' ', '.').toLowerCase()}@muster.example`], fields };
  return (await api<{ id: string }>('POST', '/records/contact', body)).id;
};

const region = (name: string) => page.getByRole('region', { name });
const button = (name: string) => page.getByRole('button', { name, exact: true });

/** The cards of the book, by the name on each. */
const cards = async (): Promise<Map<string, { path: string; text: string }>> => {
  const found = new Map<string, { path: string; text: string }>();
  for (const path of await server.person.list(book)) {
    const text = (await server.person.get(path)) ?? '';
    found.set(/FN:(.*)/.exec(text)?.[1]?.trim() ?? path, { path, text });
  }
  return found;
};

/** Presses the button, and waits until the cycle that it began has ended. */
const synchronizeNow = async (): Promise<void> => {
  const cycles = async () =>
    (
      await api<{ account: { health: { lastCycleAt: string }; running: boolean; nextCycleAt: string } }>(
        'GET',
        '/me/synchronization',
      )
    ).account;
  const before = (await cycles()).health.lastCycleAt;
  await button('Synchronize now').click();
  await expect.poll(async () => (await cycles()).health.lastCycleAt, { timeout: 15_000 }).not.toBe(before);
};

const expectAccessible = async (): Promise<void> => {
  expect(await seriousFindings(page)).toEqual([]);
  for (const width of [400, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await over(), `at ${width} px`).toBe(0);
  }
};

test('Y1, Y10: an account is connected after each step was told, one that failed with its remedy; contacts reach the book', async () => {
  await addContact('Anna Muster', { jobTitle: 'Buyer', city: 'Madrid' });
  await addContact('Bo Beispiel', { city: 'Porto' });
  const connect = region('Connect your account');
  await connect.getByRole('textbox', { name: 'Address' }).fill(server.url);
  await connect.getByRole('textbox', { name: 'User name' }).fill(server.user);
  await connect.getByLabel('Password or app password').fill('not the secret');
  await expectAccessible();
  await connect.getByLabel('Password or app password').press('Enter');
  const found = page.getByRole('list', { name: 'What the test found' });
  await found.getByText('Sign in: not passed').waitFor();
  await found.getByText('Check user name and password; some servers want a password for applications.').waitFor();

  book = await server.person.makeBook('contacts');
  await connect.getByLabel('Password or app password').fill(server.secret);
  await button('Test and enable').click();
  const account = region('Your account');
  await account.getByText('Works').waitFor();
  await account.getByText('Contacts: 2 linked').waitFor();
  expect([...(await cards()).keys()].sort()).toEqual(['Anna Muster', 'Bo Beispiel']);
  await region('What was done').getByRole('button', { name: 'Contacts: 2 written to your mailbox' }).click();
  await region('What was done').getByText('Anna Muster: written to your mailbox').waitFor();
  await expectAccessible();
});

test('Y5: a conflict is put to the person with both values; the answer stands on both sides, and the other value is taken back', async () => {
  await page.getByRole('combobox', { name: 'When both sides changed the same field' }).selectOption('Ask me each time');
  await region('How it is synchronized').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. It counts from the next synchronization on.').waitFor();
  const anna = (await cards()).get('Anna Muster');
  await server.person.put(anna?.path ?? '', anna?.text.replace('TITLE:Buyer', 'TITLE:Head buyer') ?? '');
  const { items } = await api<{ items: { id: string; name: string }[] }>('GET', '/records/contact');
  const id = items.find(({ name }) => name === 'Anna Muster')?.id ?? '';
  await api('PATCH', `/records/contact/${id}`, { fields: { jobTitle: 'Chief buyer' } });
  await synchronizeNow();
  const conflicts = region('Changed on both sides');
  await conflicts.getByText('Chief buyer').waitFor();
  await conflicts.getByText('Head buyer').waitFor();
  await expectAccessible();
  await conflicts.getByRole('button', { name: 'In your mailbox: keep this Job title of Anna Muster' }).press('Enter');
  await conflicts.waitFor({ state: 'detached' });
  const title = async () =>
    (await api<{ fields: { jobTitle: string } }>('GET', `/records/contact/${id}`)).fields.jobTitle;
  await expect.poll(title).toBe('Head buyer');
  await region('Values that gave way').getByText('Chief buyer').waitFor();
  await button('Take back Job title of Anna Muster').press('Enter');
  await page.getByText('Job title of Anna Muster has its former value again.').waitFor();
  expect(await title()).toBe('Chief buyer');
  await expect.poll(async () => (await cards()).get('Anna Muster')?.text).toMatch(/TITLE:Chief buyer/);
});

test('Y3: a filter of rows and a group is previewed, saved, and carried out; one for everybody adds up', async () => {
  await addContact('Cleo Ejemplo', { jobTitle: 'Buyer', city: 'Lyon' });
  const filters = region('Which records reach your mailbox');
  const first = filters.getByRole('group', { name: 'Filter 1', exact: true });
  await first.getByRole('button', { name: 'Add a group to Filter 1' }).press('Enter');
  const group = first.getByRole('group', { name: 'Group 1 of Filter 1' });
  await group.getByRole('combobox', { name: 'Field of row 1, Group 1 of Filter 1' }).selectOption('City');
  await group.getByRole('textbox', { name: 'Value of row 1, Group 1 of Filter 1' }).fill('Madrid');
  await group.getByRole('button', { name: 'Add a row to Group 1 of Filter 1' }).click();
  await group.getByRole('combobox', { name: 'Field of row 2, Group 1 of Filter 1' }).selectOption('City');
  await group.getByRole('combobox', { name: 'Comparison of row 2, Group 1 of Filter 1' }).selectOption('is');
  await group.getByRole('textbox', { name: 'Value of row 2, Group 1 of Filter 1' }).fill('porto');
  await filters.getByRole('button', { name: 'Preview: Contacts' }).click();
  await filters.getByText('Contacts: 2 of 3 would be in your mailbox.').waitFor();
  await expectAccessible();
  await filters.getByRole('button', { name: 'Save filters' }).click();
  await page.getByText('The filters were saved. They count from the next synchronization on.').first().waitFor();
  await synchronizeNow();
  expect([...(await cards()).keys()].sort()).toEqual(['Anna Muster', 'Bo Beispiel']);

  const all = region('Which records reach everybody’s mailbox');
  await all.getByRole('button', { name: 'Add a filter' }).click();
  await all.getByRole('button', { name: 'Add a row to Filter 1' }).click();
  await all.getByRole('textbox', { name: 'Value of row 1, Filter 1' }).fill('cleo');
  await all.getByRole('button', { name: 'Preview: Contacts' }).click();
  await all.getByText('Contacts: 1 of 3 would be in your mailbox.').waitFor();
  await all.getByRole('button', { name: 'Save filters' }).click();
  await filters.getByText('Your organization has 1 more, which count for everybody.').waitFor();
  await synchronizeNow();
  expect([...(await cards()).keys()].sort()).toEqual(['Anna Muster', 'Bo Beispiel', 'Cleo Ejemplo']);
});

test('Y8: what would be removed is named; “Remove nothing” keeps it, and removing the account leaves everything', async () => {
  const ids: string[] = [];
  for (let n = 1; n <= 6; n += 1) ids.push(await addContact(`Cleo ${n}`));
  await synchronizeNow();
  expect((await cards()).size).toBe(9);
  for (const id of ids) await api('DELETE', `/records/contact/${id}`);
  await synchronizeNow();
  const asked = region('Your answer is needed');
  await asked.getByText('Contacts: 6 of 9 linked items would be removed at once. Nothing was done.').waitFor();
  await asked.getByRole('button', { name: 'What would be removed (6)' }).press('Enter');
  await asked.getByText('Cleo 4 on your server').waitFor();
  await expectAccessible();
  await asked.getByRole('button', { name: 'Remove nothing' }).press('Enter');
  await asked.waitFor({ state: 'detached' });
  await region('Your account').getByText('Contacts: 3 linked').waitFor();
  expect((await cards()).size).toBe(9);

  await region('Your account').getByRole('button', { name: 'Remove', exact: true }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('All items stay where they are, here and on your server.').waitFor();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await region('Connect your account').waitFor();
  expect((await cards()).size).toBe(9);
  expect((await api<{ items: unknown[] }>('GET', '/records/contact')).items).toHaveLength(3);
});
