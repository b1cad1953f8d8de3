import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProfileId } from '../../addin/simulator/profiles.ts';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { eml } from '../support/eml.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { callBeside, signInWindow } from '../support/pane.ts';
import { addPaneTenant, overflowOf, type PaneTenant } from '../support/pane-tenant.ts';
import { dropMessage, openFolder, openPane, openSimulator, selectMessage, setFault } from '../support/simulator.ts';

let browser: Awaited<ReturnType<typeof launchBrowser>>;
let installation: Installation;
let folder: string;
let tenant: PaneTenant;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), 'track-on-send-'));
  installation = await startInstallation(undefined, folder);
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  page = await context.newPage();
  tenant = await addPaneTenant(installation, page, randomBytes(6).toString('hex'));
  const folders = ['inbox', 'sent', 'drafts', 'archive'].map((id) => ({ id, name: id, messages: [] }));
  const mailbox = { user: { name: 'Uma Tracker', address: tenant.email }, folders, appointments: [] };
  await writeFile(join(folder, 'mailbox.json'), JSON.stringify(mailbox));
});
afterEach(() => page.context().close());

const open = (profile: ProfileId, manifest: 'user' | 'admin') =>
  openSimulator(page, installation.running.simulatorUrl!, { profile, manifest });

const ask = async <Answer>(path: string): Promise<Answer> =>
  (await (await callBeside({ page, installation, tenant }, path)).json()) as Answer;
const tickets = async () => (await ask<{ items: { state: string; subject: string }[] }>('/track-tickets')).items;
const timeline = async () =>
  (await ask<{ items: Record<string, unknown>[] }>(`/activities?regarding=opportunity:${tenant.deal.id}`)).items;

const track = (pane: Frame) => pane.getByRole('switch', { name: 'Track when sent' });

/** Writes a mail to Anna with Track on, regarding the deal. */
const writeMail = async (subject: string, signIn: 'sign in' | 'signed in' = 'sign in'): Promise<Frame> => {
  await page.getByRole('button', { name: 'New mail' }).click();
  await page.getByLabel('To', { exact: true }).fill(tenant.anna.address);
  await page.getByLabel('Subject').fill(subject);
  const pane = await openPane(page);
  if (signIn === 'sign in') await signInWindow(page, pane, tenant);
  await track(pane).click();
  await pane.getByRole('button', { name: 'Set regarding' }).click();
  await pane.getByRole('option', { name: tenant.deal.name }).first().click();
  await pane.getByRole('button', { name: 'Save' }).click();
  await pane.getByRole('button', { name: 'Change regarding' }).waitFor();
  const told = expect.stringContaining(subject) as string;
  await expect.poll(tickets).toEqual([expect.objectContaining({ subject: told })]);
  return pane;
};
const send = () => page.getByRole('button', { name: 'Send', exact: true }).click();

/** Opens the sent mail with the pane beside it, and waits until it says that it is tracked. */
const openSent = async (subject: string): Promise<Frame> => {
  await openFolder(page, 'sent');
  // T1: it left with its token behind the subject.
  await page
    .getByRole('option')
    .filter({ has: page.getByText(withToken(subject)) })
    .click();
  const pane = await openPane(page);
  await pane.getByText('Tracked in CRM', { exact: true }).first().waitFor();
  return pane;
};
const withToken = (subject: string): RegExp => new RegExp(`^${subject} \\[CRM-[0-9A-Z]+-[0-9A-Z]{13}\\]$`);
const sentActivity = (subject: string) => ({
  subject: expect.stringMatching(withToken(subject)) as string,
  direction: 'outgoing',
  status: 'sent',
  why: expect.stringContaining('Tracked on sending by Uma Tracker') as string,
});

