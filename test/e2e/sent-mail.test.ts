import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { openConsoleAt } from '../support/console.ts';
import { type Installation, startSendingInstallation } from '../support/installation.ts';
import { callBeside } from '../support/pane.ts';
import { dsn } from '../support/reports.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';

let browser: Browser;
let smtp: ScriptedSmtp;
let installation: Installation;
let tenant: Tenant;
let page: Page;
/** Addresses whose mail the server refuses, and whose mail it takes or loses without a word. */
const refused = new Set<string>();
const lost = new Set<string>();
let lastRecipient = '';
beforeAll(async () => {
  [browser, smtp] = await Promise.all([
    launchBrowser(),
    startScriptedSmtp({
      answer: (verb, line) => {
        if (verb === 'RCPT') lastRecipient = /<(.*)>/.exec(line)?.[1] ?? '';
        if (verb === 'RCPT' && refused.has(lastRecipient))
          return `550 5.1.1 <${lastRecipient}>: Recipient address rejected: User unknown`;
        return verb === '.' && lost.has(lastRecipient) ? 'drop' : undefined;
      },
    }),
  ]);
  installation = await startSendingInstallation(smtp.port);
  tenant = await addTenant(installation.running.app, 'Senders', 'uma@contoso.test');
  page = await openConsoleAt({ browser, installation, tenant }, '/emails');
  await page.getByText('You have written nothing here yet').waitFor();
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
  await smtp.stop();
});

const beside = () => ({ page, installation, tenant });
const open = (path: string) => page.goto(`${installation.running.localUrl}/console${path}`);

/** A mail that is handed over beside the browser, and its page. */
const send = async (subject: string, to: readonly string[]): Promise<string> => {
  const written = await callBeside(beside(), '/emails', { to, subject, html: '<p>Here is the quote.</p>' });
  const { id } = (await written.json()) as { id: string };
  await callBeside(beside(), `/emails/${id}/send`, {});
  await open(`/emails/${id}`);
  return id;
};

const badge = (text: string) => page.locator('main').getByText(text, { exact: true }).first().waitFor();
const mailsAbout = (subject: string) => smtp.mails.filter(({ raw }) => raw.includes(`Subject: ${subject}`));

