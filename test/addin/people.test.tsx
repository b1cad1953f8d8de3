import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { createFakeHost } from './support/fake-host.ts';
import { anna, createFakeServer, leak, pumps, resolved } from './support/fake-server.ts';
import { openMail } from './support/mail.ts';
import { renderPane } from './support/render-pane.tsx';

useBrowser();
const sender = 'anna@fabrikam.test';

test('P4: sender and recipients stand with role and match state in words', async () => {
  const server = createFakeServer();
  server.resolutions[sender] = resolved(anna);
  server.resolutions['clara@contoso.test'] = {
    kind: 'ambiguous',
    candidates: [
      { record: pumps, cause: 'address', score: 50 },
      { record: leak, cause: 'alias', score: 20 },
    ],
  };
  const cc = [{ address: 'info@fabrikam.test', name: 'Info' }];
  await renderPane({ server, host: createFakeHost(openMail({ cc })) });
  const people = within(await screen.findByRole('region', { name: 'People' }));
  expect(await people.findByText('Contact')).toBeTruthy();
  expect(people.getByText('2 matches')).toBeTruthy();
  expect(people.getByText('Not in the CRM')).toBeTruthy();
  expect(people.getAllByRole('listitem').map((row) => row.textContent)).toMatchObject([
    expect.stringContaining('From ·'),
    expect.stringContaining('To ·'),
    expect.stringContaining('Cc ·'),
  ]);
});

test('P4: an address that stands twice is one person, in its first role', async () => {
  const cc = [{ address: 'ANNA@fabrikam.test', name: 'Anna again' }];
  const { server } = await renderPane({ host: createFakeHost(openMail({ cc })) });
  await screen.findByRole('region', { name: 'People' });
  expect(server.callsOf('matchAddresses')).toMatchObject([{ body: { addresses: [sender, 'clara@contoso.test'] } }]);
});

test('P4: the quick card tells account, phone, open records and last activities', async () => {
  const server = createFakeServer();
  server.resolutions[sender] = resolved(anna);
  server.answer('getRecordCard', () => ({
    record: {
      ...anna,
      addresses: [{ address: sender, primary: true }],
      owner: null,
      access: 'organization',
      active: true,
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-01T00:00:00Z',
      version: 1,
      fields: {},
    },
    account: { type: 'account', id: 'a1', name: 'Fabrikam Air' },
    phone: '+34 91 555 01 23',
    lastActivities: [
      { id: 'x', kind: 'email', subject: 'RE: Offer 17', sentAt: '2026-02-01T00:00:00Z', regarding: pumps },
    ],
    open: [{ ...leak, status: 'open' }],
    pinned: false,
  }));
  const { user } = await renderPane({ server });
  const opener = await screen.findByRole('button', { name: 'Show card of Anna Ruiz' });
  await user.click(opener);
  expect(await screen.findByRole('button', { name: 'Fabrikam Air' })).toBeTruthy();
  expect(screen.getByRole('link', { name: '+34 91 555 01 23' }).getAttribute('href')).toBe('tel:+34915550123');
  expect(screen.getByRole('button', { name: 'Leaking seal' })).toBeTruthy();
  expect(screen.getByText('RE: Offer 17')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Anna Ruiz' }));
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(document.activeElement).toBe(opener);
});

test('P4: one of several candidates is chosen, remembered for the address, and forgotten by undo', async () => {
  const server = createFakeServer();
  server.resolutions[sender] = {
    kind: 'ambiguous',
    candidates: [
      { record: pumps, cause: 'address', score: 50 },
      { record: anna, cause: 'alias', score: 20 },
    ],
  };
  server.answer('chooseAddress', ({ params }) => ({ address: params.address, resolution: resolved(anna) }));
  server.answer('forgetAddressChoice', ({ params }) => ({
    address: params.address,
    resolution: { kind: 'unresolved' },
  }));
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'Choose who Anna Ruiz is' }));
  await user.click(await screen.findByRole('radio', { name: /Anna Ruiz.+another address/ }));
  await user.click(screen.getByRole('button', { name: 'Choose' }));
  expect(await screen.findByText('Remembered: Anna Ruiz.')).toBeTruthy();
  expect(server.callsOf('chooseAddress')).toMatchObject([
    { params: { address: sender }, body: { record: { type: 'contact', id: 'c1' } } },
  ]);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(server.callsOf('forgetAddressChoice')).toMatchObject([{ params: { address: sender } }]);
});

test('P4: an unknown sender is added with what header and signature say, and undo removes it again', async () => {
  const server = createFakeServer();
  server.answer('createRecord', ({ params, ...args }) => ({
    ...anna,
    type: params.type,
    name: ('body' in args && args.body.name) || '',
    addresses: [],
    owner: null,
    access: 'organization',
    active: true,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    version: 1,
    fields: {},
  }));
  server.answer('deleteRecord', () => undefined);
  const host = createFakeHost();
  host.texts[openMail().key] = 'Hello\n\nBest regards\nAnna Ruiz\nPurchasing Manager\nTel. +34 91 555 01 23\n';
  const { user } = await renderPane({ server, host });
  await user.click(await screen.findByRole('button', { name: 'Add Anna Ruiz to the CRM' }));
  await screen.findByRole('heading', { name: 'Add to the CRM' });
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Job title' }).value).toBe('Purchasing Manager');
  await user.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText('Anna Ruiz was added.')).toBeTruthy();
  expect(server.callsOf('createRecord')).toMatchObject([
    {
      params: { type: 'contact' },
      body: {
        name: 'Anna Ruiz',
        addresses: [sender],
        fields: { firstName: 'Anna', lastName: 'Ruiz', jobTitle: 'Purchasing Manager', phone: '+34 91 555 01 23' },
      },
    },
  ]);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(server.callsOf('deleteRecord')).toMatchObject([{ params: { type: 'contact', id: 'c1' } }]);
});

test('P4: a refused record says which field, and what was typed stays', async () => {
  const server = createFakeServer();
  server.refuse('createRecord', 'already_exists');
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'Add Anna Ruiz to the CRM' }));
  await user.click(await screen.findByRole('radio', { name: 'Lead' }));
  await user.click(screen.getByRole('button', { name: 'Add' }));
  expect((await screen.findByRole('alert')).textContent).toContain('This exists already.');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Last name' }).value).toBe('Ruiz');
});

test('P4: more people than fit are folded, and shown when asked', async () => {
  const to = Array.from({ length: 9 }, (_, n) => ({ address: `p${n}@x.test`, name: `Person ${n}` }));
  const { user } = await renderPane({ host: createFakeHost(openMail({ to })) });
  const people = within(await screen.findByRole('region', { name: 'People' }));
  expect(people.getAllByRole('listitem')).toHaveLength(5);
  await user.click(people.getByRole('button', { name: 'Show all 10' }));
  expect(people.getAllByRole('listitem')).toHaveLength(10);
});
