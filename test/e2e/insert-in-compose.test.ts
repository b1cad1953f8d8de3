import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { usePaneSession } from '../support/pane-session.ts';

const session = usePaneSession();

/** A mail to Anna with a first sentence in it, its pane beside it. */
const writeTo = async (profile: '1.16' | '1.5'): Promise<Frame> => {
  const { page, tenant } = session;
  await session.open({ profile });
  await page.getByRole('button', { name: 'New mail' }).click();
  await page.getByLabel('To', { exact: true }).fill(tenant.anna.address);
  await editor().fill('As we said:');
  const pane = await session.signedInPane();
  await pane.getByText('Anna Berg').waitFor();
  return pane;
};
const editor = () => session.page.locator('.editor');
const subject = () => session.page.getByLabel('Subject');

const template = (fields: object) => session.ask<{ id: string }>('/templates', fields);

/** Goes to the preview of what is called so. */
const choose = async (pane: Frame, name: string, kind?: string): Promise<void> => {
  await pane.getByRole('button', { name: 'Insert template or article' }).click();
  if (kind !== undefined) await pane.getByRole('combobox', { name: 'What to insert' }).selectOption({ label: kind });
  await pane.getByRole('button', { name, exact: true }).click();
};

describe('P6: inserting into a mail that is written in Outlook', () => {
  test.each(['1.16', '1.5'] as const)(
    'Outlook %s: a template is merged for recipient and regarding, and stands in the body and the subject',
    async (profile) => {
      const name = 'Valves <b>& more</b>';
      await session.ask('/records/opportunity', { name, fields: { contact: session.tenant.anna.id, status: 'open' } });
      await template({
        name: 'Offer',
        subject: 'Offer for {{recipient.account}}',
        html: '<p>Dear <b>{{recipient.firstName}}</b>, about {{regarding.name}}.</p><p>{{sender.name}}</p>',
      });
      const pane = await writeTo(profile);
      await pane.getByRole('switch', { name: 'Track when sent' }).click();
      await pane.getByRole('button', { name: 'Set regarding' }).click();
      await pane.getByRole('option', { name }).first().click();
      await pane.getByRole('button', { name: 'Save' }).click();
      await pane.getByRole('button', { name: 'Change regarding' }).waitFor();

      await choose(pane, 'Offer');
      await pane.getByText(/Dear Anna, about Valves <b>& more<\/b>\./).waitFor();
      expect(await seriousFindings(pane)).toEqual([]);
      expect(await editor().innerText()).toBe('As we said:');
      await pane.getByRole('button', { name: 'Insert at the cursor' }).click();
      await pane.getByText('Inserted into the mail.').waitFor();
      expect(await editor().innerHTML()).toBe(
        'As we said:<p>Dear <b>Anna</b>, about Valves &lt;b&gt;&amp; more&lt;/b&gt;.</p><p>Uma Tracker</p>',
      );
      expect(await subject().inputValue()).toMatch(/^Offer for Fabrikam Air( \[CRM-.+\])?$/);
    },
  );

  test('fields without a value are named before anything is inserted; their places stay empty', async () => {
    await template({
      name: 'Visit',
      subject: 'Visit',
      html: '<p>{{recipient.jobTitle}} {{recipient.firstName}}, {{regarding.name}}, {{recipient.lastName | friend}}</p>',
    });
    const pane = await writeTo('1.16');
    await choose(pane, 'Visit');
    await pane.getByText('These fields have no value for this recipient and regarding').waitFor();
    expect(await pane.getByRole('listitem').allInnerTexts()).toEqual(['recipient.jobTitle', 'regarding.name']);
    await pane.getByRole('button', { name: 'Back' }).click();
    await pane.getByRole('button', { name: 'Visit', exact: true }).waitFor();
    expect(await editor().innerText()).toBe('As we said:');
    expect(await subject().inputValue()).toBe('');
    await pane.getByRole('button', { name: 'Visit', exact: true }).click();
    await pane.getByRole('button', { name: 'Insert all the same' }).click();
    await pane.getByText('Inserted into the mail.').waitFor();
    expect(await editor().innerText()).toMatch(/^As we said:\s+Anna, , Berg$/);
  });

  test('sales literature brings the link of its document, an article its text and its link', async () => {
    const link = 'https://docs.contoso.example/catalogue.pdf?year=2026&of=pumps';
    await template({ kind: 'salesLiterature', name: 'Catalogue <2026>', link });
    await template({
      kind: 'knowledgeArticle',
      name: 'Seals',
      html: '<p>Grease the seal, {{recipient.firstName}}.</p>',
      link: 'https://docs.contoso.example/seals',
    });
    const pane = await writeTo('1.16');
    await choose(pane, 'Catalogue <2026>', 'Sales literature');
    await pane.getByRole('button', { name: 'Insert at the cursor' }).click();
    const document = editor().getByRole('link', { name: 'Catalogue <2026>', exact: true });
    await document.waitFor();
    expect(await document.getAttribute('href')).toBe(link);

    await choose(pane, 'Seals', 'Knowledge article');
    await pane.getByRole('button', { name: 'Insert at the cursor' }).click();
    await editor().getByText('Grease the seal, Anna.').waitFor();
    const article = editor().getByRole('link', { name: 'Seals', exact: true });
    expect(await article.getAttribute('href')).toBe('https://docs.contoso.example/seals');
    expect(await subject().inputValue()).toBe('');
  });
});
