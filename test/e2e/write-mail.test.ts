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
let tenant: Tenant;
beforeAll(async () => {
  [browser, smtp] = await Promise.all([launchBrowser(), startScriptedSmtp()]);
  installation = await startSendingInstallation(smtp.port);
  tenant = await addTenant(installation.running.app, 'Writers', 'uma@contoso.test');
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
  await smtp.stop();
});

const api = (page: Page, path: string, data: unknown) =>
  page.request.post(`${installation.running.localUrl}/api/v1${path}`, {
    headers: { authorization: `Bearer ${tenant.token}` },
    data,
  });

/** A mail as it crossed the wire, without folded header lines and quoted-printable. */
const shown = (raw: string): string =>
  raw
    .replaceAll('=\r\n', '')
    .replaceAll('=3D', '=')
    .replaceAll(/\r\n[ \t]/g, ' ');

const openConsole = (path: string, width?: number): Promise<Page> => {
  const look = width === undefined ? {} : { viewport: { width, height: 800 } };
  return openConsoleAt({ browser, installation, tenant }, path, look);
};

test('S1: a mail written in the console is saved while it is written, handed over, and its state is shown', async () => {
  const page = await openConsole('/write');
  await api(page, '/records/contact', { name: 'Anna Berg', addresses: ['anna@fabrikam.example'] });
  const to = page.getByRole('combobox', { name: 'To' });
  await to.fill('Anna');
  await page.getByRole('option', { name: /Anna Berg/ }).click();
  await page
    .getByRole('button', { name: /Anna Berg, anna@fabrikam.example, known as Anna Berg/ })
    .first()
    .waitFor();
  await to.fill('stranger@nowhere.example');
  await to.press('Enter');
  await page
    .getByRole('button', { name: /stranger@nowhere.example, no record has this address/ })
    .first()
    .waitFor();
  await page.getByRole('textbox', { name: 'Subject' }).fill('Pumps for station 4');
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.click();
  await page.keyboard.type('Here is the ');
  await page.getByRole('button', { name: 'Bold' }).click();
  await page.keyboard.type('quote');
  await page.getByText('Saved', { exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('heading', { name: /Pumps for station 4 \[CRM-/ }).waitFor();
  await page.getByText('Sent', { exact: true }).first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const listed = await page.request.get(`${installation.running.localUrl}/api/v1/emails`, {
    headers: { authorization: `Bearer ${tenant.token}` },
  });
  const { items } = (await listed.json()) as { items: { id: string; recipients: { address: string }[] }[] };
  expect(items).toHaveLength(1);
  expect(items[0]?.recipients.map(({ address }) => address)).toEqual([
    'anna@fabrikam.example',
    'stranger@nowhere.example',
  ]);
  expect(smtp.mails[0]?.to).toEqual(['anna@fabrikam.example', 'stranger@nowhere.example']);
  expect(shown(smtp.mails[0]?.raw ?? '')).toContain('Here is the <strong>quote</strong>');
  await page.context().close();
});

test('S1: on a page of 400 pixels a long address is cut to its width, and its name says the whole', async () => {
  const page = await openConsole('/write', 400);
  const address = `somebody.with.a.long.name.${'and-more-'.repeat(6)}@nowhere-in-particular.example`;
  const to = page.getByRole('combobox', { name: 'To' });
  await to.fill(address);
  await to.press('Enter');
  const tag = page.getByRole('button', { name: `${address}, no record has this address` });
  await tag.first().waitFor();
  const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await beyond()).toBe(0);
  await page.getByRole('button', { name: `Remove ${address}` }).click();
  await tag.first().waitFor({ state: 'detached' });
  await page.context().close();
});

/** The same as a person who pastes a picture from elsewhere. */
const pastePicture = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
    const bytes = Uint8Array.from(atob(pixel), (character) => character.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'pump.png', { type: 'image/png' }));
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });

/** So slow that a file is seen on its way. */
const slowUploads = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 400_000,
  });
};