test('S11, S6: a mail for later waits, is canceled, edited, and leaves with what was asked for', async () => {
  await open('/write');
  await page.getByRole('combobox', { name: 'To' }).fill('anna@fabrikam.example');
  await page.getByRole('combobox', { name: 'To' }).press('Enter');
  await page.getByRole('textbox', { name: 'Subject' }).fill('Later');
  await page.getByRole('textbox', { name: 'Text' }).click();
  await page.keyboard.type('Not before tomorrow.');
  await page.getByText('Options', { exact: true }).click();
  await page.getByLabel('Send not before').fill('2099-03-02T09:30');
  await page.getByLabel('Priority').selectOption('High');
  await page.getByLabel('Ask for a read receipt').check();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send later' }).click();
  await page.getByText(/^It leaves Mar 2, 2099, 9:30\sAM/).waitFor();
  await badge('Pending send');
  await page.reload();
  await page.getByText(/^It leaves Mar 2, 2099, 9:30\sAM/).waitFor();
  await page.getByRole('button', { name: 'Cancel sending' }).click();
  await badge('Canceled');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Subject' }).fill('Now');
  await page.getByText('Options', { exact: true }).click();
  await page.getByLabel('Send not before').fill('');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('heading', { name: /^Now \[CRM-/ }).waitFor();
  await badge('Sent');
  const [mail, ...more] = mailsAbout('Now');
  expect(more).toEqual([]);
  expect(mail?.raw).toMatch(/^(?:Importance|Priority|X-Priority): (?:high|urgent|1)/im);
  expect(mail?.raw).toMatch(/^Disposition-Notification-To:/im);
  expect(mailsAbout('Later')).toEqual([]);
});

test('S5, S6: what failed says so in the words of the server with what helps; sent again it goes to that one alone', async () => {
  refused.add('gone@fabrikam.example');
  await send('Refused', ['anna@fabrikam.example', 'gone@fabrikam.example']);
  const delivery = page.getByRole('region', { name: 'Delivery' });
  await delivery.getByText('gone@fabrikam.example · failed').waitFor();
  await delivery.getByText('anna@fabrikam.example · sent').waitFor();
  await delivery.getByText(/^550 5\.1\.1 .*User unknown$/).waitFor();
  await delivery.getByText(/^Attempt 1, /).waitFor();
  await page.getByText('The other server does not know this address.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  refused.clear();
  await page.getByRole('button', { name: 'Send again to those who did not get it' }).click();
  await delivery.getByText('gone@fabrikam.example · sent').waitFor();
  await delivery.getByText(/^Attempt 2, /).waitFor();
  expect(await page.getByText('The other server does not know this address.').count()).toBe(0);
  expect(mailsAbout('Refused').map(({ to }) => to)).toEqual([['anna@fabrikam.example'], ['gone@fabrikam.example']]);
});

test('S4: of uncertain mail the author is told, and says what became of it: it arrived, or it is sent again', async () => {
  lost.add('one@fabrikam.example').add('two@fabrikam.example');
  await send('Lost one', ['one@fabrikam.example']);
  await badge('Uncertain');
  await send('Lost two', ['two@fabrikam.example']);
  await badge('Uncertain');
  lost.clear();
  await open('/emails');
  await page.getByText('Of 2 mails nobody knows whether they arrived.').waitFor();
  const waiting = page.getByRole('list', { name: 'Nobody knows whether this arrived' });
  expect(await seriousFindings(page)).toEqual([]);
  await waiting.getByRole('link', { name: /^Lost one/ }).click();
  await page.getByRole('button', { name: 'It arrived at one@fabrikam.example' }).click();
  await badge('Sent');
  await page.goBack();
  await page.getByText('Of 1 mail nobody knows whether it arrived.').waitFor();
  await waiting.getByRole('link', { name: /^Lost two/ }).click();
  await page.getByRole('button', { name: 'Send again to two@fabrikam.example' }).click();
  const asked = page.getByRole('alertdialog');
  await asked.getByText(/gets the same mail twice/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await asked.getByRole('button', { name: 'Send again' }).click();
  await badge('Sent');
  expect(mailsAbout('Lost one')).toEqual([]);
  expect(mailsAbout('Lost two')).toHaveLength(1);
});

test('S12: a mail that came back says so at its page, at the record and where one writes to the address again', async () => {
  const created = await callBeside(beside(), '/records/contact', {
    fields: { firstName: 'Dora', lastName: 'Gone' },
    addresses: ['dora@fabrikam.example'],
  });
  const { id } = (await created.json()) as { id: string };
  const emailId = await send('Bounced', ['dora@fabrikam.example']);
  await badge('Sent');
  const header = (mailsAbout('Bounced')[0]?.raw.split('\r\n\r\n', 1)[0] ?? '').split('\r\n');
  const group = [
    'Final-Recipient: rfc822; dora@fabrikam.example',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such mailbox here',
  ];
  const tracked = await page.request.post(`${installation.running.localUrl}/api/v1/promotions`, {
    headers: { authorization: `Bearer ${tenant.token}`, 'content-type': 'message/rfc822' },
    data: dsn({ to: tenant.email, groups: [group], returned: header }),
  });
  expect(tracked.ok(), await tracked.text()).toBe(true);
  await open(`/emails/${emailId}`);
  await page.getByText('The other server does not know this address.').waitFor();
  await page
    .getByRole('list', { name: 'What was reported back' })
    .getByText(/came back · for good · 5\.1\.1 · .*no such mailbox here/)
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await open('/write');
  await page.getByRole('combobox', { name: 'To' }).fill('Dora');
  await page.getByRole('option', { name: /Dora Gone/ }).click();
  await page.getByText(/^dora@fabrikam\.example: this address bounced on/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await open(`/records/contact/${id}`);
  const again = page.getByRole('button', { name: 'dora@fabrikam.example takes mail again' });
  await again.click();
  await again.waitFor({ state: 'detached' });
  expect(await seriousFindings(page)).toEqual([]);
});