describe('P7: track on send without a router and without access to the mailbox', () => {
  test.each(['1.16', '1.12', '1.9', '1.5'] as const)(
    'Outlook %s, installed by oneself: pending after sending, tracked as sent when the sent mail is opened',
    async (profile) => {
      await open(profile, 'user');
      const pane = await writeMail('Offer for Anna');
      await pane.getByText('This Outlook does not tell when you send.').waitFor();
      await pane.getByRole('list').getByText('Anna Berg').waitFor();
      expect(await seriousFindings(pane)).toEqual([]);
      await send();
      await expect.poll(tickets).toEqual([expect.objectContaining({ state: 'pending' })]);
      expect(await timeline()).toEqual([]);
      const sent = await openSent('Offer for Anna');
      await sent.getByText(`It was sent, and is tracked, regarding ${tenant.deal.name}.`).waitFor();
      expect(await timeline()).toMatchObject([sentActivity('Offer for Anna')]);
      expect(await tickets()).toEqual([]);
    },
  );

  test('deployed by the administrator, the send handler tells it: prepared, then pending', async () => {
    await open('1.16', 'admin');
    const pane = await writeMail('Offer by handler');
    await pane.getByText('Outlook tells the CRM when you press Send.').waitFor();
    expect(await tickets()).toMatchObject([{ state: 'prepared' }]);
    await send();
    await page.getByText('Select an item to read').waitFor();
    expect(await tickets()).toMatchObject([{ state: 'pending', subject: 'Offer by handler', way: 'sendEvent' }]);
    await openSent('Offer by handler');
    expect(await timeline()).toMatchObject([sentActivity('Offer by handler')]);
  });

  test('the mail goes out when the server cannot be reached, and is recognised afterwards', async () => {
    await open('1.16', 'admin');
    await writeMail('Offer offline');
    await page.route('**/sending', (route) => route.abort());
    await send();
    await page.getByText('Select an item to read').waitFor();
    expect(await tickets()).toMatchObject([{ state: 'prepared' }]);
    await openSent('Offer offline');
    expect(await timeline()).toMatchObject([sentActivity('Offer offline')]);
  });

  test('a send that another add-in cancels leaves nothing that says sent; switched off, nothing at all', async () => {
    await open('1.16', 'admin');
    const pane = await writeMail('Held back');
    await setFault(page, 'otherAddinCancels', 'true');
    await send();
    await page.getByText('Another add-in has held this message back.').waitFor();
    expect(await timeline()).toEqual([]);
    expect((await tickets()).map(({ state }) => state)).not.toContain('sent');
    await track(pane).click();
    await expect.poll(tickets).toEqual([]);
    await setFault(page, 'otherAddinCancels', 'false');
    await send();
    await page.getByText('Select an item to read').waitFor();
    await openFolder(page, 'sent');
    await selectMessage(page, 'Held back');
    const sent = await openPane(page);
    await sent.getByText('Not tracked', { exact: true }).waitFor();
    expect(await timeline()).toEqual([]);
  });

  test('while another mail is written, one that was not seen sent is listed within the width of the pane', async () => {
    await open('1.16', 'user');
    const subject = 'Offer for the pumps of the harbour and of the upper reservoir, second version';
    await writeMail(subject);
    await send();
    await page.getByText('Select an item to read').waitFor();
    await page.getByRole('button', { name: 'New mail' }).click();
    const pane = await openPane(page);
    await pane.getByText('Not seen sent yet').waitFor();
    await pane.getByRole('button', { name: `Do not wait for “${subject}` }).waitFor();
    expect(await overflowOf(pane)).toBe(0);
    expect(await seriousFindings(pane)).toEqual([]);
  });

  test('a deleted draft leaves nothing on any timeline', async () => {
    await open('1.16', 'admin');
    await writeMail('Never sent');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Select an item to read').waitFor();
    expect(await timeline()).toEqual([]);
    expect(await tickets()).toMatchObject([{ state: 'prepared' }]);
  });

  test.each(['1.16', '1.5'] as const)(
    'Outlook %s: a reply to a tracked mail opens with Track and its regarding, before sending',
    async (profile) => {
      await open(profile, 'user');
      const date = new Date().toUTCString().replace('GMT', '+0000');
      const question = eml({
        from: `Anna Berg <${tenant.anna.address}>`,
        to: tenant.email,
        subject: 'Seal of pump 9',
        date,
      });
      await dropMessage(page, 'question.eml', Buffer.from(question));
      const reading = await openPane(page);
      await signInWindow(page, reading, tenant);
      await reading.getByRole('button', { name: 'Set regarding' }).click();
      await reading.getByRole('option', { name: tenant.deal.name }).first().click();
      await reading.getByRole('button', { name: 'Track', exact: true }).click();
      await reading.getByText('Tracked in CRM', { exact: true }).first().waitFor();

      await page.getByRole('button', { name: 'Reply', exact: true }).click();
      const pane = await openPane(page);
      await pane.getByText('Proposed because you answer “Seal of pump 9”').waitFor();
      expect(await track(pane).isChecked()).toBe(true);
      await pane.getByRole('button', { name: tenant.deal.name }).waitFor();
      await send();
      await openSent('Re: Seal of pump 9');
      expect(await timeline()).toMatchObject([sentActivity('Re: Seal of pump 9'), { subject: 'Seal of pump 9' }]);
    },
  );
});
