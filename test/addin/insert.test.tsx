import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeDraft } from './support/fake-draft.ts';
import { createFakeHost } from './support/fake-host.ts';
import { anna, createFakeServer, resolved } from './support/fake-server.ts';
import { openMail } from './support/mail.ts';
import { renderPane } from './support/render-pane.tsx';

useBrowser();

const template = (change: object = {}) =>
  ({
    id: 't1',
    kind: 'email',
    name: 'Welcome',
    subject: 'Welcome {{recipient.firstName}}',
    html: '',
    link: null,
    scope: 'organization',
    owner: null,
    placeholders: [],
    createdAt: '2026-03-02T09:00:00.000Z',
    updatedAt: '2026-03-02T09:00:00.000Z',
    version: 1,
    ...change,
  }) as CallOutput<'createTemplate'>;

const filled = { subject: 'Welcome Anna', html: '<p>Dear Anna</p>', text: 'Dear Anna', link: null, missing: [] };

const insertInto = async (rendering: CallOutput<'renderTemplate'>, subject = '') => {
  const draft = createFakeDraft();
  draft.write({ subject, to: [{ address: 'anna@fabrikam.test', name: 'Anna' }] });
  const host = createFakeHost(openMail({ mode: 'compose', key: '|', internetMessageId: null, from: null, to: [] }));
  host.draft = draft;
  const server = createFakeServer();
  server.resolutions['anna@fabrikam.test'] = resolved(anna);
  server.answer('listTrackTickets', () => ({ items: [] }));
  server.answer('listTemplates', ({ query }) => ({
    items: query?.kind === 'salesLiterature' ? [template({ id: 't2', name: 'Pump <catalogue>' })] : [template()],
    nextCursor: null,
  }));
  server.answer('renderTemplate', () => rendering);
  const pane = await renderPane({ host, server });
  await screen.findByText('Anna Ruiz');
  await pane.user.click(await screen.findByRole('button', { name: 'Insert template or article' }));
  return { ...pane, draft };
};

test('P6: a template is shown filled for the first recipient, then put at the cursor, with its subject', async () => {
  const { user, server, draft } = await insertInto(filled);
  await user.click(await screen.findByRole('button', { name: 'Welcome' }));
  expect(await screen.findByText('Dear Anna')).toBeTruthy();
  expect(server.callsOf('renderTemplate')).toMatchObject([
    { body: { templateId: 't1', recipient: { type: 'contact', id: 'c1' } } },
  ]);
  expect(draft.inserted).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Insert at the cursor' }));
  expect(await screen.findByText('Inserted into the mail.')).toBeTruthy();
  expect(draft.inserted).toEqual([{ html: '<p>Dear Anna</p>', text: 'Dear Anna' }]);
  expect(draft.carries.subject).toBe('Welcome Anna');
});

test('P6: a subject that stands is kept', async () => {
  const { user, draft } = await insertInto(filled, 'My own words');
  await user.click(await screen.findByRole('button', { name: 'Welcome' }));
  await user.click(await screen.findByRole('button', { name: 'Insert at the cursor' }));
  await screen.findByText('Inserted into the mail.');
  expect(draft.carries.subject).toBe('My own words');
});

test('P6: fields without a value are named before anything is inserted', async () => {
  const { user, draft } = await insertInto({ ...filled, missing: ['regarding.name'] });
  await user.click(await screen.findByRole('button', { name: 'Welcome' }));
  expect(await screen.findByText('regarding.name')).toBeTruthy();
  expect(draft.inserted).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Insert all the same' }));
  await screen.findByText('Inserted into the mail.');
  expect(draft.inserted).toHaveLength(1);
});

test('P6: sales literature brings the address of its document, written so that it cannot become markup', async () => {
  const link = 'https://crm.test/catalogue?a=1&b=2';
  const { user, draft } = await insertInto({ ...filled, subject: '', html: '', text: '', link });
  await user.selectOptions(await screen.findByRole('combobox', { name: 'What to insert' }), 'salesLiterature');
  await user.click(await screen.findByRole('button', { name: 'Pump <catalogue>' }));
  expect(await screen.findByText(`Pump <catalogue> ${link}`)).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Insert at the cursor' }));
  await screen.findByText('Inserted into the mail.');
  expect(draft.inserted).toEqual([
    {
      html: '<p><a href="https://crm.test/catalogue?a=1&amp;b=2">Pump &lt;catalogue&gt;</a></p>',
      text: `\n${link}\n`,
    },
  ]);
});
