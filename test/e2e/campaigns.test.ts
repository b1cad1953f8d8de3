import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { type Installation, startSendingInstallation } from '../support/installation.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';

let browser: Browser;
let smtp: ScriptedSmtp;
let installation: Installation;
beforeAll(async () => {
  [browser, smtp] = await Promise.all([launchBrowser(), startScriptedSmtp()]);
  installation = await startSendingInstallation(smtp.port);
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
  await smtp.stop();
});

interface Stage {
  readonly page: Page;
  readonly tenant: Tenant;
  readonly call: <Answer>(method: 'POST' | 'PATCH', path: string, data: object) => Promise<Answer>;
}

/** An organization of the test's own with these contacts, and its console at Quick campaigns. */
const begin = async (name: string, firstNames: readonly string[]): Promise<Stage> => {
  const tenant = await addTenant(installation.running.app, name, `uma@${name.toLowerCase()}.test`);
  const page = await openConsoleAt({ browser, installation, tenant }, '/campaigns');
  const call: Stage['call'] = async <Answer>(method: string, path: string, data: object) => {
    const url = `${installation.running.localUrl}/api/v1${path}`;
    const answer = await page.request.fetch(url, {
      method,
      headers: { authorization: `Bearer ${tenant.token}` },
      data,
    });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as Answer;
  };
  for (const firstName of firstNames) await call('POST', '/records/contact', contactOf(name, firstName));
  return { page, tenant, call };
};

const addressOf = (name: string, firstName: string): string => `${firstName}@${name}.example`.toLowerCase();
const contactOf = (name: string, firstName: string) => ({
  fields: { firstName, lastName: 'Member' },
  addresses: [addressOf(name, firstName)],
});

const isTo = (address: string) => (mail: { readonly to: readonly string[] }) => mail.to.includes(address);

