import { randomBytes } from 'node:crypto';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { callBeside, signInWindow } from '../support/pane.ts';
import { addPaneTenant, annasMail } from '../support/pane-tenant.ts';
import { dropMessage, openFolder, openPane, openSimulator, selectMessage } from '../support/simulator.ts';

let browser: Browser;
let installation: Installation;
beforeAll(async () => {
  [browser, installation] = await Promise.all([launchBrowser(), startInstallation()]);
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
});

/** Anna's mail in the mailbox of Sam Support, opened by the administrator in a client of this kind. */
const openShared = async (profile: '1.5' | '1.9' | '1.16' | 'mobile-1.5') => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const tenant = await addPaneTenant(installation, page, randomBytes(4).toString('hex'));
  const email = `support.${randomBytes(4).toString('hex')}@contoso.test`;
  const beside = { page, installation, tenant };
  await callBeside(beside, '/users', { email, name: 'Sam Support' });
  await openSimulator(page, installation.running.simulatorUrl!, { profile, shared: email });
  await openFolder(page, 'shared');
  await dropMessage(page, 'pump.eml', annasMail(tenant, 'Broken pump'));
  const pane = await openPane(page);
  await signInWindow(page, pane, tenant);
  await pane.getByRole('button', { name: 'Track in CRM' }).waitFor();
  const activities = async () => {
    const answer = (await (await callBeside(beside, '/activities')).json()) as CallOutput<'listActivities'>;
    return answer.items;
  };
  return { context, page, pane, email, tenant, activities };
};

test.each(['1.9', '1.16'] as const)(
  'P13: under %s a mail in another mailbox is tracked for its owner; actor and principal are stored and shown',
  async (profile) => {
    const { context, pane, email, activities } = await openShared(profile);
    await pane.getByText(`In the mailbox of ${email}`).waitFor();
    await pane.getByRole('button', { name: 'Track in CRM' }).click();
    await pane.getByText('Tracked in CRM', { exact: true }).waitFor();
    await pane.getByText(/^By .* for Sam Support/).waitFor();
    const [activity] = await activities();
    expect(activity).toMatchObject({
      subject: 'Broken pump',
      trackedBy: [{ user: { name: 'Sam Support' }, actor: { name: 'Uma Tracker' } }],
    });
    await context.close();
  },
);

test('P13: a mail of one’s own beside it is tracked in one’s own name', async () => {
  const { context, page, pane, tenant, activities } = await openShared('1.16');
  await openFolder(page, 'inbox');
  await dropMessage(page, 'own.eml', annasMail(tenant, 'To me alone'));
  const own = await openPane(page);
  await own.getByText('To me alone').waitFor();
  expect(await own.getByText(/In the mailbox of/).count()).toBe(0);
  await own.getByRole('button', { name: 'Track in CRM' }).click();
  await own.getByText('Tracked in CRM', { exact: true }).waitFor();
  const [activity] = await activities();
  expect(activity?.trackedBy.map(({ actor }) => actor)).toEqual([undefined]);
  expect(pane.isDetached()).toBe(true);
  await openFolder(page, 'shared');
  await selectMessage(page, 'Broken pump');
  await context.close();
});

test('P13: a client that does not tell of sharing tracks in one’s own name and promises nothing else', async () => {
  const { context, pane } = await openShared('1.5');
  expect(await pane.evaluate(() => 'getSharedPropertiesAsync' in Office.context.mailbox.item!)).toBe(false);
  expect(await pane.getByText(/In the mailbox of/).count()).toBe(0);
  await context.close();
});

test('P13: an answer from a shared mailbox is tracked for its owner: the pane, the sent mail and the console show both', async () => {
  const { context, page, email, tenant, activities } = await openShared('1.16');
  await page.getByRole('button', { name: 'Reply', exact: true }).click();
  const pane = await openPane(page);
  await pane.getByRole('switch', { name: 'Track when sent' }).click();
  await pane.getByText('Written in the name of Sam Support: it is recorded for them, by Uma Tracker.').waitFor();
  const from = page.getByLabel('From', { exact: true });
  await from.selectOption({ index: 0 });
  await pane.getByText('Written in the name of Sam Support').waitFor({ state: 'detached' });
  await from.selectOption(email);
  await pane.getByText('Written in the name of Sam Support').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await openFolder(page, 'sent');
  await page
    .getByRole('option')
    .filter({ has: page.getByText(/^Re: Broken pump/) })
    .click();
  const sent = await openPane(page);
  await sent.getByText('Tracked in CRM', { exact: true }).first().waitFor();
  await sent.getByText(/^By Uma Tracker for Sam Support/).waitFor();
  const [activity] = await activities();
  expect(activity).toMatchObject({
    direction: 'outgoing',
    status: 'sent',
    trackedBy: [{ user: { name: 'Sam Support' }, actor: { name: 'Uma Tracker' } }],
  });
  const signedIn = await openConsoleAt({ browser, installation, tenant }, `/activities/${activity!.id}`);
  await signedIn.getByText(/^Uma Tracker for Sam Support/).waitFor();
  await signedIn.context().close();
  await context.close();
});
