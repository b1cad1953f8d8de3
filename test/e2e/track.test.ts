import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eml } from '../support/eml.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { freshDatabase } from '../support/postgres.ts';
import { dropMessage, openPane, openSimulator } from '../support/simulator.ts';
import { callBeside, signInWindow } from '../support/pane.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

interface Story {
  readonly installation: Installation;
  readonly tenant: Tenant;
  readonly page: Page;
  readonly address: string;
  readonly contactId: string;
}

const begin = async (installation: Installation): Promise<Story> => {
  const mark = randomBytes(6).toString('hex');
  const tenant = await addTenant(installation.running.app, `Org ${mark}`, `uma.${mark}@contoso.test`);
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const address = `anna.${mark}@fabrikam.example`;
  const created = await callBeside({ page, installation, tenant }, '/records/contact', {
    fields: { firstName: 'Anna', lastName: `Berg ${mark}` },
    addresses: [address],
  });
  const { id } = (await created.json()) as { id: string };
  return { installation, tenant, page, address, contactId: id };
};

const message = ({ address, tenant }: Story): string =>
  eml({
    id: `${randomBytes(8).toString('hex')}@fabrikam.example`,
    from: `Anna Berg <${address}>`,
    to: tenant.email,
    subject: 'Twelve pumps',
  });

/** Drops the message, opens the pane, signs in, tracks it with the contact as regarding. */
const trackInPane = async (story: Story, profile: '1.5' | '1.16', original: string): Promise<void> => {
  const { page, installation, tenant } = story;
  await openSimulator(page, installation.running.simulatorUrl!, { profile });
  await dropMessage(page, 'twelve-pumps.eml', Buffer.from(original));
  const pane = await openPane(page);
  await signInWindow(page, pane, tenant);
  await pane.getByText('Not tracked').waitFor();
  await pane.getByRole('button', { name: 'Set regarding' }).click();
  await pane.getByRole('option', { name: /Berg/ }).first().click();
  await pane.getByRole('button', { name: 'Track', exact: true }).click();
  await pane.getByText('Tracked in CRM', { exact: true }).first().waitFor();
};

/** Finds the mail on the contact's timeline in the console, as a person without Outlook. */
const findInConsole = async ({ page, installation, tenant, contactId }: Story): Promise<void> => {
  const room = await page.context().newPage();
  await room.goto(`${installation.running.localUrl}/console/records/contact/${contactId}`);
  const password = room.getByLabel('Password', { exact: true });
  const subject = room.getByRole('link', { name: 'Twelve pumps' });
  await password.or(subject).first().waitFor();
  if (await password.isVisible()) {
    await room.getByLabel('E-mail').fill(tenant.email);
    await password.fill(tenant.password);
    await room.getByRole('button', { name: 'Sign in', exact: true }).click();
  }
  await subject.click();
  await room.getByRole('heading', { name: 'Twelve pumps' }).waitFor();
  await room.getByText('Tracked by hand by Uma Tracker').waitFor();
};

const sourceOf = async (story: Story) => {
  const { contactId } = story;
  const list = await callBeside(story, `/activities?regarding=contact:${contactId}`);
  const { items } = (await list.json()) as { items: { id: string; source: string; parties: unknown[] }[] };
  expect(items).toHaveLength(1);
  const bytes = await (await callBeside(story, `/activities/${items[0]!.id}/source`)).text();
  return { ...items[0]!, bytes };
};

const stories = (start: () => Promise<Installation>): void => {
  test('P17: under 1.16 the original is stored byte for byte and stands on the timeline after a restart', async () => {
    await using installation = await start();
    const story = await begin(installation);
    const original = message(story);
    await trackInPane(story, '1.16', original);
    await installation.restart();
    const stored = await sourceOf(story);
    expect(stored).toMatchObject({ source: 'original', bytes: original });
    await findInConsole(story);
    await story.page.context().close();
  });

  test('P17: under 1.5 the same ends on the rung that the activity names', async () => {
    await using installation = await start();
    const story = await begin(installation);
    await trackInPane(story, '1.5', message(story));
    await installation.restart();
    const stored = await sourceOf(story);
    expect(stored.source).toBe('metadata');
    expect(stored.bytes).toContain('Subject: Twelve pumps');
    await findInConsole(story);
    await story.page.context().close();
  });
};

describe('on SQLite', () => {
  stories(() => startInstallation());
});

describe('on PostgreSQL', async () => {
  const database = await freshDatabase();
  stories(() => startInstallation(database));
});