test('P6, S13: a template with its gaps, rich text, a picture and a file go out as they were written; the answer stays in the thread', async () => {
  const page = await openConsole('/write');
  await api(page, '/templates', {
    name: 'Thanks',
    subject: 'Thank you, {{recipient.firstName}}',
    html: '<p>About {{regarding.name}}: thank you.</p>',
    scope: 'organization',
  });
  await api(page, '/records/contact', {
    fields: { firstName: 'Cora', lastName: 'Vale' },
    addresses: ['cora@fabrikam.example'],
  });
  await page.reload();
  const to = page.getByRole('combobox', { name: 'To' });
  await to.fill('Cora');
  await page.getByRole('option', { name: /Cora Vale/ }).click();
  await page.getByRole('button', { name: 'Insert template' }).click();
  await page.getByRole('menuitem', { name: 'Thanks' }).click();
  await page.getByText('The template asks for regarding.name, and nothing is known of it.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Thank you, Cora');
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.getByText('thank you.').click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Italic' }).click();
  await page.keyboard.type('The pump looks so: ');
  await pastePicture(page);
  await text.locator('img[data-cid]').waitFor();
  await slowUploads(page);
  const files = page.getByRole('region', { name: 'Attachments' });
  await files.locator('input[type=file]').setInputFiles({
    name: 'drawing.dwg',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(300_000, 'd'),
  });
  await files.getByText('Attaching drawing.dwg').waitFor();
  await files.getByText(/^drawing\.dwg \(293 KB\)/).waitFor();
  expect(await files.getByRole('listitem').count()).toBe(1);
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'My e-mail' }).click();
  await page.getByRole('link', { name: 'Thank you, Cora' }).click();
  await text.locator('img[data-cid]').waitFor();
  await files.getByText(/^drawing\.dwg/).waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('heading', { name: /^Thank you, Cora \[CRM-/ }).waitFor();
  await page.getByText('Sent', { exact: true }).first().waitFor();
  const mail = smtp.mails.find(({ to: served }) => served.includes('cora@fabrikam.example'));
  const raw = shown(mail?.raw ?? '');
  expect(raw).toMatch(/<em>The pump looks so: /);
  expect(raw).toMatch(/filename="?drawing\.dwg/);
  const [, contentId] = /src="cid:([^"]+)"/.exec(raw) ?? [];
  expect(contentId).toBeDefined();
  expect(raw).toContain(`Content-ID: <${contentId}>`);

  await page.getByRole('link', { name: 'Open as activity' }).click();
  await page.getByRole('button', { name: 'Reply', exact: true }).click();
  await page
    .getByRole('button', { name: /^Cora Vale, cora@fabrikam.example/ })
    .first()
    .waitFor();
  await text.getByText(/wrote:$/).waitFor();
  expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toMatch(/^Re: Thank you, Cora/);
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('heading', { name: /^Re: Thank you, Cora/ }).waitFor();
  await page.getByText('Sent', { exact: true }).first().waitFor();
  const answer = smtp.mails.find(({ raw: sent }) => sent.includes('Subject: Re: Thank you, Cora'));
  const messageId = /^Message-ID: (<[^>]+>)/im.exec(raw)?.[1] ?? 'none';
  expect(shown(answer?.raw ?? '')).toContain(`In-Reply-To: ${messageId}`);
  await page.goBack();
  await page.goBack();
  await page.getByRole('button', { name: 'Forward', exact: true }).click();
  await text.getByText('Forwarded message').waitFor();
  expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toMatch(/^Fwd: Thank you, Cora/);
  await page.context().close();
});

test('S1: one’s signature is written in My settings and stands in new mail and above what an answer quotes', async () => {
  const page = await openConsole('/mine');
  await page.getByRole('heading', { name: 'My settings' }).waitFor();
  await page.getByRole('textbox', { name: 'Signature' }).click();
  await page.keyboard.type('Uma Tracker, ');
  await page.getByRole('button', { name: 'Bold' }).click();
  await page.keyboard.type('Writers');
  await page.getByRole('button', { name: 'Save signature' }).click();
  await page.getByText('Your signature was saved.').waitFor();
  await page.getByText('Your organization has no domain for drop addresses.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole('link', { name: 'My e-mail' }).click();
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.getByText('Uma Tracker, Writers').waitFor();
  await page.getByRole('textbox', { name: 'Subject' }).fill('Signed');
  await text.locator('p').first().click();
  await page.keyboard.type('Good morning');
  await page.getByText('Saved', { exact: true }).waitFor();
  const read = async (path: string) =>
    (await (
      await page.request.get(`${installation.running.localUrl}/api/v1${path}`, {
        headers: { authorization: `Bearer ${tenant.token}` },
      })
    ).json()) as { items: { id: string; subject: string }[] } & { html: string };
  const { items } = await read('/emails');
  const written = await read(`/emails/${items.find(({ subject }) => subject === 'Signed')!.id}`);
  expect(written.html).toMatch(/Good morning<\/p>.*Uma Tracker, <strong>Writers<\/strong><\/p>/);

  const question = ['From: anna@fabrikam.example', 'To: uma@contoso.test', 'Subject: Seal', '', 'Which seal?', ''];
  const tracked = await page.request.post(`${installation.running.localUrl}/api/v1/promotions`, {
    headers: { authorization: `Bearer ${tenant.token}`, 'content-type': 'message/rfc822' },
    data: Buffer.from(question.join('\r\n')),
  });
  const { activity } = (await tracked.json()) as { activity: { id: string } };
  await page.goto(`${installation.running.localUrl}/console/write/reply/${activity.id}`);
  await text.getByText('Which seal?').waitFor();
  expect(await text.innerText()).toMatch(/Uma Tracker, Writers[\s\S]*wrote:[\s\S]*Which seal\?/);
  await page.context().close();
});
