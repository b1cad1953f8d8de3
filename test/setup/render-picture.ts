/** Makes docs/images/pane.png: the simulated Outlook with the pane beside a tracked mail. `npx tsx` runs it after a build. */
import { mkdir } from 'node:fs/promises';
import type { Frame, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { eml } from '../support/eml.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { dropMessage, openPane, openSimulator } from '../support/simulator.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';

const file = 'docs/images/pane.png';

const mails = [
  { from: 'Jon Oak <jon@northwind.example>', subject: 'Delivery on Thursday', text: 'We can be there at nine.' },
  { from: 'Mia Elm <mia@fabrikam.example>', subject: 'Invoice 2026-118', text: 'The invoice is attached.' },
  {
    from: 'Anna Berg <anna@fabrikam.example>',
    subject: 'Quote for twelve pumps',
    text: 'Hello Uma,\r\n\r\nplease send us a quote for twelve pumps of the larger kind.\r\nWe would need them by the end of May.\r\n\r\nKind regards\r\nAnna',
  },
];

const addRecords = async (page: Page, { running }: Installation, tenant: Tenant): Promise<void> => {
  const add = async (type: string, data: object) => {
    const answer = await page.request.post(`${running.localUrl}/api/v1/records/${type}`, {
      headers: { authorization: `Bearer ${tenant.token}` },
      data,
    });
    return { type, id: ((await answer.json()) as { id: string }).id };
  };
  const account = await add('account', { name: 'Fabrikam Wind' });
  const fields = { account, phone: '+49 30 555 0123', jobTitle: 'Purchasing' };
  const contact = await add('contact', { name: 'Anna Berg', addresses: ['anna@fabrikam.example'], fields });
  await add('opportunity', { name: 'Pumps for the north shore', fields: { account, contact, status: 'Quoted' } });
};

const signIn = async (page: Page, pane: Frame, { email, password }: Tenant): Promise<void> => {
  const opened = page.context().waitForEvent('page');
  await pane.getByRole('button', { name: 'Sign in', exact: true }).click();
  const dialog = await opened;
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
};

const track = async (pane: Frame): Promise<void> => {
  await pane.getByText('Not tracked').waitFor();
  await pane.getByRole('button', { name: 'Set regarding' }).click();
  await pane
    .getByRole('option', { name: /Pumps for the north shore/ })
    .first()
    .click();
  await pane.getByRole('button', { name: 'Track', exact: true }).click();
  await pane.getByText('Tracked in CRM', { exact: true }).first().waitFor();
};

await using installation = await startInstallation();
const tenant = await addTenant(installation.running.app, 'Contoso Pumps', 'uma@contoso.example');
const browser = await launchBrowser();
try {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await addRecords(page, installation, tenant);
  await openSimulator(page, installation.running.simulatorUrl ?? '', { profile: '1.16', theme: 'light' });
  for (const [index, mail] of mails.entries()) {
    const message = eml({ ...mail, id: `picture-${index}@fabrikam.example`, to: `Uma Tracker <${tenant.email}>` });
    await dropMessage(page, `mail-${index}.eml`, Buffer.from(message));
  }
  const pane = await openPane(page);
  await signIn(page, pane, tenant);
  await track(pane);
  await pane.waitForLoadState('networkidle');
  await mkdir('docs/images', { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled' });
} finally {
  await browser.close();
}