test('S9: a campaign by search: members, gaps, exclusions, a test, typed confirmation, progress, and stopping what is written', async () => {
  const { page, tenant, call } = await begin('Fairs', ['Ana', 'Ben', 'Cleo']);
  await call('POST', '/records/contact', { fields: { lastName: 'Nameless' }, addresses: ['nameless@fairs.example'] });
  await call('POST', '/records/contact', { fields: { firstName: 'Dora', lastName: 'Member' } });
  await call('POST', '/templates', {
    name: 'Spring service',
    subject: 'Service for {{recipient.firstName}}',
    html: '<p>Dear {{recipient.firstName}}, spring is near.</p>',
    scope: 'organization',
  });
  await call('PATCH', '/settings', { campaignConfirmationAbove: 2, campaignReleaseDelaySeconds: 600 });
  await page.getByText('No campaigns yet').waitFor();
  await page.getByRole('button', { name: 'New campaign' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Spring');
  await page.getByRole('button', { name: 'Insert template' }).click();
  await page.getByRole('menuitem', { name: 'Spring service' }).click();
  await page.getByRole('textbox', { name: 'Text' }).getByText('spring is near').waitFor();
  expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Service for {{recipient.firstName}}');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Find the members' }).click();
  await page.getByText('5 members: 3 get the mail, 2 do not.').waitFor();
  await page.getByText('1: no address').waitFor();
  await page.getByText('1: fields of the text are empty').waitFor();

  await page.getByRole('button', { name: 'Preview for Nameless' }).click();
  await page.getByText('Nothing is known of recipient.firstName: this member gets nothing').waitFor();
  await page.getByRole('button', { name: 'Close: Nameless' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.getByText('spring is near').click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' Answer soon.');
  await page.getByRole('button', { name: 'Find the members' }).click();
  await page.getByRole('button', { name: 'Preview for Ana Member' }).click();
  await page.getByRole('heading', { name: 'Service for Ana' }).waitFor();
  await page.frameLocator('iframe').getByText('Dear Ana, spring is near. Answer soon.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'Send a test to myself' }).click();
  await page.getByText('The test is on its way to you.').waitFor();
  await expect.poll(() => smtp.mails.filter(isTo(tenant.email)).map(({ raw }) => raw)).toHaveLength(1);
  expect(smtp.mails).toHaveLength(1);

  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const startNow = dialog.getByRole('button', { name: 'Start sending' });
  expect(await startNow.getAttribute('aria-disabled')).toBe('true');
  await dialog.getByLabel('Type 3 to confirm').fill('3');
  expect(await seriousFindings(page)).toEqual([]);
  await startNow.click();
  await page.getByText('Starting', { exact: true }).waitFor();
  await page.getByText(/Until then stopping it means that nobody gets anything/).waitFor();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByText('Paused', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await page.getByText('Running', { exact: true }).waitFor();
  await page.getByText(/Until then stopping it means that nobody gets anything/).waitFor();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('Stopped. Nobody else gets this mail.').waitFor();
  expect(smtp.mails).toHaveLength(1);
  expect(await seriousFindings(page)).toEqual([]);
  await page.context().close();
});

test('S9: a campaign that runs shows its progress; stopped, mail that is written and has not left does not leave', async () => {
  const { page, call } = await begin('Rates', ['Ana', 'Ben', 'Cleo']);
  await call('PATCH', '/settings', { campaignMailsPerMinute: 1, campaignReleaseDelaySeconds: 0 });
  const { id } = await call<{ id: string }>('POST', '/quick-campaigns', {
    name: 'Slow',
    subject: 'Slowly, {{recipient.firstName}}',
    html: '<p>Hello</p>',
    members: { kind: 'query', type: 'contact', q: '' },
  });
  await page.goto(`${installation.running.localUrl}/console/campaigns/${id}`);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Start sending' }).click();
  await page.getByText('3 of 3 written · 1 sent, 2 on their way, 0 failed').waitFor();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('Stopped', { exact: true }).waitFor();
  await page.getByText('3 of 3 written · 1 sent, 0 on their way, 0 failed').waitFor();
  await page.getByRole('link', { name: 'Cleo Member' }).click();
  await page.getByText('Canceled', { exact: true }).waitFor();
  expect(smtp.mails.filter(({ raw }) => raw.includes('Slowly'))).toHaveLength(1);
  await page.context().close();
});

const unsubscribeIn = (raw: string): string => {
  const unfolded = raw.replaceAll(/\r\n[ \t]/g, ' ');
  expect(unfolded).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  return new URL(/List-Unsubscribe: <([^>]+)>/.exec(unfolded)?.[1] ?? '').pathname;
};

test('S9, RFC 8058: a list of members gets the mail; who unsubscribes, by program or by hand, gets the next one no more', async () => {
  const { page, call } = await begin('Lists', ['Ana', 'Ben', 'Cleo', 'Dora']);
  await call('PATCH', '/settings', { campaignReleaseDelaySeconds: 0 });
  await page.getByRole('link', { name: 'Marketing lists' }).click();
  await page.getByText('No marketing lists yet').waitFor();
  await page.getByRole('textbox', { name: 'Name of the new list' }).fill('Buyers');
  await page.getByRole('button', { name: 'Begin the list' }).click();
  await page.getByRole('button', { name: 'Members of Buyers' }).click();
  for (const [index, name] of ['Ana', 'Ben', 'Cleo'].entries()) {
    await page.getByRole('combobox', { name: 'Add to Buyers' }).fill(name);
    await page.getByRole('option', { name: new RegExp(`${name} Member`) }).click();
    await page.getByText(index === 0 ? '1 member' : `${index + 1} members`, { exact: true }).waitFor();
  }
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'All campaigns' }).click();

  const prepare = async (name: string) => {
    await page.getByRole('button', { name: 'New campaign' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await page.getByLabel('To whom').selectOption('A marketing list');
    await page.getByLabel('Marketing list', { exact: true }).selectOption('Buyers (3)');
    await page.getByRole('textbox', { name: 'Subject' }).fill(`${name}, {{recipient.firstName}}`);
    await page.getByRole('textbox', { name: 'Text' }).click();
    await page.keyboard.type('Hello');
    await page.getByRole('button', { name: 'Find the members' }).click();
  };
  await prepare('First');
  await page.getByText('3 members: 3 get the mail, 0 do not.').waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Start sending' }).click();
  await page.getByText('3 of 3 written · 3 sent, 0 on their way, 0 failed').waitFor();
  await page.getByText('Done', { exact: true }).waitFor();
  const linkOf = (name: string) => unsubscribeIn(smtp.mails.find(isTo(addressOf('Lists', name)))?.raw ?? '');
  const base = installation.running.localUrl;

  const byProgram = await page.request.post(`${base}${linkOf('Ana')}`, {
    form: { 'List-Unsubscribe': 'One-Click' },
  });
  expect(byProgram.status()).toBe(200);
  const byHand = await browser.newContext({ ignoreHTTPSErrors: true, bypassCSP: true, locale: 'en-US' });
  const stranger = await byHand.newPage();
  await stranger.goto(`${base}${linkOf('Ben')}`);
  await stranger.getByText('No more bulk mail from Lists to this address?').waitFor();
  await stranger.getByText(addressOf('Lists', 'Ben')).waitFor();
  expect(await seriousFindings(stranger)).toEqual([]);
  await stranger.getByRole('button', { name: 'Unsubscribe' }).click();
  await stranger.getByText('Lists sends no more bulk mail to this address.').waitFor();
  expect(await seriousFindings(stranger)).toEqual([]);
  await byHand.close();

  await page.getByRole('link', { name: 'All campaigns' }).click();
  await prepare('Second');
  await page.getByText('3 members: 1 gets the mail, 2 do not.').waitFor();
  await page.getByText('2: unsubscribed').waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Start sending' }).click();
  await page.getByText('1 of 1 written · 1 sent, 0 on their way, 0 failed').waitFor();
  expect(smtp.mails.filter(({ raw }) => raw.includes('Second')).map(({ to }) => to)).toEqual([
    [addressOf('Lists', 'Cleo')],
  ]);
  await page.context().close();
});
