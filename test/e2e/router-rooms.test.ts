import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { type Installation, startInnerInstallation } from '../support/installation.ts';
import { callBeside } from '../support/pane.ts';
import { readZip } from '../support/read-zip.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';

const uma = 'uma@contoso.test';
let browser: Browser;
let dovecot: Dovecot;
let installation: Installation;
beforeAll(async () => {
  [browser, dovecot, installation] = await Promise.all([
    launchBrowser(),
    startDovecot({
      users: { [uma]: 'harbour light', 'uma.folders@contoso.test': 'harbour light' },
      masters: { rules: 'master key' },
    }),
    startInnerInstallation(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
  await dovecot[Symbol.asyncDispose]();
});

interface Visit {
  readonly tenant: Tenant;
  readonly page: Page;
}

/** An organization of its own with Uma, its administrator, who opens this room. */
const visit = async (room: string, email: string): Promise<Visit> => {
  const tenant = await addTenant(installation.running.app, email, email);
  const look = { viewport: { width: 1280, height: 900 } };
  return { tenant, page: await openConsoleAt({ browser, installation, tenant }, room, look) };
};

/** A mail server hands a mail to Uma over. */
const deliver = async (
  { page, tenant: { email, token } }: Visit,
  id: string,
  mail: Parameters<typeof eml>[0] = {},
): Promise<void> => {
  const address = `${installation.running.localUrl}/api/v1/router/deliver?mailbox=${encodeURIComponent(email)}`;
  const response = await page.request.post(address, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' },
    data: eml({ id: `${id}@fabrikam.example`, to: email, ...mail }),
  });
  expect(response.ok()).toBe(true);
};

/** Uma's mailbox at Dovecot, entered by herself. */
const enterMailbox = async (page: Page, user: string): Promise<void> => {
  const own = page.getByRole('region', { name: 'Your mailbox' });
  await own.getByRole('combobox', { name: 'Protection' }).selectOption('None, on this machine only');
  await own.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
  await own.getByRole('spinbutton', { name: 'Port' }).fill(String(dovecot.imapPort));
  await own.getByRole('textbox', { name: 'User name' }).fill(user);
  await own.getByLabel('Password or app password').fill('harbour light');
  await own.getByRole('button', { name: 'Enter the mailbox' }).click();
};

test('A4, A14, A24: a mail that is not tracked says why; what is held is read, tried and discarded; a rule tracks the next', async () => {
  const here = await visit('/log', 'uma.log@contoso.test');
  const { page } = here;
  await page.getByRole('heading', { name: 'Nothing came yet' }).waitFor();
  await deliver(here, 'first', { subject: 'Tender for pumps' });
  for (const id of ['broken', 'other']) await deliver(here, id, { headers: [`X-Long: ${'x'.repeat(110 * 1024)}`] });

  await page.reload();
  await page.getByText('Tender for pumps').waitFor();
  await page.getByRole('button', { name: 'Continues no tracked mail', exact: true }).press('Enter');
  await page.getByText('Not tracked because it continues no tracked mail, and only such mail is taken.').waitFor();
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('held');
  await page.getByText('Tender for pumps').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Could not be read', exact: true }).first().press('Enter');
  await page.getByRole('link', { name: 'Go to held mail' }).click();

  await page.getByRole('button', { name: 'View the source of <broken@fabrikam.example>' }).click();
  await page.getByRole('region', { name: 'View source' }).getByText('X-Long: xxx').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Try <broken@fabrikam.example> again' }).click();
  await page.getByText('It still cannot be placed and stays held.').waitFor();
  await page.getByRole('button', { name: 'Try all again' }).click();
  await page.getByText('2 done, 2 without success.').waitFor();
  await page.getByText('3 attempts').waitFor();
  await page.getByRole('link', { name: /^Held mail\s+2 mails wait$/ }).waitFor();
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export all as .eml' }).press('Enter');
  const archive = readZip(await readFile(await (await downloaded).path()));
  expect([...archive.keys()].map((name) => name.slice(4)).toSorted()).toEqual([
    'broken@fabrikam.example.eml',
    'other@fabrikam.example.eml',
  ]);
  for (const id of ['broken', 'other']) {
    await page.getByRole('button', { name: `Discard <${id}@fabrikam.example>` }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('region', { name: `<${id}@fabrikam.example>` }).waitFor({ state: 'detached' });
  }
  await page.getByRole('heading', { name: 'Nothing is held' }).waitFor();
  await page.getByRole('link', { name: 'Held mail', exact: true }).waitFor();

  await page.getByRole('link', { name: 'Automatic tracking' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByRole('textbox', { name: /^Name/ }).fill('Tenders');
  await page.getByRole('textbox', { name: 'Words in the subject' }).fill('tender, pumps');
  await page.getByRole('button', { name: 'Keep the rule' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. It counts from the next mail on.').waitFor();
  await deliver(here, 'second', { subject: 'Tender for more pumps' });
  await page.getByRole('link', { name: 'Router log' }).click();
  await page.getByRole('button', { name: 'Tracked by a rule', exact: true }).press('Enter');
  await page.getByText('Tracked because it meets the rule “Tenders” of Uma Tracker.').waitFor();
  await page.getByRole('link', { name: 'Open the tracked mail' }).click();
  await page.getByRole('heading', { name: 'Tender for more pumps' }).waitFor();
  await page.context().close();
});

test('A16, R7: mail to a queue is picked, released, routed and resolved; its sender becomes a contact by mail settings or by hand', async () => {
  const here = await visit('/queues', 'uma.queues@contoso.test');
  const { page, tenant } = here;
  await page.getByRole('heading', { name: 'There is no queue yet' }).waitFor();
  const beside = { page, installation, tenant };
  for (const name of ['Sales', 'Service']) {
    await callBeside(beside, '/records/queue', {
      name,
      fields: {},
      addresses: [`${name.toLowerCase()}@contoso.test`],
    });
  }
  await deliver(here, 'asked', { subject: 'Which pump', to: 'sales@contoso.test', from: 'Zoe <zoe@stranger.example>' });
  await page.reload();
  const step = (name: string) => page.getByRole('button', { name: `${name}: Which pump` });
  for (const name of ['Pick', 'Release']) {
    await step(name).click();
    await page.getByRole('combobox', { name: 'Items' }).selectOption('All');
    await step(name).waitFor({ state: 'detached' });
  }
  await step('Route').click();
  await page.getByRole('menuitem', { name: 'Service' }).click();
  await page.getByRole('heading', { name: 'Nothing waits' }).waitFor();
  await page.getByRole('combobox', { name: 'Queue', exact: true }).selectOption('Service');
  await step('Pick').click();
  await step('Resolve').click();
  await step('Resolve').waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: 'Items' }).selectOption('Resolved');
  await page.getByRole('link', { name: 'Which pump' }).waitFor();

  await page.getByRole('link', { name: 'Unresolved addresses' }).click();
  await page.getByRole('button', { name: 'Create a record for zoe@stranger.example' }).click();
  await page.getByRole('button', { name: 'Create and link 1 mail' }).click();
  await page.getByText('Zoe was created, and past mail is linked.').waitFor();

  await page.getByRole('link', { name: 'Automatic tracking' }).click();
  await page.getByRole('combobox', { name: 'Track by itself' }).selectOption('All mail');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. It counts from the next mail on.').waitFor();
  await page.getByRole('link', { name: 'Mail settings' }).click();
  await page
    .getByRole('combobox', { name: 'An unknown sender of mail that is tracked by itself' })
    .selectOption('contact');
  const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await page.getByRole('button', { name: 'Save addresses' }).click();
  expect((await saved).ok()).toBe(true);
  await deliver(here, 'next', { subject: 'Which valve', from: 'Yan <yan@stranger.example>' });
  await page.getByRole('link', { name: 'Records', exact: true }).click();
  await page.getByText('Yan', { exact: true }).waitFor();
  await page.context().close();
});

test('A10, A15: the mail of one’s mailbox shows what a rule would change; a forward rule is deployed, found altered and repaired', async () => {
  const { page } = await visit('/mailboxes', uma);
  await enterMailbox(page, uma);
  await page.getByRole('button', { name: `Approve ${uma}` }).click();
  await page.getByRole('button', { name: `Withdraw approval: ${uma}` }).waitFor();
  dovecot.deliver(uma, eml({ id: 'tender@fabrikam.example', to: uma, subject: 'Tender for valves' }));

  await page.getByRole('link', { name: 'Automatic tracking' }).click();
  await page.getByRole('combobox', { name: 'Track by itself' }).selectOption('All mail');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await page.getByText('1 more than now, 0 fewer.').waitFor();
  await page.getByRole('list', { name: 'What would change' }).getByText('Tender for valves').waitFor();

  await page.getByRole('link', { name: 'Forward rules' }).click();
  const system = page.getByRole('region', { name: 'Mail system' });
  await system.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
  await system.getByRole('textbox', { name: 'Port' }).fill(String(dovecot.sievePort));
  await system.getByRole('textbox', { name: 'Master user', exact: true }).fill('rules');
  await system.getByRole('combobox', { name: 'Protection' }).selectOption('None, on this machine only');
  await system.getByLabel('Password of the master user').fill('master key');
  await system.getByRole('textbox', { name: 'Forward mailbox' }).fill('crm@contoso.test');
  await system.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Deploy or repair: Uma Tracker' }).click();
  await page.getByRole('list', { name: 'Users' }).getByText('Works', { exact: true }).waitFor();
  await system.getByRole('combobox', { name: 'What is forwarded' }).selectOption('Only mail with a tracking token');
  await system.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Check: Uma Tracker' }).click();
  await page.getByRole('list', { name: 'Users' }).getByText('Altered', { exact: true }).waitFor();
  await page.getByRole('checkbox', { name: 'Choose Uma Tracker' }).check();
  await page.getByRole('button', { name: 'Deploy or repair (1)' }).click();
  await page.getByText('1 done, 0 without success.').waitFor();
  await page.context().close();
});

test('A21: folders are chosen from those of the server; mail moved to the one of a record is tracked with it', async () => {
  const email = 'uma.folders@contoso.test';
  const { page, tenant } = await visit('/mailboxes', email);
  const beside = { page, installation, tenant };
  await callBeside(beside, '/records/opportunity', { name: 'North harbour', fields: {} });
  for (const folder of ['North', 'Sent'])
    dovecot.deliver(email, eml({ id: `before.${folder}@fabrikam.example` }), folder);
  await enterMailbox(page, email);
  await page.getByRole('button', { name: `Approve ${email}` }).click();
  const own = page.getByRole('region', { name: 'Your mailbox' });
  await own.getByRole('button', { name: 'Folders that are read: INBOX', exact: true }).press('Enter');
  const sent = own.getByRole('checkbox', { name: 'Sent (sent mail)' });
  expect(await own.getByRole('checkbox', { name: /Trash|Spam/ }).count()).toBe(0);
  await own.getByRole('checkbox', { name: 'INBOX (incoming mail)' }).press('Space');
  await own.getByText('Choose at least one folder.').waitFor();
  await own.getByRole('checkbox', { name: 'INBOX (incoming mail)' }).press('Space');
  await sent.press('Space');
  await own.getByText(/^2 of \d+ folders are chosen\.$/).waitFor();
  await own.getByRole('button', { name: 'Read these folders' }).press('Enter');
  await own.getByRole('button', { name: 'Folders that are read: INBOX, Sent', exact: true }).waitFor();

  await own.getByRole('button', { name: 'Belongs to a record: North' }).press('Enter');
  const form = own.getByRole('form', { name: 'Record that North belongs to' });
  await form.getByRole('combobox', { name: 'Regarding' }).fill('North');
  await page.getByRole('option', { name: /North harbour/ }).click();
  await form.getByRole('button', { name: 'Keep' }).press('Enter');
  await own.getByText('belongs to North harbour').waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  const readAnew = async () => {
    await page.getByRole('button', { name: `Switch off: ${email}` }).press('Enter');
    await page.getByRole('button', { name: `Switch on: ${email}` }).press('Enter');
    await page.getByRole('button', { name: `Switch off: ${email}` }).waitFor();
    await installation.running.app.runner.settle();
  };
  await readAnew();
  dovecot.deliver(email, eml({ id: 'moved@fabrikam.example', to: email, subject: 'Quote for the harbour' }), 'North');
  await readAnew();
  await page.goto(`${installation.running.localUrl}/console/activities`);
  await page.getByRole('link', { name: 'Quote for the harbour' }).click();
  await page.getByRole('button', { name: 'North harbour' }).waitFor();
  await page.context().close();
});
